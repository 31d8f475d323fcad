"""The Python module that serves the schema of all packages, as a view."""

from collections.abc import Iterator

from msgspec import Struct

from contractgen.artifact import Rows
from contractgen.emit.base import Api
from contractgen.emit.shared import Shared
from contractgen.ir import Package
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    Expression,
    Group,
    Prefix,
    assignment,
    call,
    keyword,
    layout,
    py_name,
    py_string,
    subscript,
)
from contractgen.render.python_imports import import_block

_TAKEN = frozenset(
    {"authenticate", "events", "graphql_router", "introspection", "limits", "schema"}
)
"""What `create_graphql` itself takes or uses: packages of these names step aside."""


class RootView(Struct, frozen=True):
    """`graphql.py`."""

    imports: PyText
    schema: PyText
    parameters: tuple[PyText, ...]
    sources: PyText


class SupportView(Struct, frozen=True):
    """Nothing: the support modules are the same in every package."""


class Served(Struct, frozen=True):
    """A package that has operations; `emits` if one of them emits events."""

    package: str
    module: str
    service: str
    emits: bool


def root_view(api: Api, shared: Shared) -> RootView:
    """Return the view of the module that serves the schema."""
    served = tuple(_served(api, shared))
    emits = any(one.emits for one in served)
    return RootView(
        _imports(served, emits=emits),
        assignment("schema", _schema(api, shared, served)),
        tuple(_parameters(served, emits=emits)),
        layout(_sources(served, emits=emits), 8, 0, 1),
    )


def _served(api: Api, shared: Shared) -> Iterator[Served]:
    def fact(package: Package) -> Rows:
        names = api.names.packages[package.name]
        emits = any(operation.emits for operation in package.operations)
        row = names.module, names.service, "emits" if emits else ""
        return (row,) if package.operations else ()

    for package, rows in shared.facts("served", fact).items():
        for module, service, emits in rows:
            yield Served(package, module, service, bool(emits))


def _imports(packages: tuple[Served, ...], *, emits: bool) -> PyText:
    publisher = ["EventPublisher"] if emits else []
    source = ["Source"] if emits or packages else []
    wanted = {
        "fastapi": ["APIRouter"],
        "._contract": [*publisher, "Principal", "Provider"],
        "._graphql": ["Schema"],
        "._graphql_documents": ["LIMITS", "Limits"],
        "._graphql_http": [*source, "Sources", "graphql_router"],
    }
    for package in packages:
        module = package.module
        wanted[f".{module}"] = [f"service as {module}_service"]
        wanted[f".{module}.graphql"] = [f"fields as {module}_fields"]
    return import_block(wanted)


def _schema(api: Api, shared: Shared, packages: tuple[Served, ...]) -> Expression:
    fields = [py_name(f"{package.module}_fields") for package in packages]
    facts = shared.facts("renamed", lambda package: tuple(_renamed(api, package)))
    renamed = [_enum(row) for rows in facts.values() for row in rows]
    return call(
        "Schema", (*fields, keyword("renamed", Group("{", tuple(renamed), "}")))
    )


def _renamed(api: Api, package: Package) -> Iterator[tuple[str, ...]]:
    """Yield, for an enum each, its name and members not spelt as on the wire.

    A member is followed by its value.
    """
    for enum in package.enums:
        names = api.names.enums[enum.symbol]
        members = [
            text
            for value, member in names.graphql_members.items()
            if member != value
            for text in (member, value)
        ]
        if members and enum.symbol in api.shapes.served.enums:
            yield names.graphql, *members


def _enum(row: tuple[str, ...]) -> Expression:
    name, *texts = row
    members = tuple(
        Prefix(f"{py_string(member)}: ", py_string(value))
        for member, value in zip(texts[::2], texts[1::2], strict=True)
    )
    return Prefix(f"{py_string(name)}: ", Group("{", members, "}"))


def _parameters(packages: tuple[Served, ...], *, emits: bool) -> Iterator[PyText]:
    for package in packages:
        name = _argument(package)
        service = py_name(f"{package.module}_service.{package.service}")
        kind = layout(subscript("Source", [service]), 4, len(f"{name}: "), 1)
        yield PyText(f"{name}: {kind}")
    yield PyText("authenticate: Provider[Principal | None]")
    if emits:
        yield PyText("events: Source[EventPublisher]")


def _argument(package: Served) -> PyText:
    taken = package.module in _TAKEN
    return py_name(f"{package.module}_" if taken else package.module)


def _sources(packages: tuple[Served, ...], *, emits: bool) -> Expression:
    services = tuple(
        Prefix(f"{py_string(one.package)}: ", _argument(one)) for one in packages
    )
    given: list[Expression] = [Group("{", services, "}"), PyText("authenticate")]
    if emits:
        given.append(PyText("events"))
    return call("Sources", given)
