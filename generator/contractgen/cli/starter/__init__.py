"""The files that `contractgen init` writes, as they are but for `@package@`.

They end in `.txt`, so that no tool takes them for code of contractgen.
"""
