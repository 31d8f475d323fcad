"""The generated routes: success, declared errors, failures, who may call."""

import asyncio
import logging
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import NoMatchFound
from starlette.testclient import TestClient

from .world import CANCEL, USER, World, paths, problem


def test_success_publishes_once(world: World) -> None:
    response = world.post(json={"jobId": "7"})
    assert (response.status_code, response.json()) == (200, {"success": True})
    assert response.headers["x-job"] == "7"
    (event,) = world.events.published
    assert (event.type, event.data) == ("job.cancelled.v1", {"jobId": "7"})
    assert event.time.utcoffset() is not None


def test_declared_errors(world: World) -> None:
    assert problem(world.post(json={"jobId": "unknown"}), 404, "JOB_NOT_FOUND") == {
        "type": "https://contractspec.io/problems/job-not-found",
        "title": "Job Not Found",
        "status": 404,
        "code": "JOB_NOT_FOUND",
        "category": "not_found",
        "severity": "warning",
        "retryable": False,
        "gqlCode": "JOB_NOT_FOUND",
        "detail": "Job does not exist",
    }
    found = problem(world.post(json={"jobId": "done"}), 409, "JOB_NOT_PENDING")
    assert found["detail"] == "Job done is done"


@pytest.mark.parametrize("job", ["boom", "bad", "none", "😀", "a\r\nset-cookie: x"])
def test_failure_is_logged_not_told(
    world: World, job: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger=world.package):
        response = world.post(json={"jobId": job})
    assert "detail" not in problem(response, 500, "INTERNAL_ERROR")
    assert "secret" not in response.text
    (record,) = caplog.records
    assert record.name == world.package
    assert record.exc_info
    assert record.exc_info[1]
    assert record.exc_info[1].__cause__


def test_error_declared_elsewhere_is_a_failure(world: World) -> None:
    body = {"jobId": "7", "reason": "x"}
    problem(world.post("/jobs/cancel/v2", json=body), 500, "INTERNAL_ERROR")


def test_undeclared_event_is_a_failure(world: World) -> None:
    body = {"name": "a", "parent": None, "note": "emit"}
    problem(world.post("/jobs/enqueue/v1", json=body), 500, "INTERNAL_ERROR")
    assert not world.events.published


def test_created(world: World) -> None:
    response = world.post("/jobs/enqueue/v1", json={"name": "a", "parent": None})
    assert (response.status_code, response.json()["id"]) == (201, "1")


def test_401_before_the_body_is_read(world: World) -> None:
    response = world.client.post(
        CANCEL, content=b"{", headers={"content-type": "text/x"}
    )
    problem(response, 401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"] == "Bearer"
    sent: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("the body was read")

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(world.app(bare_scope(), receive, send))
    assert sent[0]["status"] == 401


def bare_scope() -> dict[str, Any]:
    return {
        "type": "http",
        "method": "POST",
        "path": CANCEL,
        "query_string": b"",
        "headers": [],
        "root_path": "",
        "scheme": "http",
        "server": ("test", 80),
        "http_version": "1.1",
        "asgi": {"version": "3.0"},
    }


def test_policy(world: World) -> None:
    body = {"before": "2030-01-01T00:00:00Z"}
    for token in (
        "u1:operator:jobs.purge",
        "admin:other:jobs.purge",
        "admin:owner:none",
    ):
        headers = {"authorization": token}
        response = world.post("/jobs/purge/v1", headers=headers, content=b"{")
        problem(response, 403, "FORBIDDEN")
    headers = {"authorization": "admin:operator:jobs.purge"}
    response = world.post("/jobs/purge/v1", headers=headers, json=body)
    assert (response.status_code, response.json()) == (202, {"ticket": "admin"})


def test_nothing_in_nothing_out(world: World) -> None:
    response = world.client.post("/jobs/ping/v1")
    assert (response.status_code, response.content) == (204, b"")
    assert "content-type" not in response.headers
    assert paths(world.client.post("/jobs/ping/v1?x=1")) == ["/x"]


def test_query(world: World) -> None:
    response = world.get(
        "/jobs/list/v1?status=pending&status=running&limit=5&urgent=true"
        "&since=2030-01-31&owner=1&ratios=1&ratios=2.5"
    )
    assert response.status_code == 200, response.text
    seen = world.service.seen
    assert ([*seen.status], seen.limit) == (["pending", "running"], 5)
    assert (seen.urgent, seen.owner) == (True, "1")
    assert (str(seen.since), seen.ratios) == ("2030-01-31", [1.0, 2.5])
    assert world.get("/jobs/list/v1").status_code == 200
    assert world.service.seen.limit == 20
    assert world.get("/jobs/list/v1?limit=5.0").status_code == 200


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("limit=05", "/limit"),
        ("limit=a", "/limit"),
        ("limit=1&limit=2", "/limit"),
        ("limit=", "/limit"),
        ("limit=" + "9" * 5000, "/limit"),
        ("limit=true", "/limit"),
        ("x=1", "/x"),
        ("input={}", "/input"),
        ("urgent=True", "/urgent"),
        ("urgent=1", "/urgent"),
        ("status=pending&status=x", "/status/1"),
        ("since=2030-02-30", "/since"),
        ("ratios=NaN", "/ratios/0"),
        ("ratios=1e999", "/ratios/0"),
    ],
)
def test_wrong_query(world: World, query: str, path: str) -> None:
    assert paths(world.get(f"/jobs/list/v1?{query}")) == [path]


def test_path(world: World) -> None:
    job = {"id": "7", "name": "a", "status": "pending", "steps": []}
    assert world.get("/jobs/7").json() == job
    assert world.get("/jobs/%C3%A9%20").json()["id"] == "é "
    problem(world.get("/jobs/unknown"), 404, "JOB_NOT_FOUND")
    assert paths(world.get("/jobs/7?jobId=8")) == ["/jobId"]
    assert world.client.delete("/jobs/7", headers=USER).status_code == 204
    assert world.service.seen.job_id == "7"


def test_input_in_the_path_alone_takes_no_body(world: World) -> None:
    assert world.post("/jobs/8/touch").status_code == 204
    assert world.service.seen.job_id == "8"


def test_path_and_body(world: World) -> None:
    def patch(body: Any) -> Any:
        return world.client.patch("/jobs/7", json=body, headers=USER)

    assert patch({}).status_code == 200
    assert world.service.seen.model_fields_set == {"job_id"}
    assert "deadline" in patch({"deadline": None}).json()
    assert world.service.seen.model_fields_set == {"job_id", "deadline"}
    assert paths(patch({"jobId": "8"})) == ["/jobId"]
    assert paths(patch({"name": None})) == ["/name"]
    assert paths(patch([])) == [""]


def test_another_method(world: World) -> None:
    response = world.get(CANCEL)
    problem(response, 405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "POST"


def test_the_application_is_left_alone(world: World) -> None:
    @world.app.get("/own")
    def own(number: int) -> int:
        return number

    @world.app.get("/boom")
    def boom() -> int:
        raise ZeroDivisionError

    (found,) = world.client.get("/own?number=x").json()["detail"]
    assert found["loc"] == ["query", "number"]
    assert world.client.get("/nowhere").json() == {"detail": "Not Found"}
    with pytest.raises(ZeroDivisionError):
        world.client.get("/boom")


def test_handlers_of_the_application_do_not_interfere(world: World) -> None:
    async def handler(_request: Any, _error: Exception) -> Any:
        raise AssertionError("asked")

    world.app.add_exception_handler(ValueError, handler)
    world.app.add_exception_handler(Exception, handler)
    problem(world.post(json={"jobId": "boom"}), 500, "INTERNAL_ERROR")
    problem(world.post(json={}), 422, "VALIDATION_FAILED")


def test_names_of_routes_lead_to_paths(world: World) -> None:
    assert world.app.url_path_for("get_route", jobId="7") == "/jobs/7"
    with pytest.raises(NoMatchFound):
        world.app.url_path_for("nothing")


def test_the_application_may_be_mounted(world: World) -> None:
    outer = FastAPI()
    outer.mount("/api", world.app)
    response = TestClient(outer).get("/api/jobs/7", headers=USER)
    assert response.status_code == 200
