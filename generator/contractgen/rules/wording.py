"""How messages speak of definitions: one phrase per kind, the same in every rule."""

from typing import TypeAlias

from contractgen.ir import Enum, Error, Event, Model, Operation, Package
from contractgen.source import Span

Definition: TypeAlias = Package | Enum | Model | Event | Operation | Error


def described(definition: Definition) -> str:
    """Return for example ``command `jobs.cancel` 1.0.0``."""
    match definition:
        case Package():
            return f"package `{definition.name}`"
        case Enum():
            return f"enum `{definition.symbol}`"
        case Model():
            return f"model `{definition.symbol}`"
        case Event():
            return f"event `{definition.meta.key}` {definition.meta.version}"
        case Operation():
            meta = definition.meta
            return f"{definition.kind} `{meta.key}` {meta.version}"
        case Error():
            return f"error `{definition.code}`"


def place(definition: Definition) -> Span:
    """Return where the definition is named; a package's, where its first part is."""
    if not isinstance(definition, Package):
        return definition.origin.span
    parts = (
        definition.operations,
        definition.events,
        definition.models,
        definition.enums,
    )
    return next(part[0] for part in parts if part).origin.span
