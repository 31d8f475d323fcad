"""Text of a contract file, and places in it.

The only module that counts lines and columns. It reads no files.
"""

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from typing import Any

from msgspec import Struct


class Source:
    """One contract file as text.

    `path` is relative to the project's root and uses forward slashes: it is shown
    to people and written to artifacts, so it never holds a machine's own folders.
    Line ends are `\\n` alone (the readers normalise them before anything counts).
    A `text` that is a function is made anew whenever it is asked for, and not held.
    `again` reads the text once more and returns its mappings by where they start;
    None where the nodes are kept.
    """

    def __init__(
        self,
        path: str,
        text: str | Callable[[], str],
        again: Callable[["Source"], dict[int, Any]] | None = None,
    ) -> None:
        self.path, self._text, self.again = path, text, again

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text if isinstance(self._text, str) else self._text()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Source):
            return NotImplemented
        return (self.path, self.text) == (other.path, other.text)

    def __hash__(self) -> int:
        return hash((self.path, self.text))

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @cached_property
    def mappings(self) -> dict[int, Any]:
        """The mappings, read again at the first finding that asks for one."""
        return self.again(self) if self.again else {}

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        starts, text = [0], self.text
        position = text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of `offset`, both counted from 1 in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of `line` and `column`, both counted from 1."""
        return self._line_starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Return the text of line `number` (from 1) without its line end."""
        start, text = self._line_starts[number - 1], self.text
        end = text.find("\n", start)
        return text[start:] if end == -1 else text[start:end]


class Span(Struct, frozen=True, gc=False):
    """A stretch of a source: code point offsets, `end` exclusive."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """Line of the start, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """Column of the start in code points, from 1."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """The text the span covers."""
        return self.source.text[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.source.path}:{self.line}:{self.column}"


class SourceFile(Struct, frozen=True, dict=True):
    """A contract file as it came from the disk: a value, so that readers are pure.

    `path` is relative to the project's root, `module_path` to the spec root it was
    found below; both use forward slashes.
    """

    path: str
    module_path: str
    data: bytes

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the bytes."""
        return sha256(self.data).digest()
