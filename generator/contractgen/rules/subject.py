"""What a rule is, and what it looks at."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from contractgen.config import Config
from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Contracts, Field, Limits, Operation
from contractgen.names import NameTable
from contractgen.rules.route import Route, routes
from contractgen.views.shapes import Shapes


class Subject(Struct, frozen=True, dict=True):
    """Everything that is judged: linked contracts and the names they will have."""

    contracts: Contracts
    names: NameTable
    config: Config
    shapes: Shapes

    def emits(self, *emitters: str) -> bool:
        """Whether any of `emitters` is enabled."""
        return any(name in self.config.emit for name in emitters)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, package by package."""
        return tuple(self.contracts.operations())

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The route of every operation, package by package."""
        return tuple(routes(self.contracts, self.names))

    @cached_property
    def limited(self) -> tuple[Field, ...]:
        """Every field that has constraints."""
        free = Limits()
        return tuple(
            field
            for model in self.contracts.models.values()
            for field in model.fields
            if field.limits is not free and field.limits != free
        )


Check: TypeAlias = Callable[[Subject], Iterable[Diagnostic]]


class Rule(Struct, frozen=True):
    """One thing that must hold, and the kind of finding where it does not."""

    code: Code
    check: Check
