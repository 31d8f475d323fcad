"""The namespaces of all surfaces: who claims which name where.

A row per namespace. Adding a surface means adding rows; what happens when two
definitions claim one name is in `collisions`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from contractgen.ir import Package
from contractgen.rules.subject import Subject
from contractgen.rules.wording import Definition

Claim: TypeAlias = tuple[str, str, Definition]
"""The part of the namespace (a package, a root type), the name, and who wants it."""


class Namespace(Struct, frozen=True):
    """Names of one surface that must differ.

    `surface` is what messages call it, `emitters` those that make it matter, `mend`
    the key that gives another name. `folds`: names that differ in case alone clash,
    because they become files. `flat`: all packages share it, and a prefix could tell
    them apart; `inner`: each package has its own.
    """

    surface: str
    emitters: tuple[str, ...]
    claims: Callable[[Subject], Iterable[Claim]]
    mend: str
    folds: bool = False
    flat: bool = False
    inner: bool = False


def _operation_ids(subject: Subject) -> Iterator[Claim]:
    names = subject.names.operations
    for operation in subject.operations:
        yield "", names[operation.id].operation_id, operation


def _graphql_fields(subject: Subject) -> Iterator[Claim]:
    names = subject.names.operations
    for operation in subject.operations:
        yield operation.kind, names[operation.id].graphql, operation


def _tools(subject: Subject) -> Iterator[Claim]:
    names = subject.names.operations
    for operation in subject.operations:
        yield "", names[operation.id].mcp, operation


def _pages(subject: Subject) -> Iterator[Claim]:
    for operation in subject.operations:
        meta = operation.meta
        yield operation.package, f"{meta.key}.v{meta.version.major}", operation


def _methods(subject: Subject) -> Iterator[Claim]:
    names = subject.names.operations
    for operation in subject.operations:
        yield operation.package, names[operation.id].python, operation


def _modules(subject: Subject) -> Iterator[Claim]:
    names = subject.names.packages
    return (("", names[pack.name].module, pack) for pack in subject.contracts.packages)


def python_classes(subject: Subject) -> Iterator[Claim]:
    """Yield the classes that each package's module exports."""
    for pack in subject.contracts.packages:
        yield from _classes_of(pack, subject)


def _classes_of(pack: Package, subject: Subject) -> Iterator[Claim]:
    names, scope = subject.names, pack.name
    for enum in pack.enums:
        yield scope, names.enums[enum.symbol].python, enum
    for model in pack.models:
        yield scope, names.models[model.symbol].python, model
    for event in pack.events:
        yield scope, names.events[event.id].python, event
    if pack.operations:
        yield scope, names.packages[scope].service, pack
    seen: set[str] = set()
    for operation in pack.operations:
        yield scope, names.operations[operation.id].context, operation
        for error in operation.errors:
            if error.code not in seen:
                seen.add(error.code)
                yield scope, names.errors[scope, error.code], error


def _graphql_types(subject: Subject) -> Iterator[Claim]:
    names, served = subject.names, subject.shapes.served
    inputs, results = subject.shapes.inputs.models, subject.shapes.results.models
    for pack in subject.contracts.packages:
        for enum in pack.enums:
            if enum.symbol in served.enums:
                yield "", names.enums[enum.symbol].graphql, enum
        for model in pack.models:
            if model.symbol in results:
                yield "", names.models[model.symbol].graphql_output, model
            if model.symbol in inputs:
                yield "", names.models[model.symbol].graphql_input, model


def _components(subject: Subject) -> Iterator[Claim]:
    names, served = subject.names, subject.shapes.served
    inputs, results = subject.shapes.inputs.models, subject.shapes.results.models
    for pack in subject.contracts.packages:
        for enum in pack.enums:
            if enum.symbol in served.enums:
                yield "", names.enums[enum.symbol].openapi, enum
        for model in pack.models:
            if model.symbol in results:
                yield "", names.models[model.symbol].openapi_output, model
            if model.symbol in inputs:
                yield "", names.models[model.symbol].openapi_input, model


def _payload_types(subject: Subject) -> Iterator[Claim]:
    """Yield what all events carry: AsyncAPI keeps their schemas in one place."""
    names, payloads = subject.names, subject.shapes.payloads
    for pack in subject.contracts.packages:
        for enum in pack.enums:
            if enum.symbol in payloads.enums:
                yield "", names.enums[enum.symbol].openapi, enum
        for model in pack.models:
            if model.symbol in payloads.models:
                yield "", names.models[model.symbol].openapi_output, model


def _stems(subject: Subject) -> Iterator[Claim]:
    names = subject.names.events
    for event in subject.contracts.events.values():
        yield "", names[event.id].stem, event


_HTTP, _PYTHON = ("fastapi", "openapi"), ("python",)
_IN_PYTHON, _IN_GRAPHQL, _IN_OPENAPI = (
    f"names: {{ {surface}: … }}" for surface in ("python", "graphql", "openapi")
)

NAMESPACES: tuple[Namespace, ...] = (
    Namespace("OpenAPI operationId", _HTTP, _operation_ids, _IN_OPENAPI),
    Namespace("OpenAPI component", ("openapi",), _components, _IN_OPENAPI, True, True),
    Namespace("GraphQL field", ("graphql",), _graphql_fields, _IN_GRAPHQL),
    Namespace("GraphQL type", ("graphql",), _graphql_types, _IN_GRAPHQL, flat=True),
    Namespace("Python method", _PYTHON, _methods, _IN_PYTHON, inner=True),
    Namespace("Python class", _PYTHON, python_classes, _IN_PYTHON, inner=True),
    Namespace("Python module", _PYTHON, _modules, "package: …", folds=True),
    Namespace(
        "MCP tool",
        ("openapi", "markdown"),
        _tools,
        "transport: { mcp: { toolName: … } }",
    ),
    Namespace("event schema file", ("events",), _stems, "another key", folds=True),
    Namespace(
        "schema in AsyncAPI", ("events",), _payload_types, _IN_OPENAPI, True, True
    ),
    Namespace(
        "page of the docs",
        ("markdown",),
        _pages,
        "another key",
        folds=True,
        inner=True,
    ),
)
