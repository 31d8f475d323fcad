"""The Python module that serves the schema of all packages, as a view."""

from collections.abc import Iterator

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.ir import Package
from contractgen.names import PackageNames
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


def root_view(api: Api) -> RootView:
    """Return the view of the module that serves the schema."""
    served = tuple(served_packages(api))
    names = [api.names.packages[package.name] for package in served]
    return RootView(
        _imports(names, emits=_emits(served)),
        assignment("schema", _schema(api, names)),
        tuple(_parameters(names, emits=_emits(served))),
        layout(_sources(served, names), 8, 0, 1),
    )


def served_packages(api: Api) -> Iterator[Package]:
    """Yield the packages that have operations."""
    return (package for package in api.contracts.packages if package.operations)


def _emits(packages: tuple[Package, ...]) -> bool:
    return any(one.emits for package in packages for one in package.operations)


def _imports(packages: list[PackageNames], *, emits: bool) -> PyText:
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


def _schema(api: Api, packages: list[PackageNames]) -> Expression:
    fields = [py_name(f"{package.module}_fields") for package in packages]
    renamed = keyword("renamed", Group("{", tuple(_renamed(api)), "}"))
    return call("Schema", (*fields, renamed))


def _renamed(api: Api) -> Iterator[Expression]:
    """Yield, by enum, the members that are not spelt as on the wire."""
    for symbol in api.contracts.enums:
        names = api.names.enums[symbol]
        members = tuple(
            Prefix(f"{py_string(member)}: ", py_string(value))
            for value, member in names.graphql_members.items()
            if member != value
        )
        if members and symbol in api.shapes.served.enums:
            yield Prefix(f"{py_string(names.graphql)}: ", Group("{", members, "}"))


def _parameters(packages: list[PackageNames], *, emits: bool) -> Iterator[PyText]:
    for package in packages:
        name = _argument(package)
        service = py_name(f"{package.module}_service.{package.service}")
        kind = layout(subscript("Source", [service]), 4, len(f"{name}: "), 1)
        yield PyText(f"{name}: {kind}")
    yield PyText("authenticate: Provider[Principal | None]")
    if emits:
        yield PyText("events: Source[EventPublisher]")


def _argument(package: PackageNames) -> PyText:
    taken = package.module in _TAKEN
    return py_name(f"{package.module}_" if taken else package.module)


def _sources(packages: tuple[Package, ...], names: list[PackageNames]) -> Expression:
    services = tuple(
        Prefix(f"{py_string(package.name)}: ", _argument(each))
        for package, each in zip(packages, names, strict=True)
    )
    given: list[Expression] = [Group("{", services, "}"), PyText("authenticate")]
    if _emits(packages):
        given.append(PyText("events"))
    return call("Sources", given)
