"""Definitions as chance made them, and values of them: what tests expect to come back.

Knows nothing of the compiler: this is the second opinion on presence and defaults.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

ABSENT: Final = object()
DEEP = 3


@dataclass(frozen=True)
class Field:
    """A field; `said` is its contract. Items are of a `model`, else `samples`.

    `model` and `enum` are symbols (`jobs.Job`), empty where the type is neither.

    `count` is the least and greatest number of items of an array.
    """

    name: str
    said: Any
    samples: tuple[Any, ...] = ()
    model: str = ""
    enum: str = ""
    array: bool = False
    optional: bool = False
    nullable: bool = False
    default: Any = ABSENT
    count: tuple[int, int] = (0, 2)

    @property
    def required(self) -> bool:
        return not self.optional and self.default is ABSENT


@dataclass(frozen=True)
class Operation:
    """An operation; models by symbol (`jobs.Job`), `""` for null."""

    package: str
    key: str
    major: int
    input: str
    output: str
    status: int
    emits: tuple[tuple[str, int], ...] = ()


@dataclass
class Draft:
    """Contracts: package → document, and what is in them.

    By key and major, `events` has payloads, `versions` those of declared events.
    """

    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    models: dict[str, tuple[Field, ...]] = field(default_factory=dict)
    enums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    events: dict[tuple[str, int], str] = field(default_factory=dict)
    versions: dict[tuple[str, int], str] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)

    @property
    def packages(self) -> list[str]:
        """Return the packages that have operations."""
        return list(dict.fromkeys(one.package for one in self.operations))

    @property
    def emitting(self) -> set[str]:
        """Return the packages whose operations emit events."""
        return {one.package for one in self.operations if one.emits}

    @property
    def outputs(self) -> tuple[str, ...]:
        """Return the models that are not for input alone."""
        return tuple(one for one in self.models if not one.endswith("Input"))

    def value(self, chance: Random, model: str, depth: int = 0) -> dict[str, Any]:
        """Return the JSON of a model: good, and no two alike."""
        made: dict[str, Any] = {}
        for member in self.models[model]:
            deep = member.model and depth >= DEEP
            if not member.required and (deep or chance.random() < 0.4):
                continue
            made[member.name] = self.member(chance, member, depth)
        return made

    def member(self, chance: Random, member: Field, depth: int = 0) -> Any:
        """Return the JSON of a field that is there."""
        if member.nullable and (chance.random() < 0.3 or depth > DEEP):
            return None
        if not member.array:
            return self._item(chance, member, depth)
        least, most = member.count
        number = (
            least if member.model and depth >= DEEP else chance.randint(least, most)
        )
        return [self._item(chance, member, depth) for _ in range(number)]

    def _item(self, chance: Random, member: Field, depth: int) -> Any:
        if member.model:
            return self.value(chance, member.model, depth + 1)
        return chance.choice(member.samples)

    def filled(self, model: str, value: dict[str, Any]) -> dict[str, Any]:
        """Return what a reader makes of a value: defaults stand where it is silent."""
        made: dict[str, Any] = {}
        for member in self.models[model]:
            said = value.get(member.name, member.default)
            if said is not ABSENT:
                made[member.name] = self._filled(member, said)
        return made

    def _filled(self, member: Field, value: Any) -> Any:
        if value is None or not member.model:
            return value
        if member.array:
            return [self.filled(member.model, item) for item in value]
        return self.filled(member.model, value)
