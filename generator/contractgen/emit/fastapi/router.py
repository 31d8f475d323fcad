"""A package's router as a view: what is imported, and who is registered first."""

from collections.abc import Mapping

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.fastapi.route import BoundOperation, Route, route
from contractgen.ir import Package
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    Expression,
    Group,
    call,
    docstring,
    keyword,
    layout,
    module_docstring,
    py_name,
    subscript,
)
from contractgen.render.python_imports import import_block
from contractgen.views.binding import bind


class RouterView(Struct, frozen=True):
    """`<package>/router.py`."""

    docstring: PyText
    imports: PyText
    service_or_provider: PyText
    emits: bool
    reads_bodies: bool
    purpose: PyText
    calls: PyText
    registrars: PyText
    routes: tuple[Route, ...]


def router_view(api: Api, package: Package) -> RouterView:
    """Return the view of a package that has operations."""
    bound = _in_order(api, package)
    service = py_name(api.names.packages[package.name].service)
    sync = api.config.python.service == "sync"
    routes = tuple(route(one, service, sync=sync) for one in bound)
    emits = any(one.operation.emits for one in bound)
    reads_bodies = any(one.binding.body for one in bound)
    about = f"package {package.name}"
    return RouterView(
        docstring=module_docstring(f"The routes of {about}."),
        imports=_imports(bound, service, emits=emits, sync=sync),
        service_or_provider=_service_or_provider(service),
        emits=emits,
        reads_bodies=reads_bodies,
        purpose=docstring(_purpose(about, reads_bodies=reads_bodies), 4),
        calls=layout(_calls(emits=emits, reads_bodies=reads_bodies), 4, 8),
        registrars=_registrars(routes),
        routes=routes,
    )


def _in_order(api: Api, package: Package) -> list[BoundOperation]:
    """Return the operations as they are registered: concrete paths before templates.

    Of two templates that match one request the more concrete one has fewer
    placeholders: the rules let no others pass.
    """
    bound = [
        BoundOperation(
            operation,
            bind(operation, api.contracts, api.names, api.config.names),
            api.names.operations[operation.id],
            api.names,
        )
        for operation in package.operations
    ]
    return sorted(bound, key=lambda one: one.route.path.count("{"))


def _imports(
    bound: list[BoundOperation], service: PyText, *, emits: bool, sync: bool
) -> PyText:
    """Return all imports but that of `typing`."""
    wanted: dict[str, set[str]] = {
        "fastapi": {"APIRouter", "Request", "Response"},
        "fastapi.concurrency": {"run_in_threadpool"} if sync else set(),
        ".._contract": {"Principal", "Provider", "declared"},
        ".._http": {"Call", "Calls", "contract_router"},
        ".._request": set(),
        ".errors": set(),
        ".models": set(),
        ".service": {service},
    }
    if emits:
        wanted[".._contract"].add("EventPublisher")
    if any(one.binding.body for one in bound):
        wanted[".._request"].add("BODY_LIMIT")
    for one in bound:
        wanted[".._http"].add(one.answers)
        wanted[".._request"].add(one.reads)
        wanted[".errors"].update(one.errors)
        wanted[".service"].add(one.route.context)
        for symbol in one.models:
            module, name = one.home(symbol)
            wanted.setdefault(module, set()).add(name)
    return import_block(_without_empty(wanted))


def _without_empty(wanted: Mapping[str, set[str]]) -> dict[str, set[str]]:
    return {module: names for module, names in wanted.items() if names}


def _service_or_provider(service: PyText) -> PyText:
    line = f"{service} | Provider[{service}]"
    if len(f"    service: {line},") <= 88:
        return PyText(line)
    provider = layout(subscript("Provider", [service]), 4, 2, 1)
    return PyText(f"{service}\n    | {provider}")


def _purpose(about: str, *, reads_bodies: bool) -> str:
    lines = [
        f"Return the router of {about}.",
        "",
        "Arguments are the thing itself, or a dependency that makes it for each call.",
    ]
    if reads_bodies:
        lines.append("`body_limit`: the most bytes of a request's body, else 413.")
    return "\n".join(lines)


def _calls(*, emits: bool, reads_bodies: bool) -> Expression:
    given: list[Expression] = [PyText("service"), PyText("authenticate")]
    if emits:
        given.append(keyword("events", PyText("events")))
    if reads_bodies:
        given.append(keyword("body_limit", PyText("body_limit")))
    return call("Calls", given)


def _registrars(routes: tuple[Route, ...]) -> PyText:
    names = Group("[", tuple(one.name for one in routes), "]")
    return layout(names, 4, len("for add in "), 1)
