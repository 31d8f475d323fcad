"""What packages say to each other: what decides whether one can be built alone.

Packages that do not refer to each other, want no name twice and have no routes that
match the same requests say nothing to each other: no rule, name or output of the one
depends on the other. Whatever is in doubt counts as said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import combinations
from typing import TypeAlias

from msgspec import Struct

from contractgen.ir import Contracts, Enum, Error, Model, Package, ScalarType
from contractgen.rules.namespaces import NAMESPACES
from contractgen.rules.subject import Subject
from contractgen.rules.wording import Definition

Segments: TypeAlias = tuple[str, ...]
"""A path taken apart, `{}` for each placeholder."""


class Footprint(Struct, frozen=True):
    """What one package says: packages it refers to, names it wants, its routes."""

    refers: Set[str]
    claims: Set[str]
    routes: Set[Segments]


def footprints(subject: Subject) -> Mapping[str, Footprint]:
    """Return the footprint of every package."""
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for package, claim in _claims(subject):
        claims[package].add(claim)
    routes: defaultdict[str, set[Segments]] = defaultdict(set)
    for route in subject.routes:
        routes[route.operation.package].add(route.segments)
    return {
        package.name: Footprint(
            frozenset(_refers(package, subject.contracts)),
            frozenset(claims[package.name]),
            frozenset(routes[package.name]),
        )
        for package in subject.contracts.packages
    }


def islands(prints: Mapping[str, Footprint]) -> list[frozenset[str]]:
    """Return groups of packages; those of one say nothing to those of another."""
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


def _claims(subject: Subject) -> Iterator[tuple[str, str]]:
    for space in NAMESPACES:
        if space.inner or not subject.emits(*space.emitters):
            continue
        for scope, name, definition in space.claims(subject):
            folded = name.lower() if space.folds else name
            yield _home(definition), f"{space.surface} {scope} {folded}"
    for operation in subject.operations:  # of whatever major
        yield operation.package, f"operation {operation.meta.key}"
    for event in subject.contracts.events.values():
        yield event.package, f"event {event.meta.key}"
    for package in subject.contracts.packages:
        if any(path.endswith(".py") for path in package.files):
            yield package.name, "contracts in Python"  # may import each other


def _home(definition: Definition) -> str:
    match definition:
        case Package():
            return definition.name
        case Enum() | Model():
            return definition.symbol.package
        case Error():
            raise TypeError("an error's name is known in its package alone")
        case _:
            return definition.package


def _refers(package: Package, contracts: Contracts) -> Iterator[str]:
    for model in package.models:
        for field in model.fields:
            if not isinstance(field.type, ScalarType):
                yield field.type.symbol.package
    for event in package.events:
        yield event.payload.package
    for operation in package.operations:
        used = (operation.input, operation.output)
        yield from (symbol.package for symbol in used if symbol)
        yield from (contracts.events[one.event].package for one in operation.emits)


def _ties(prints: Mapping[str, Footprint]) -> Iterator[tuple[str, str]]:
    for name, its in prints.items():
        yield from ((name, other) for other in its.refers)
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
        holes = frozenset(at for at, text in enumerate(route) if text == "{}")
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
        known[_without(route, holes)].add(name)
    for name, route in others:
        yield from ((name, other) for other in known.get(_without(route, holes), ()))


def _without(route: Segments, holes: frozenset[int]) -> Segments:
    return tuple(text for at, text in enumerate(route) if at not in holes)
