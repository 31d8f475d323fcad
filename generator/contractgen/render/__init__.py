"""Rendering: typed fragments, their encoders, and the Jinja environment."""
