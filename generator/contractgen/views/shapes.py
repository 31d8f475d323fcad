"""Which models and enums the surfaces reach, and in which direction.

Only what is reached is emitted. Looks at the contracts alone and keeps no order:
emitters walk the contracts, which are sorted, and ask here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from contractgen.ir import Contracts, EnumType, ModelType, Symbol


class Reach(Struct, frozen=True):
    """Models and enums reached from somewhere, directly or through fields."""

    models: frozenset[Symbol]
    enums: frozenset[Symbol]

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.models | other.models, self.enums | other.enums)

    def by_package(self) -> Mapping[str, "Reach"]:
        """Return what is reached of each package; nothing of those it does not name."""
        models: defaultdict[str, set[Symbol]] = defaultdict(set)
        enums: defaultdict[str, set[Symbol]] = defaultdict(set)
        for symbol in self.models:
            models[symbol.package].add(symbol)
        for symbol in self.enums:
            enums[symbol.package].add(symbol)
        found = {
            package: Reach(frozenset(models[package]), frozenset(enums[package]))
            for package in models.keys() | enums.keys()
        }
        return defaultdict(lambda: NOTHING, found)


NOTHING = Reach(frozenset(), frozenset())


class Shapes(Struct, frozen=True, dict=True):
    """What is reached from where.

    `inputs` and `results` start from what operations take and return, `payloads` from
    what events carry. A model in `inputs` has an input shape, one in `outputs` an
    output shape; most surfaces of operations want `inputs` and `results` alone.
    """

    inputs: Reach
    results: Reach
    payloads: Reach

    @cached_property
    def outputs(self) -> Reach:
        """What is ever written: by operations or in events."""
        return self.results | self.payloads

    @cached_property
    def served(self) -> Reach:
        """What operations take or return: the types of OpenAPI and GraphQL."""
        return self.inputs | self.results

    @cached_property
    def everything(self) -> Reach:
        """All that is reached in any direction."""
        return self.inputs | self.outputs


def reachable(contracts: Contracts) -> Shapes:
    """Return what the operations and events of `contracts` reach."""
    operations = tuple(contracts.operations())
    events = contracts.events.values()
    return Shapes(
        inputs=reach(contracts, (one.input for one in operations)),
        results=reach(contracts, (one.output for one in operations)),
        payloads=reach(contracts, (event.payload for event in events)),
    )


def reach(contracts: Contracts, roots: Iterable[Symbol | None]) -> Reach:
    """Return `roots` and all their fields lead to; a worklist, so any depth will do."""
    models: set[Symbol] = set()
    enums: set[Symbol] = set()
    todo = [root for root in roots if root is not None]
    while todo:
        symbol = todo.pop()
        if symbol in models:
            continue
        models.add(symbol)
        for field in contracts.models[symbol].fields:
            match field.type:
                case ModelType(inner):
                    todo.append(inner)
                case EnumType(inner):
                    enums.add(inner)
                case _:
                    pass
    return Reach(frozenset(models), frozenset(enums))
