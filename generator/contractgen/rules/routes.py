"""Routes that would answer for each other, whatever serves them.

What the application itself adds, and the order of its routers, is in `mounting`.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from contractgen.diagnostics import Code, Diagnostic
from contractgen.rules.route import Route
from contractgen.rules.subject import Rule, Subject

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
MISNAMED_PLACEHOLDER = Code(
    "CG238",
    "one templated path, spelt in two ways",
    "OpenAPI 3.1 keeps the methods of a path together, and takes `/jobs/{id}` and "
    "`/jobs/{jobId}` for the same path, which may stand in a document once (4.8.8, "
    "Paths Object). So operations that share a path must call its placeholders alike, "
    "even if their methods differ.",
    "Call the field that the placeholder names the same in both inputs, or give one "
    "of the operations another path.",
    wrong="transport: { rest: { method: GET, path: '/jobs/{id}' } }       # jobs.get\n"
    "transport: { rest: { method: DELETE, path: '/jobs/{jobId}' } } # jobs.drop\n",
    right="transport: { rest: { method: GET, path: '/jobs/{id}' } }    # jobs.get\n"
    "transport: { rest: { method: DELETE, path: '/jobs/{id}' } } # jobs.drop\n",
)


def _served(subject: Subject) -> tuple[Route, ...]:
    return subject.routes if subject.emits("fastapi", "openapi") else ()


def _same(subject: Subject) -> Iterator[Diagnostic]:
    taken: dict[tuple[str, tuple[str, ...]], Route] = {}
    for route in _served(subject):
        first = taken.setdefault((route.method, route.segments), route)
        if first is not route:
            mend = "give one another path or method under `transport: { rest: … }`"
            yield route.clash(SAME_ROUTE, first, "have one route", mend)


def _misnamed(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.emits("openapi"):
        return
    templates: dict[tuple[str, ...], Route] = {}
    for route in subject.routes:
        first = templates.setdefault(route.segments, route) if route.holes else route
        if route.path != first.path and route.method != first.method:
            what = "call the placeholders of one path differently"
            mend = f"call them as in `{first.path}`, or give one another path"
            yield route.clash(MISNAMED_PLACEHOLDER, first, what, mend)


def _unordered(subject: Subject) -> Iterator[Diagnostic]:
    """Group templates by the positions of their placeholders; join group with group.

    Two templates overlap if they agree where neither has a placeholder; neither is
    more concrete if each has a placeholder where the other has none.
    """
    groups: dict[tuple[str, int], dict[frozenset[int], list[Route]]] = {}
    for route in _served(subject):
        if route.holes:
            shape = (route.method, len(route.segments))
            groups.setdefault(shape, {}).setdefault(route.holes, []).append(route)
    for by_holes in groups.values():
        for one, other in combinations(by_holes, 2):
            if not (one <= other or other <= one):
                yield from _overlaps(by_holes[one], by_holes[other], one | other)


def _overlaps(
    ones: list[Route], others: list[Route], holes: frozenset[int]
) -> Iterator[Diagnostic]:
    known: defaultdict[tuple[str, ...], list[Route]] = defaultdict(list)
    for route in ones:
        known[route.without(holes)].append(route)
    for route in others:
        for first in known.get(route.without(holes), ())[:1]:
            what = "match some of the same requests"
            mend = "make one path more concrete than the other, or of another length"
            yield route.clash(UNORDERED_ROUTES, first, what, mend)


RULES = (
    Rule(SAME_ROUTE, _same),
    Rule(UNORDERED_ROUTES, _unordered),
    Rule(MISNAMED_PLACEHOLDER, _misnamed),
)
