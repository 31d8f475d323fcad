"""The served GraphQL schema: who may call, what is answered, what is not told."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import Header
from graphql import assert_valid_schema, build_schema, get_introspection_query

from .generated import Generated
from .graph import CANCEL, ENQUEUE, Graph, graph, schema
from .service import Jobs, implement

__all__ = ["graph", "schema"]  # fixtures

INPUT = {"name": "a", "parent": None}


def test_the_schema_is_valid(schema: Generated) -> None:
    sdl = schema.folder / schema.package / "schema.graphql"
    assert_valid_schema(build_schema(sdl.read_text("utf-8")))


def test_success_is_published_once(graph: Graph) -> None:
    answer = graph.ask(CANCEL, {"id": "7"})
    assert answer.json() == {"data": {"jobs_cancel_v1": {"success": True}}}
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-job"] == "7"
    assert [event.data for event in graph.events.published] == [{"jobId": "7"}]


def test_declared_errors(graph: Graph) -> None:
    answer = graph.ask(CANCEL, {"id": "done"}).json()
    assert answer["data"] is None
    (error,) = answer["errors"]
    assert error["message"] == "Job done is done"
    assert error["path"] == ["jobs_cancel_v1"]
    assert error["extensions"] == {
        "code": "JOB_NOT_PENDING",
        "status": 409,
        "category": "conflict",
        "retryable": False,
    }
    assert graph.code(CANCEL, {"id": "unknown"}) == "JOB_NOT_FOUND"
    assert not graph.events.published


@pytest.mark.parametrize("job", ["boom", "bad", "none", "a\r\nset-cookie: x"])
def test_what_is_not_declared_is_not_told(
    graph: Graph, job: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, graph.made.package):
        answer = graph.ask(CANCEL, {"id": job})
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL_ERROR"
    assert "secret" not in answer.text
    assert "set-cookie" not in answer.headers
    (record,) = caplog.records
    assert (record.name, record.exc_info is not None) == (graph.made.package, True)


def test_an_error_of_another_operation_is_undeclared(graph: Graph) -> None:
    query = 'mutation { jobs_cancel_v2(input: {jobId: "1", reason: "r"}) { success } }'
    assert graph.code(query) == "INTERNAL_ERROR"


def test_failures_name_their_place(graph: Graph) -> None:
    query = """mutation {
      first: jobs_ping_v1
      second: jobs_cancel_v1(input: {jobId: "unknown"}) { success }
    }"""
    (error,) = graph.ask(query).json()["errors"]
    assert error["path"] == ["second"]
    assert error["locations"] == [{"line": 3, "column": 7}]


def test_callers(graph: Graph) -> None:
    purge = """mutation {
      jobs_purge_v1(input: {before: "2030-01-01T00:00:00Z"}) { ticket }
    }"""
    assert graph.code(CANCEL, {"id": "7"}, caller="") == "UNAUTHENTICATED"
    assert graph.code(purge, caller="u") == "FORBIDDEN"
    assert graph.code(purge, caller="admin") == "FORBIDDEN"
    assert graph.code(purge, caller="admin:operator") == "FORBIDDEN"
    granted = graph.data(purge, caller="admin:operator:jobs.purge")
    assert granted == {"jobs_purge_v1": {"ticket": "admin"}}
    assert graph.data("mutation { jobs_ping_v1 }", caller="") == {"jobs_ping_v1": True}


def test_callers_are_checked_before_the_input(graph: Graph) -> None:
    bad = {"input": {"name": "NOT GOOD", "parent": None}}
    assert graph.code(ENQUEUE, bad, caller="") == "UNAUTHENTICATED"


def test_queries_of_two_packages(graph: Graph) -> None:
    query = """{
      audit_trail_v1 { jobs { id status } }
      jobs_get_v1(input: {jobId: "1"}) { id note steps { title } }
    }"""
    assert graph.data(query) == {
        "audit_trail_v1": {"jobs": [{"id": "1", "status": "failed"}]},
        "jobs_get_v1": {"id": "1", "note": None, "steps": []},
    }


def test_models_without_fields(graph: Graph) -> None:
    assert graph.data("mutation { lab_nothing_v1 }") == {"lab_nothing_v1": {}}


def test_input_is_judged_by_the_model(graph: Graph) -> None:
    sent = {**INPUT, "name": "ABC", "note": "too long"}
    (error,) = graph.ask(ENQUEUE, {"input": sent}).json()["errors"]
    assert error["extensions"]["code"] == "VALIDATION_FAILED"
    assert error["extensions"]["status"] == 422
    issues = error["extensions"]["issues"]
    assert [issue["path"] for issue in issues] == ["/name", "/note"]


def test_introspection_can_be_switched_off(schema: Generated) -> None:
    query = get_introspection_query(specified_by_url=True)
    assert Graph(schema).data(query)["__schema"]
    hidden = Graph(schema, introspection=False)
    assert hidden.code(query) == "GRAPHQL_VALIDATION_FAILED"
    assert hidden.data("{ __typename }") == {"__typename": "Query"}


def test_providers_see_that_a_call_failed(schema: Generated) -> None:
    jobs = implement(schema)
    log: list[str] = []

    async def opened(x_tenant: str = Header()) -> AsyncIterator[Jobs]:
        try:
            yield jobs()
        except Exception:
            log.append("rolled back")
            raise
        log.append(f"committed {x_tenant}")

    graph = Graph(schema, jobs=opened)
    assert graph.ask(CANCEL, {"id": "7"}, x_tenant="t").json()["data"]
    answer = graph.ask(CANCEL, {"id": "done"}, x_tenant="t")
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["extensions"]["code"] == "JOB_NOT_PENDING"
    assert log == ["committed t", "rolled back"]
    assert graph.ask(CANCEL, {"id": "7"}).status_code == 422


def test_classes_and_overrides(schema: Generated) -> None:
    jobs: Any = implement(schema)
    events = schema.load().InMemoryEvents()
    graph = Graph(schema, jobs=jobs, events=lambda: events)
    assert graph.data(CANCEL, {"id": "7"})
    assert len(events.published) == 1

    class Other(jobs):  # type: ignore[misc]  # made above
        async def enqueue(self, _input: Any, /, *, ctx: Any) -> Any:
            raise RuntimeError(ctx)

    graph.app.dependency_overrides[jobs] = Other
    assert graph.code(ENQUEUE, {"input": INPUT}) == "INTERNAL_ERROR"


def test_the_openapi_document_knows_nothing_of_it(schema: Generated) -> None:
    graph = Graph(schema)
    schema.load().install(graph.app)
    assert graph.client.get("/openapi.json").json()["paths"] == {}
