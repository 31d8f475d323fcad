"""Routes that would answer for each other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Operation
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import described

SAME_ROUTE = Code(
    "CG232",
    "two operations with one route",
    "A method and a path lead to one operation. Names of placeholders make no "
    "difference: `/jobs/{id}` and `/jobs/{jobId}` match the same requests.",
    "Give one of them another path or method under `transport: { rest: … }`.",
    wrong="transport: { rest: { method: GET, path: /jobs/{id} } }    # jobs.get\n"
    "transport: { rest: { method: GET, path: /jobs/{jobId} } } # jobs.find\n",
    right="transport: { rest: { method: GET, path: /jobs/{id} } }         # jobs.get\n"
    "transport: { rest: { method: GET, path: /jobs/{jobId}/all } } # jobs.find\n",
)
UNORDERED_ROUTES = Code(
    "CG233",
    "two templates of which neither is more concrete",
    "Concrete paths are looked up before templates, so `/jobs/next` beside "
    "`/jobs/{id}` is fine. Of `/jobs/{id}/log` and `/jobs/next/{part}` neither is more "
    "concrete, and both match `/jobs/next/log`: the order of registration would "
    "decide.",
    "Make one path more concrete than the other, or of another length.",
    wrong="path: /jobs/{id}/log    # jobs.log\npath: /jobs/next/{part} # jobs.part\n",
    right="path: /jobs/{id}/log          # jobs.log\n"
    "path: /jobs/next/parts/{part} # jobs.part\n",
)


@dataclass(frozen=True, slots=True)
class _Route:
    """A route taken apart: `holes` are the positions of placeholders."""

    operation: Operation
    method: str
    path: str
    segments: tuple[str, ...]
    holes: frozenset[int]

    def without(self, positions: frozenset[int]) -> tuple[str, ...]:
        """Return the segments that are not at `positions`."""
        return tuple(
            text for at, text in enumerate(self.segments) if at not in positions
        )

    def clash(self, code: Code, other: "_Route", what: str, mend: str) -> Diagnostic:
        """Return that this route and `other` match the same requests."""
        message = (
            f"{described(self.operation)} and {described(other.operation)} {what}: "
            f"`{self.method} {self.path}`"
        )
        if self.path != other.path:
            message += f" and `{other.path}`"
        span = self.operation.origin.at("transport", "rest", "path")
        found = code.at(
            span if self.operation.transport.path else self.operation.origin.span,
            message,
            help=mend,
        )
        return found.also(other.operation.origin.span, f"`{other.path}` is here")


def _routes(subject: Subject) -> list[_Route]:
    if not subject.emits("fastapi", "openapi"):
        return []
    return [
        _route(operation, *_reached(subject, operation))
        for operation in subject.operations
    ]


def _reached(subject: Subject, operation: Operation) -> tuple[str, str]:
    names = subject.names.operations[operation.id]
    return names.method, names.path


def _route(operation: Operation, method: str, path: str) -> _Route:
    segments = path.split("/")
    holes = frozenset(at for at, text in enumerate(segments) if text.startswith("{"))
    plain = tuple("{}" if at in holes else text for at, text in enumerate(segments))
    return _Route(operation, method, path, plain, holes)


def _same(subject: Subject) -> Iterator[Diagnostic]:
    taken: dict[tuple[str, tuple[str, ...]], _Route] = {}
    for route in _routes(subject):
        first = taken.setdefault((route.method, route.segments), route)
        if first is not route:
            mend = "give one another path or method under `transport: { rest: … }`"
            yield route.clash(SAME_ROUTE, first, "have one route", mend)


def _unordered(subject: Subject) -> Iterator[Diagnostic]:
    """Group templates by the positions of their placeholders; join group with group.

    Two templates overlap if they agree where neither has a placeholder; neither is
    more concrete if each has a placeholder where the other has none.
    """
    groups: dict[tuple[str, int], dict[frozenset[int], list[_Route]]] = {}
    for route in _routes(subject):
        if route.holes:
            shape = (route.method, len(route.segments))
            groups.setdefault(shape, {}).setdefault(route.holes, []).append(route)
    for by_holes in groups.values():
        for one, other in combinations(by_holes, 2):
            if not (one <= other or other <= one):
                yield from _overlaps(by_holes[one], by_holes[other], one | other)


def _overlaps(
    ones: list[_Route], others: list[_Route], holes: frozenset[int]
) -> Iterator[Diagnostic]:
    known: defaultdict[tuple[str, ...], list[_Route]] = defaultdict(list)
    for route in ones:
        known[route.without(holes)].append(route)
    for route in others:
        for first in known.get(route.without(holes), ())[:1]:
            what = "match some of the same requests"
            mend = "make one path more concrete than the other, or of another length"
            yield route.clash(UNORDERED_ROUTES, first, what, mend)


RULES = (Rule(SAME_ROUTE, _same), Rule(UNORDERED_ROUTES, _unordered))
