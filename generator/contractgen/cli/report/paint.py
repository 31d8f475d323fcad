"""Colour for terminals, or none: the renderers call what they are given."""

from collections.abc import Callable
from typing import TypeAlias

Paint: TypeAlias = Callable[[str, str], str]
"""Takes a text and the name of a style."""

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "place": "34",
    "strong": "1",
    "good": "32",
    "added": "32",
    "removed": "31",
    "dim": "2",
}


def plain(text: str, style: str) -> str:  # noqa: ARG001  # the other one needs it
    """Return the text as it is."""
    return text


def ansi(text: str, style: str) -> str:
    """Return the text in colour (ECMA-48 SGR)."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
