"""libyaml's event stream, with types.

The only module that knows which binding brings libyaml: PyYAML's, whose wheels hold
the library and need nothing else. It gives events alone; PyYAML's composer and
constructors are never used.
"""

from importlib import import_module
from typing import Any, Protocol, cast


class Mark(Protocol):
    """A place in the text."""

    @property
    def index(self) -> int:
        """Offset in code points."""
        ...


class Event(Protocol):
    """What every event has."""

    @property
    def start_mark(self) -> Mark:
        """Where the event's text begins."""
        ...

    @property
    def end_mark(self) -> Mark:
        """Where the event's text ends (exclusive)."""
        ...


class NodeEvent(Event, Protocol):
    """The start of a node."""

    @property
    def anchor(self) -> str | None:
        """The name after `&` (or `*`)."""
        ...

    @property
    def tag(self) -> str | None:
        """The tag as written, resolved against libyaml's own directives."""
        ...


class Scalar(NodeEvent, Protocol):
    """A scalar: `style` is empty where it is plain, else its first character."""

    @property
    def value(self) -> str:
        """The text, escapes and line folding undone."""
        ...

    @property
    def style(self) -> str:
        """One of the empty text, `'`, `"`, `|` and `>`."""
        ...


class Problem(Protocol):
    """A syntax error in libyaml's words."""

    @property
    def problem(self) -> str | None:
        """What is wrong."""
        ...

    @property
    def problem_mark(self) -> Mark | None:
        """Where it was noticed."""
        ...

    @property
    def context(self) -> str | None:
        """What was being read."""
        ...

    @property
    def context_mark(self) -> Mark | None:
        """Where that began."""
        ...


class Parser(Protocol):
    """A stream of events; None after the last."""

    def get_event(self) -> Event | None:
        """Return the next event; raises `SyntaxProblem`."""
        ...


_events: Any = import_module("yaml.events")
_errors: Any = import_module("yaml.error")

DocumentStart = cast(type[Event], _events.DocumentStartEvent)
ScalarValue = cast(type[Scalar], _events.ScalarEvent)
Alias = cast(type[NodeEvent], _events.AliasEvent)
MappingStart = cast(type[NodeEvent], _events.MappingStartEvent)
MappingEnd = cast(type[Event], _events.MappingEndEvent)
SequenceStart = cast(type[NodeEvent], _events.SequenceStartEvent)
SequenceEnd = cast(type[Event], _events.SequenceEndEvent)
SyntaxProblem = cast(type[Exception], _errors.MarkedYAMLError)


def parser(text: str) -> Parser:
    """Return a parser of `text`."""
    return cast(Parser, import_module("yaml._yaml").CParser(text))
