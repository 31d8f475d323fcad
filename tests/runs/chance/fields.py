"""Fields by chance: their types, limits, presence and defaults."""

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from .draft import ABSENT, DEEP, Draft, Field
from .samples import BOUNDED, FLAT, PATHS, PATTERNS, SAMPLES, TEXT
from .words import FIELDS, PROSE

_EXAMPLES_TOO = 0.2


@dataclass(frozen=True)
class Scope:
    """What fields of a package may refer to. `earlier` models may be required."""

    package: str
    enums: tuple[str, ...]
    earlier: tuple[str, ...]
    all: tuple[str, ...]


def names(chance: Random, count: int) -> list[str]:
    """Return names of fields that fold to different attributes."""
    chosen: dict[str, str] = {}
    for name in chance.sample(FIELDS, min(len(FIELDS), count * 2)):
        chosen.setdefault(name.replace("_", "").lower(), name)
    return list(chosen.values())[:count]


def any_field(chance: Random, draft: Draft, scope: Scope, name: str) -> Field:
    """Return a field of any kind."""
    kind = chance.choice(("scalar", "scalar", "scalar", "enum", "model"))
    array = chance.random() < 0.3
    optional, nullable = chance.random() < 0.4, chance.random() < 0.25
    count = _count(chance) if array else (0, 2)
    if kind == "model" and scope.all:
        free = optional or nullable or (array and count[0] == 0)
        targets = scope.all if free else scope.earlier
        if targets:
            target = chance.choice(targets)
            made = Field(name, {"type": _local(scope, target)}, model=target)
            made = replace(made, array=array, optional=optional, count=count)
            made = replace(made, nullable=nullable)
            return _finished(chance, draft, made, known=target in scope.earlier)
    made = _enum(chance, draft, scope, name) if kind == "enum" else None
    made = made or _scalar(chance, name, tuple(SAMPLES), SAMPLES)
    made = replace(made, array=array, optional=optional, nullable=nullable, count=count)
    return _finished(chance, draft, made)


def flat_field(chance: Random, draft: Draft, scope: Scope, name: str) -> Field:
    """Return a field that fits a query string."""
    made = _enum(chance, draft, scope, name) if chance.random() < 0.3 else None
    made = made or _scalar(chance, name, FLAT, SAMPLES)
    array = chance.random() < 0.3
    optional = array or chance.random() < 0.5
    count = (1, 3) if array else (0, 2)
    return _finished(
        chance, draft, replace(made, array=array, optional=optional, count=count)
    )


def path_field(chance: Random, name: str) -> Field:
    """Return a field that fits a path."""
    made = _scalar(chance, name, tuple(PATHS), PATHS)
    return replace(made, said={**made.said, "description": chance.choice(PROSE)})


def _local(scope: Scope, symbol: str) -> str:
    package, _, name = symbol.partition(".")
    return name if package == scope.package else symbol


def _count(chance: Random) -> tuple[int, int]:
    least = chance.choice((0, 0, 0, 1, 2))
    return least, least + chance.choice((0, 1, 2, 3)) if least else chance.choice(
        (1, 3)
    )


def _enum(chance: Random, draft: Draft, scope: Scope, name: str) -> Field | None:
    if not scope.enums:
        return None
    symbol = chance.choice(scope.enums)
    return Field(
        name, {"type": _local(scope, symbol)}, draft.enums[symbol], enum=symbol
    )


def _scalar(
    chance: Random,
    name: str,
    types: tuple[str, ...],
    samples: dict[str, tuple[Any, ...]],
) -> Field:
    type_ = chance.choice(types)
    size = min(len(samples[type_]), chance.choice((1, 2, 9)))
    chosen = tuple(chance.sample(samples[type_], size))
    said: dict[str, Any] = {"type": type_}
    if type_ in BOUNDED and chance.random() < 0.6:
        said |= _bounds(chance, chosen)
    if type_ in TEXT and chance.random() < 0.6:
        said |= _lengths(chance, chosen)
    return Field(name, said, chosen)


def _bounds(chance: Random, samples: tuple[Any, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if max(map(abs, samples)) >= 2**53:
        return said  # no limit is beyond what every reader keeps
    if chance.random() < 0.7:
        said["min"] = min(samples)
    if chance.random() < 0.7:
        said["max"] = max(samples)
    return said


def _lengths(chance: Random, samples: tuple[str, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    shortest, longest = min(map(len, samples)), max(map(len, samples))
    if chance.random() < 0.5:
        said["minLength"] = chance.randint(0, shortest)
    if chance.random() < 0.5:
        said["maxLength"] = longest + chance.choice((0, 1, 50))
    fitting = [one for one in PATTERNS if all(re.search(one, text) for text in samples)]
    if fitting and chance.random() < 0.5:
        said["pattern"] = chance.choice(fitting)
    return said


def _finished(
    chance: Random, draft: Draft, made: Field, *, known: bool = True
) -> Field:
    """Write presence, a default and prose into the contract of a field.

    Only a model that is `known` already can have a default that ends.
    """
    said = dict(made.said)
    if chance.random() < 0.2 and said.keys() == {"type"} and not made.nullable:
        least_most = made.count if made.array else (0, 0)
        if least_most[0] == 0:
            text = said["type"] + "[]" * made.array + "?" * made.optional
            return replace(made, said=text)
    said |= {"isOptional": True} if made.optional else {}
    said |= {"isNullable": True} if made.nullable else {}
    if made.array:
        said["isArray"] = True
        said |= {"minItems": made.count[0], "maxItems": made.count[1]}
    default: Any = ABSENT
    if known and not made.optional and chance.random() < 0.4:
        default = said["default"] = draft.member(chance, made, depth=DEEP)
    if not made.model and chance.random() < _EXAMPLES_TOO:
        said["example"] = chance.choice(made.samples)
    for word in ("deprecated", "pii"):
        if chance.random() < 0.1:
            said[word] = True
    if chance.random() < 0.5:
        said["description"] = chance.choice(PROSE)
    return replace(made, said=said, default=default)
