"""405: `Allow` lists every method of the path (RFC 9110 section 15.5.6)."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from .generated import Generated, generate, importable
from .world import World, problem

_HEAD = """
contractgen: 1
defaults: { owners: [a], stability: beta, tags: [b] }
"""
_OPERATION = """
- meta: { key: KEY, version: 1.0.0, description: D., goal: G., context: C. }
  policy: { auth: anonymous }
  io: { input: INPUT, output: null }
  transport: { rest: { method: METHOD, path: 'PATH' } }
"""


def _operation(key: str, method: str, path: str, field: str = "") -> str:
    name = key.title().replace(".", "")
    model = f"{{ name: {name}Input, fields: {{ {field}: ID }} }}" if field else "null"
    text = _OPERATION.replace("KEY", key).replace("METHOD", method)
    return text.replace("PATH", path).replace("INPUT", model)


CONTRACTS = {
    "jobs/a.contract.yaml": _HEAD
    + "queries:"
    + _operation("jobs.get", "GET", "/jobs/{id}", "id")
    + "commands:"
    + _operation("jobs.remove", "DELETE", "/jobs/{id}", "id")
    + _operation("jobs.touch", "POST", "/jobs/{id}/touch", "id"),
    "queue/a.contract.yaml": _HEAD
    + "commands:"
    + _operation("queue.change", "PATCH", "/jobs/{id}", "id")
    + _operation("queue.flush", "PUT", "/jobs/all"),
}
ONE = "DELETE, GET, PATCH"
ALL = "DELETE, GET, PATCH, PUT"

Mounting = Callable[[Generated, FastAPI, list[APIRouter]], str]
"""Puts routers into an application and returns the prefix of their paths."""


def included(_made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    for router in routers:
        app.include_router(router)
    return ""


def nested(_made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    outer = APIRouter(prefix="/b/{tenant}")
    for router in routers:
        outer.include_router(router, prefix="/c")
    app.include_router(outer, prefix="/a")
    return "/a/b/t/c"


def dispatched(made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    made.load().mount(app, *routers, prefix="/v1")
    return "/v1"


def dispatched_apart(made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    for router in routers:
        made.load().mount(app, router)
    return ""


def mixed(made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    first, second = routers
    made.load().mount(app, first, prefix="/v1")
    app.include_router(second, prefix="/v1")
    return "/v1"


def mixed_otherwise(made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    first, second = routers
    app.include_router(first)
    made.load().mount(app, second)
    return ""


def below(_made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    inner = FastAPI()
    for router in routers:
        inner.include_router(router)
    app.mount("/api", inner)
    return "/api"


def twice(_made: Generated, app: FastAPI, routers: list[APIRouter]) -> str:
    first, second = routers
    app.include_router(first)
    app.include_router(first, prefix="/old")
    app.include_router(second, prefix="/old")
    return "/old"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    with importable(generate(tmp_path_factory.mktemp("allow"), CONTRACTS)) as made:
        yield made


def routers(made: Generated) -> list[APIRouter]:
    return [
        made.load(package).create_router(
            service=SimpleNamespace(), authenticate=lambda: None
        )
        for package in ("jobs", "queue")
    ]


def allowed(app: Any, path: str) -> str:
    client: Any = TestClient(app)
    head, options = client.head(path), client.options(path)
    problem(options, 405, "METHOD_NOT_ALLOWED")
    assert (head.status_code, head.headers) == (405, options.headers)
    return str(options.headers["allow"])


@pytest.mark.parametrize(
    "mounting",
    [
        included,
        nested,
        dispatched,
        dispatched_apart,
        mixed,
        mixed_otherwise,
        below,
        twice,
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_every_route_of_the_path_is_told(
    made: Generated, mounting: Mounting, turned: bool
) -> None:
    given = routers(made)
    app = FastAPI()
    prefix = mounting(made, app, given[::-1] if turned and mounting != twice else given)
    assert allowed(app, f"{prefix}/jobs/7") == ONE
    assert allowed(app, f"{prefix}/jobs/all") == ALL
    assert allowed(app, f"{prefix}/jobs/7/touch") == "POST"


def test_routes_of_the_application_are_told_too(made: Generated) -> None:
    app = FastAPI()
    included(made, app, routers(made))

    @app.put("/jobs/{number}")
    @app.options("/jobs/{number}/more")
    def put(number: str) -> str:
        return number

    assert allowed(app, "/jobs/7") == ALL
    assert allowed(app, "/jobs/7/touch") == "POST"


def test_a_router_without_an_application(made: Generated) -> None:
    assert allowed(routers(made)[0], "/jobs/7") == "DELETE, GET"


def test_contracts_of_every_form(world: World) -> None:
    assert allowed(world.app, "/jobs/7") == ONE
