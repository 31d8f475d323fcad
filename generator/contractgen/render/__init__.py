"""Rendering: typed fragments, their encoders, and the compiler of templates."""
