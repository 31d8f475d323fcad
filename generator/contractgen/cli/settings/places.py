"""Where the keys and values of a TOML text stand.

`tomllib` gives values without places. This scanner runs over text that `tomllib` has
already accepted, so it never judges: it only skips what it does not need. A path it
cannot tell is left out, and callers fall back to the enclosing table.
"""

import re
from typing import TypeAlias

from msgspec import Struct, field

from contractgen.source import Source, Span

Path: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\n#\]}]*")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Places(Struct):
    """Spans by path: `("openapi", "servers", 0, "url")`."""

    source: Source
    keys: dict[Path, Span] = field(default_factory=dict[Path, Span])
    values: dict[Path, Span] = field(default_factory=dict[Path, Span])

    def key(self, path: Path) -> Span:
        """Return where the key stands; the nearest enclosing table's if unknown."""
        return self._nearest(self.keys, path)

    def value(self, path: Path) -> Span:
        """Return where the value stands; the nearest enclosing table's if unknown."""
        return self._nearest(self.values, path)

    def _nearest(self, spans: dict[Path, Span], path: Path) -> Span:
        if path in spans:
            return spans[path]
        while path:
            found = self.keys.get(path) or self.values.get(path)
            if found:
                return found
            path = path[:-1]
        return Span(self.source, 0, 0)


def scan(source: Source) -> Places:
    """Return the places of everything in a valid TOML text (`\\n` line ends)."""
    scanner = _Scanner(source)
    scanner.document()
    return scanner.places


class _Scanner:
    def __init__(self, source: Source) -> None:
        self.places = Places(source)
        self._text = source.text
        self._at = 0
        self._tables: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        self._blank()
        while self._at < len(self._text):
            if self._here("["):
                table = self._header()
            else:
                self._pair(table)
            self._blank()

    def _header(self) -> Path:
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        start = self._at
        path = self._dotted(())
        place = Span(self.places.source, start, self._at)
        if many:
            index = self._tables.get(path, 0)
            self._tables[path] = index + 1
            self.places.keys.setdefault(path, place)
            path = (*path, index)
        self.places.keys[path] = place
        self._at = self._text.index("]", self._at) + (2 if many else 1)
        return path

    def _pair(self, table: Path) -> None:
        path = self._dotted(table)
        self._at = self._text.index("=", self._at) + 1
        self._blank()
        self._value(path)

    def _dotted(self, table: Path) -> Path:
        """Read `a."b".c`; an array of tables stands for its last element."""
        path = table
        while True:
            self._blank()
            start = self._at
            path = (*path, self._word())
            self.places.keys.setdefault(path, Span(self.places.source, start, self._at))
            self._blank()
            if not self._here("."):
                return path
            self._at += 1
            if path in self._tables:
                path = (*path, self._tables[path] - 1)

    def _word(self) -> str:
        quoted = _STRING.match(self._text, self._at)
        found = quoted or _KEY.match(self._text, self._at)
        if found is None:  # cannot be: `tomllib` accepted the text
            self._at += 1
            return ""
        self._at = found.end()
        word = found.group()
        if not quoted:
            return word
        return _unescape(word[1:-1]) if word[0] == '"' else word[1:-1]

    def _value(self, path: Path) -> None:
        start = self._at
        if self._here("["):
            self._array(path)
        elif self._here("{"):
            self._inline(path)
        else:
            found = _STRING.match(self._text, start) or _BARE.match(self._text, start)
            self._at = found.end() if found else start
        end = start + len(self._text[start : self._at].rstrip())
        self.places.values[path] = Span(self.places.source, start, end)

    def _array(self, path: Path) -> None:
        self._at += 1
        index = 0
        while not self._closes("]"):
            self._value((*path, index))
            index += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while not self._closes("}"):
            self._pair(path)

    def _closes(self, end: str) -> bool:
        self._blank()
        if self._here(","):
            self._at += 1
            self._blank()
        if self._here(end) or self._at >= len(self._text):
            self._at += 1
            return True
        return False

    def _here(self, text: str) -> bool:
        return self._text.startswith(text, self._at)

    def _blank(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at


def _unescape(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        digits = found[1] or found[2]
        return chr(int(digits, 16)) if digits else _SHORT.get(found[3], found[3])

    return _ESCAPE.sub(one, text)
