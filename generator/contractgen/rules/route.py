"""An operation's route, taken apart to be compared with others."""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Contracts, Operation
from contractgen.names import NameTable
from contractgen.rules.wording import described
from contractgen.source import Span

HOLE = "{}"
"""A placeholder, whatever it is called."""

Segments: TypeAlias = tuple[str, ...]
"""A path taken apart, `HOLE` for each placeholder."""


def without(segments: Segments, positions: frozenset[int]) -> Segments:
    """Return the segments that are not at `positions`."""
    return tuple(text for at, text in enumerate(segments) if at not in positions)


class Route(Struct, frozen=True):
    """A route taken apart: `holes` are the positions of placeholders."""

    operation: Operation
    method: str
    path: str
    segments: Segments
    holes: frozenset[int]

    def without(self, positions: frozenset[int]) -> Segments:
        """Return the segments that are not at `positions`."""
        return without(self.segments, positions)

    def clash(self, code: Code, other: "Route", what: str, mend: str) -> Diagnostic:
        """Return that this route and `other` match the same requests."""
        message = (
            f"{described(self.operation)} and {described(other.operation)} {what}: "
            f"`{self.method} {self.path}`"
        )
        if self.method != other.method:
            message += f" and `{other.method} {other.path}`"
        elif self.path != other.path:
            message += f" and `{other.path}`"
        found = code.at(self.span, message, help=mend)
        return found.also(other.operation.origin.span, f"`{other.path}` is here")

    @property
    def span(self) -> Span:
        """Where the path is written; where the operation is, if it is derived."""
        if self.operation.transport.path is None:
            return self.operation.origin.span
        return self.operation.origin.at("transport", "rest", "path")


def routes(contracts: Contracts, names: NameTable) -> Iterator[Route]:
    """Yield the route of every operation."""
    for operation in contracts.operations():
        its = names.operations[operation.id]
        segments = its.path.split("/")
        holes = frozenset(
            at for at, text in enumerate(segments) if text.startswith("{")
        )
        plain = (HOLE if at in holes else text for at, text in enumerate(segments))
        yield Route(operation, its.method, its.path, tuple(plain), holes)
