"""The syntax tree both contract forms are read into.

YAML and Python contracts become the same three kinds of node; what follows the
readers cannot tell the forms apart. Nodes carry places, not meaning: whether `1.10`
is text or a number is decided by whoever knows the expected type.
"""

from collections.abc import Iterator
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from contractgen.source import Source, Span


class Style(Enum):
    """How a scalar was written, which limits how it may be read."""

    PLAIN = "plain"  # unquoted YAML: text or number, as the expected type wants it
    TEXT = "text"  # quoted or block YAML, a Python str: always text
    VALUE = "value"  # a Python number, bool or None: never text


class _Written(Struct, eq=False, array_like=True, tag=True):
    """What documents hold; it travels between processes (`documents.exchange`)."""


class Scalar(_Written):
    """A single value, as written; Python's True, False, None as JSON spells them."""

    source: Source
    start: int
    end: int
    text: str
    style: Style

    @property
    def span(self) -> Span:
        """Where the scalar stands."""
        return Span(self.source, self.start, self.end)

    @property
    def is_null(self) -> bool:
        """Whether this is JSON's null (quoted text never is)."""
        return self.text == "null" and self.style is not Style.TEXT


class Sequence(_Written):
    """A list of nodes."""

    source: Source
    start: int
    end: int
    items: list["Node"]

    @property
    def span(self) -> Span:
        """Where the sequence stands."""
        return Span(self.source, self.start, self.end)


class Mapping(_Written):
    """Keys in the author's order; the readers have refused duplicates."""

    source: Source
    start: int
    end: int
    entries: dict[str, "Entry"]

    @property
    def span(self) -> Span:
        """Where the mapping stands."""
        return Span(self.source, self.start, self.end)

    @property
    def place(self) -> "Place":
        """What is kept of the mapping where its parts are rarely asked for."""
        source = self.source
        return Bookmark(source, self.start, self.end) if source.again else self

    def get(self, key: str) -> "Node | None":
        """Return the value of `key`, or None where it is absent."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def key_span(self, key: str) -> Span:
        """Return where `key` itself stands; the mapping's place if it is absent."""
        entry = self.entries.get(key)
        return entry.key.span if entry else self.span

    def value_span(self, key: str) -> Span:
        """Return where the value of `key` stands; the mapping's place if absent."""
        entry = self.entries.get(key)
        return entry.value.span if entry else self.span

    def __iter__(self) -> Iterator[tuple[str, "Node"]]:
        return ((name, entry.value) for name, entry in self.entries.items())


class Entry(_Written):
    """One key and its value."""

    key: Scalar
    value: "Node"


Node = Scalar | Sequence | Mapping


class Bookmark(_Written):
    """Where a mapping stood that was let go: its file is read again for its parts.

    Nodes take ten times the room of their text, and all that is asked of them once
    they are decoded are the places of findings.
    """

    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the mapping stands."""
        return Span(self.source, self.start, self.end)

    @property
    def mapping(self) -> Mapping:
        """The mapping, read again."""
        mapping: Mapping = self.source.mappings[self.start]
        return mapping

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None where it is absent."""
        return self.mapping.get(key)

    def key_span(self, key: str) -> Span:
        """Return where `key` itself stands; the mapping's place if it is absent."""
        return self.mapping.key_span(key)

    def value_span(self, key: str) -> Span:
        """Return where the value of `key` stands; the mapping's place if absent."""
        return self.mapping.value_span(key)


Place: TypeAlias = Mapping | Bookmark
"""A mapping, or where it stood."""


def mappings(root: Node) -> dict[int, Mapping]:
    """Return the mappings of a YAML file by where they start: no two start alike."""
    found: dict[int, Mapping] = {}
    waiting = [root]
    while waiting:
        match waiting.pop():
            case Mapping() as mapping:
                found[mapping.start] = mapping
                waiting += [entry.value for entry in mapping.entries.values()]
            case Sequence() as sequence:
                waiting += sequence.items
            case Scalar():
                pass
    return found


class Tree(Struct, frozen=True):
    """One contract file read into nodes.

    `module_path` is relative to the spec root the file was found below: its first
    folder names the package where the file does not.
    """

    module_path: str
    root: Mapping
