"""What the static reader knows a name or an expression to be.

Data (scalars, items, pairs, references) can become part of a contract; the rest
stands for things that a module names but that are no data, such as functions.
"""

from enum import Enum
from typing import Literal, TypeAlias

from msgspec import Struct, field

from contractgen.diagnostics import Diagnostic
from contractgen.nodes import Scalar
from contractgen.source import Source, Span


class Items(Struct, eq=False):
    """A list or tuple."""

    source: Source
    start: int
    end: int
    values: list["Data"]

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.source, self.start, self.end)


class Pairs(Struct, eq=False):
    """A dict, or the keyword arguments of a call."""

    source: Source
    start: int
    end: int
    entries: dict[str, tuple[Scalar, "Data"]]

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.source, self.start, self.end)

    def get(self, key: str) -> "Data | None":
        """Return the value of `key`, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


Kind: TypeAlias = Literal["enum", "model", "event", "command", "query"]


class Home(Struct, eq=False):
    """The file that definitions are made in, as far as references need it."""

    package: str | None
    definitions: list["Definition"] = field(default_factory=list["Definition"])
    file: Pairs | None = None


class Definition(Struct, eq=False):
    """What a `define_…` call made; `name` is an enum's or a model's."""

    kind: Kind
    home: Home
    name: Scalar | None
    sections: Pairs


class Reference(Struct, eq=False):
    """A definition, at the place that uses it."""

    source: Source
    start: int
    end: int
    definition: Definition

    @property
    def span(self) -> Span:
        """Where the definition is used."""
        return Span(self.source, self.start, self.end)


Data: TypeAlias = Scalar | Items | Pairs | Reference


class Function(Struct, frozen=True):
    """A function of `contractgen.dsl`, by its own name."""

    name: str


class ScalarMethod(Struct, frozen=True):
    """`ScalarTypeEnum.ID`, not called yet."""

    name: str


class Folder(Struct, frozen=True):
    """A package on the way to a module, from the spec root."""

    parts: tuple[str, ...]


class Thing(Enum):
    """Names without a value of their own; the text says what they are."""

    DSL = "the module contractgen.dsl"
    SCALARS = "ScalarTypeEnum"
    ANNOTATION = "a name for annotations"
    FILE = "what contract_file returns"
    BROKEN = "something that could not be read"


Value: TypeAlias = Data | Function | ScalarMethod | Folder | Thing
DATA = (Scalar, Items, Pairs, Reference)


class Refused(Exception):  # noqa: N818 (a signal inside the reader, never a crash)
    """A statement cannot be read; None where the reason was reported before."""

    def __init__(self, diagnostic: Diagnostic | None) -> None:
        super().__init__()
        self.diagnostic = diagnostic
