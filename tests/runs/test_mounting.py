"""What CG307 and CG239 say of FastAPI is so: the router asked first answers."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from contractgen.rules.mounting import HIDDEN_ROUTE, OWN_ROUTE
from fastapi import FastAPI
from starlette.testclient import TestClient

from .generated import Generated, compile_texts, generate, importable

_HEAD = """
contractgen: 1
defaults: { owners: [a], stability: beta, tags: [b] }
queries:
- meta: { key: KEY, version: 1.0.0, description: D., goal: G., context: C. }
  policy: { auth: anonymous }
  io: { input: INPUT, output: null }
  transport: { rest: { path: 'PATH' } }
"""


def _query(key: str, path: str, fields: str = "") -> str:
    model = f"{{ name: {key.title().replace('.', '')}Input, fields: {{ {fields} }} }}"
    text = _HEAD.replace("KEY", key).replace("PATH", path)
    return text.replace("INPUT", model if fields else "null")


CONTRACTS = {
    "jobs/a.contract.yaml": _query("jobs.get", "/jobs/{id}", "id: ID"),
    "queue/a.contract.yaml": _query("queue.next", "/jobs/next"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    with importable(generate(tmp_path_factory.mktemp("two"), CONTRACTS)) as made:
        yield made


@pytest.mark.parametrize("order", [("queue", "jobs"), ("jobs", "queue")])
def test_the_router_that_is_included_first_answers(
    order: tuple[str, str], made: Generated
) -> None:
    asked: list[str] = []

    async def get(*_input: object, **_ctx: object) -> None:
        asked.append("jobs")

    async def next_(**_ctx: object) -> None:
        asked.append("queue")

    services = {"jobs": SimpleNamespace(get=get), "queue": SimpleNamespace(next=next_)}
    app = FastAPI()
    for package in order:
        create = made.load(package).create_router
        app.include_router(create(service=services[package], authenticate=lambda: None))
    client: Any = TestClient(app)
    assert client.get("/jobs/next").status_code == 204
    assert asked == [order[0]]
    (found,) = compile_texts(CONTRACTS).diagnostics
    assert found.code == HIDDEN_ROUTE.id
    assert found.help == "include the router of package `queue` before that of `jobs`"


def test_every_route_of_an_empty_application_is_taken() -> None:
    served = [str(getattr(route, "path", "")) for route in FastAPI().routes]
    assert served
    for path in served:
        contracts = {"jobs/a.contract.yaml": _query("jobs.show", path)}
        assert [one.code for one in compile_texts(contracts).diagnostics] == [
            OWN_ROUTE.id
        ]
