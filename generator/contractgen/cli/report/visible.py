"""Text of contracts and file names, made safe to show.

Control characters could move a terminal's cursor, recolour it or forge lines; what is
invisible could hide. Both are shown as escapes. Width is counted as terminals do.
"""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # emoji and several scripts are written with them
_TAB = 4


def visible(text: str) -> str:
    """Return `text` on one line with control and invisible characters as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def untabbed(character: str) -> str:
    """Return one character of a source line as it is printed in an excerpt."""
    return " " * _TAB if character == "\t" else _shown(character)


def _shown(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if short:
        return short
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _width(character: str) -> int:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
