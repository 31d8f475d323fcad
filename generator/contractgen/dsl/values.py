"""What the functions of the Python form return: frozen values, nothing more.

A definition holds a deep, read-only copy of its arguments and the name of the module
that made it: a model belongs to the package of the file which defines it.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from inspect import currentframe
from types import MappingProxyType
from typing import Literal, TypeAlias, cast

FILE_MARK = "__contract_file__"
"""Where a module keeps its `contract_file` value, which needs no name."""


@dataclass(frozen=True, slots=True, eq=False)
class EnumDefinition:
    """An enum: a type for fields."""

    name: str
    sections: Mapping[str, object] = field(repr=False)
    module: str


@dataclass(frozen=True, slots=True, eq=False)
class ModelDefinition:
    """A model: a type for fields, inputs, outputs and payloads."""

    name: str
    sections: Mapping[str, object] = field(repr=False)
    module: str


@dataclass(frozen=True, slots=True, eq=False)
class EventDefinition:
    """An event: `{"ref": …}` in an operation's `sideEffects.emits`."""

    key: str
    version: str
    sections: Mapping[str, object] = field(repr=False)
    module: str


@dataclass(frozen=True, slots=True, eq=False)
class OperationDefinition:
    """A command or a query."""

    kind: Literal["command", "query"]
    key: str
    sections: Mapping[str, object] = field(repr=False)
    module: str


@dataclass(frozen=True, slots=True, eq=False)
class FileDefinition:
    """What `contract_file` says about the whole file."""

    sections: Mapping[str, object]
    module: str


Definition: TypeAlias = (
    EnumDefinition | ModelDefinition | EventDefinition | OperationDefinition
)


def caller() -> str:
    """Return the name of the module that called a `define_…` function."""
    frame = currentframe()
    for _ in range(2):
        frame = frame.f_back if frame else None
    return str(frame.f_globals.get("__name__", "")) if frame else ""


def mark_file(value: FileDefinition) -> None:
    """Keep a file's definition in the module it speaks of, and nowhere else."""
    if module := sys.modules.get(value.module):
        setattr(module, FILE_MARK, value)


def frozen(value: object) -> object:
    """Return a read-only deep copy of dicts and lists; all else as it is."""
    if isinstance(value, Mapping):
        given = cast(Mapping[str, object], value)
        return MappingProxyType({key: frozen(item) for key, item in given.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in cast(Sequence[object], value))
    return value


def sections(given: Mapping[str, object]) -> Mapping[str, object]:
    """Return frozen arguments without those that are as good as left out.

    An optional argument which is None, or an empty list or dict, says nothing.
    """
    kept = {name: frozen(value) for name, value in given.items() if value is not None}
    return MappingProxyType(kept)
