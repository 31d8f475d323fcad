"""What packages say to each other: what decides which can be built without the others.

What comes of a package depends on those it refers to; on what others ask of its types;
and, where it wants a name that another wants or has a route for the same requests, on
that other as well. Whatever is in doubt counts as said.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, combinations
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct

from contractgen.ir import Enum, Event, Model, Operation, Package, ScalarType
from contractgen.rules.namespaces import NAMESPACES
from contractgen.rules.route import HOLE, Segments, without
from contractgen.rules.subject import Subject
from contractgen.rules.wording import Definition
from contractgen.views.binding import bind, requested
from contractgen.views.shapes import Reach, reach

Demand: TypeAlias = tuple[str, str, str]
"""A package, the name of a type of it, and what for it is used."""


_HOMES: Mapping[type[Definition], Callable[[Definition], str]] = {
    Package: attrgetter("name"),
    Enum: attrgetter("symbol.package"),
    Model: attrgetter("symbol.package"),
    Operation: attrgetter("package"),
    Event: attrgetter("package"),
}
"""What tells a definition's package; the names of errors are known in theirs alone."""


class Footprint(Struct, frozen=True):
    """What one package says.

    `refers` are other packages whose types it uses, `demands` which and what for;
    `claims` are names it wants, each behind the number of a namespace that all share.
    """

    refers: frozenset[str]
    demands: frozenset[Demand]
    claims: frozenset[str]
    routes: frozenset[Segments]


def footprints(subject: Subject) -> Mapping[str, Footprint]:
    """Return the footprint of every package."""
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for package, claim in chain(_names(subject), _other_claims(subject)):
        claims[package].add(claim)
    routes: defaultdict[str, set[Segments]] = defaultdict(set)
    for route in subject.routes:
        routes[route.operation.package].add(route.segments)
    found: dict[str, Footprint] = {}
    for pack in subject.contracts.packages:
        name, refers = pack.name, frozenset(_refers(pack)) - {pack.name}
        demands = frozenset(_demands(pack, subject) if refers else ())
        its = frozenset(claims[name]), frozenset(routes[name])
        found[name] = Footprint(refers, demands, *its)
    return found


def ties(prints: Mapping[str, Footprint]) -> list[frozenset[str]]:
    """Return groups of packages that want one name or meet on one route."""
    found = {name: {name} for name in prints}
    for one, other in _ties(prints):
        here, there = found[one], found[other]
        if here is not there:
            here |= there
            found.update(dict.fromkeys(there, here))
    return [frozenset(group) for name, group in found.items() if name == min(group)]


def strangers(some: Iterable[Footprint], others: Iterable[Footprint]) -> bool:
    """Whether `some` want nothing that `others` have."""
    ours, theirs = list(some), list(others)
    claims = frozenset[str]().union(*(one.claims for one in theirs))
    if not all(one.claims.isdisjoint(claims) for one in ours):
        return False
    routes = [("ours", route) for one in ours for route in one.routes]
    routes += [("theirs", route) for one in theirs for route in one.routes]
    return all(one == other for one, other in _crossings(routes))


def _names(subject: Subject) -> Iterator[tuple[str, str]]:
    for number, space in enumerate(NAMESPACES):
        if space.inner or not subject.emits(*space.emitters):
            continue
        for scope, name, definition in space.claims(subject):
            folded = name.lower() if space.folds else name
            home = _HOMES[type(definition)](definition)
            yield home, f"{number} {scope} {folded}"


def _other_claims(subject: Subject) -> Iterator[tuple[str, str]]:
    for operation in subject.operations:  # of whatever major
        yield operation.package, f"operation {operation.meta.key}"
        for emission in operation.emits:  # the event's page names who emits it
            yield operation.package, f"event {emission.event[0]}"
    for event in subject.contracts.events.values():
        yield event.package, f"event {event.meta.key}"
    for package in subject.contracts.packages:
        if any(path.endswith(".py") for path in package.files.paths):
            yield package.name, "contracts in Python"  # may import each other


def _refers(package: Package) -> Iterator[str]:
    for model in package.models:
        for field in model.fields:
            if not isinstance(field.type, ScalarType):
                yield field.type.symbol.package
    for event in package.events:
        yield event.payload.package
    for operation in package.operations:
        used = (operation.input, operation.output)
        yield from (symbol.package for symbol in used if symbol)


def _demands(package: Package, subject: Subject) -> Iterator[Demand]:
    """Yield what is reached of other packages, and from where: that shapes theirs."""
    contracts, names, config = subject.contracts, subject.names, subject.config.names
    made = package.operations
    bound = [(one, bind(one, contracts, names, config)) for one in made]
    reached: dict[str, Reach] = {
        "input": reach(contracts, (one.input for one in made)),
        "result": reach(contracts, (one.output for one in made)),
        "payload": reach(contracts, (event.payload for event in package.events)),
        "request": requested(bound, contracts),
    }
    for way, found in reached.items():
        for symbol in (*found.models, *found.enums):
            if symbol.package != package.name:
                yield symbol.package, symbol.name, way


def _ties(prints: Mapping[str, Footprint]) -> Iterator[tuple[str, str]]:
    every = [its.claims for its in prints.values()]
    if sum(map(len, every)) > len(frozenset[str]().union(*every)):
        first: dict[str, str] = {}
        for name, its in prints.items():
            yield from ((name, first.setdefault(claim, name)) for claim in its.claims)
    yield from _crossings(
        (name, route) for name, its in prints.items() for route in its.routes
    )


def _crossings(routes: Iterable[tuple[str, Segments]]) -> Iterator[tuple[str, str]]:
    """Yield whose routes match some of the same requests, in pairs.

    Two paths do if they agree where neither has a placeholder.
    """
    groups: dict[int, dict[frozenset[int], list[tuple[str, Segments]]]] = {}
    for name, route in routes:
        holes = frozenset(at for at, text in enumerate(route) if text == HOLE)
        by_holes = groups.setdefault(len(route), {})
        by_holes.setdefault(holes, []).append((name, route))
    for by_holes in groups.values():
        for some in by_holes.values():
            first: dict[Segments, str] = {}
            yield from ((name, first.setdefault(route, name)) for name, route in some)
        for one, other in combinations(by_holes, 2):
            yield from _matches(by_holes[one], by_holes[other], one | other)


def _matches(
    some: Iterable[tuple[str, Segments]],
    others: Iterable[tuple[str, Segments]],
    holes: frozenset[int],
) -> Iterator[tuple[str, str]]:
    known: defaultdict[Segments, set[str]] = defaultdict(set)
    for name, route in some:
        known[without(route, holes)].add(name)
    for name, route in others:
        yield from ((name, other) for other in known.get(without(route, holes), ()))
