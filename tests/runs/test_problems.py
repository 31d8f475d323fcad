"""What OpenAPI says of problems is what the routes answer."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from contractgen.views.problems import SHARED, Problem
from jsonschema_rs import validator_for

from .generated import Generated
from .world import USER, World


def operations(document: Any) -> Iterator[Any]:
    return (one for item in document["paths"].values() for one in item.values())


@pytest.fixture(scope="module")
def document(contracts: Generated) -> Any:
    path = contracts.folder / contracts.package / "openapi.json"
    return json.loads(path.read_bytes())


@pytest.mark.parametrize("shared", SHARED, ids=lambda one: one.code)
def test_examples_are_the_runtimes(contracts: Generated, shared: Problem) -> None:
    runtime = contracts.load("_contract")
    error = getattr(runtime, shared.name)()
    if shared.issue:
        issue = runtime.Issue(shared.issue, "missing", "Field required")
        error = getattr(runtime, shared.name)(issue)
    assert json.loads(json.dumps(shared.example())) == error.problem()


ASKED: dict[str, tuple[str, str, Any]] = {
    "jobs_cancel_v1": ("POST", "/jobs/cancel/v1", {"jobId": "7"}),
    "jobs_list_v1": ("GET", "/jobs/list/v1", None),
    "jobs_get_v1": ("GET", "/jobs/7", None),
    "jobs_ping_v1": ("POST", "/jobs/ping/v1", None),
    "jobs_purge_v1": ("POST", "/jobs/purge/v1", {"before": "2030-01-01T00:00:00Z"}),
}
CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"headers": {}},
    {"query": "?%FF=1"},
    {"query": "?unknown=1"},
    {"content": b"{"},
    {"content": b"{}"},
    {"content": b" " * 2_000_000},
    {"content": b'{"jobId":"unknown"}'},
    {"content": b'{"jobId":"done"}'},
    {"content": b'{"jobId":"boom"}'},
    {"headers": {**USER, "content-type": "text/plain"}},
)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        *((name, change) for name in ASKED for change in CHANGES),
        ("jobs_get_v1", {"path": "/%FF"}),
    ],
    ids=str,
)
def test_answers_are_documented(
    world: World, document: Any, name: str, change: dict[str, Any]
) -> None:
    method, path, body = ASKED[name]
    content = change.get("content", b"" if body is None else json.dumps(body).encode())
    path = path.replace("/7", change.get("path", "/7")) + change.get("query", "")
    headers = change.get("headers", {**USER, "content-type": "application/json"})
    response = world.client.request(method, path, content=content, headers=headers)
    (operation,) = [one for one in operations(document) if one["operationId"] == name]
    documented = operation["responses"]
    assert str(response.status_code) in documented, response.text
    if response.status_code >= 400:
        schema = {
            "$ref": "#/components/schemas/Problem",
            "components": document["components"],
        }
        validator_for(schema).validate(response.json())
