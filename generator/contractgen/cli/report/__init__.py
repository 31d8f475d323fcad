"""Diagnostics as people and machines want them: text, json, github, sarif.

Renderers are pure: values in, text out. Which stream it goes to, and whether it may
be coloured, is decided by the commands. `formats` is the way in.
"""
