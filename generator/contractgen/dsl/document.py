"""A Python contract that was imported, as the document YAML would give.

For tests and tools that have the module at hand; builds read the file instead and
never run it.
"""

import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import cast

from contractgen.dsl.scalars import Scalar
from contractgen.dsl.values import (
    FILE_MARK,
    Definition,
    EnumDefinition,
    EventDefinition,
    FileDefinition,
    ModelDefinition,
    OperationDefinition,
)

_DEFINITIONS = (EnumDefinition, ModelDefinition, EventDefinition, OperationDefinition)


def document(module: ModuleType) -> dict[str, object]:
    """Return the definitions made in `module`, in order, as plain data.

    Those that a name of the module leads to, directly or through another definition;
    imported ones are references. A module without `contract_file(package=…)` belongs
    to the package that its dotted name starts with.
    """
    enums: dict[str, object] = {}
    models: dict[str, object] = {}
    lists: dict[str, list[object]] = {"events": [], "commands": [], "queries": []}
    for definition in _own_definitions(module):
        plain = _plain(definition.sections, package_of(module.__name__))
        match definition:
            case EnumDefinition():
                _add(enums, definition.name, plain)
            case ModelDefinition():
                _add(models, definition.name, plain)
            case EventDefinition():
                lists["events"].append(plain)
            case OperationDefinition(kind="command"):
                lists["commands"].append(plain)
            case OperationDefinition():
                lists["queries"].append(plain)
    head: dict[str, object] = {"contractgen": 1}
    if file := _file(module.__name__):
        head |= {name: _plain(value, None) for name, value in file.sections.items()}
    found = {**head, "enums": enums, "models": models, **lists}
    return {name: value for name, value in found.items() if name in head or value}


def package_of(module: str) -> str | None:
    """Return the contract package of a module, by its dotted name."""
    file = _file(module)
    declared = file.sections.get("package") if file else None
    if isinstance(declared, str):
        return declared
    first, dot, _ = module.partition(".")
    return first if dot else None


def _file(module: str) -> FileDefinition | None:
    found = getattr(sys.modules.get(module), FILE_MARK, None)
    return found if isinstance(found, FileDefinition) else None


def _add(named: dict[str, object], name: str, plain: object) -> None:
    if name in named:
        raise ValueError(f"{name} is defined twice")
    named[name] = plain


def _own_definitions(module: ModuleType) -> list[Definition]:
    found: dict[int, Definition] = {}

    def visit(value: object) -> None:
        if isinstance(value, Mapping):
            for item in cast(Mapping[str, object], value).values():
                visit(item)
        elif isinstance(value, list | tuple):
            for item in cast(Sequence[object], value):
                visit(item)
        elif not isinstance(value, _DEFINITIONS) or id(value) in found:
            return
        elif value.module == module.__name__:
            visit(value.sections)  # what it is built from was made before it
            found[id(value)] = value

    for name, value in vars(module).items():
        if not name.startswith("__"):
            visit(value)
    return list(found.values())


def _plain(value: object, package: str | None) -> object:
    if isinstance(value, Mapping):
        return _plain_dict(cast(Mapping[str, object], value), package)
    if isinstance(value, list | tuple):
        return [_plain(item, package) for item in cast(Sequence[object], value)]
    if isinstance(value, Scalar):
        return value.name
    if isinstance(value, str):  # as the readers do with every text
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, EnumDefinition | ModelDefinition):
        home = package_of(value.module)
        return value.name if home in (None, package) else f"{home}.{value.name}"
    return value


def _plain_dict(given: Mapping[str, object], package: str | None) -> dict[str, object]:
    items = {name: _plain(item, package) for name, item in given.items()}
    event = given.get("ref")
    if isinstance(event, EventDefinition):
        items["ref"] = event.key
        items.setdefault("version", event.version)
    return items
