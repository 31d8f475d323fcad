"""`examples/jobs_service`: cancelling, transactions, and the application as a whole."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import httpx2 as httpx
import pytest
from jobs_contracts import Event
from sqlalchemy import func, select

from examples.jobs_service.database import InTransaction
from examples.jobs_service.events import Outbox
from examples.jobs_service.tables import EventRow

from .jobs_world import Service, code, gql_code, serving

ROOT = Path(__file__).parents[2]
CANCEL = "mutation ($id: String!) { jobs_cancel_v1(input: {jobId: $id}) { success } }"


@pytest.fixture(params=["file", "memory"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    where = f"/{tmp_path}/jobs.db" if request.param == "file" else ""
    with serving(f"sqlite://{where}") as made:
        yield made


# Cancelling


def test_cancelling(service: Service) -> None:
    job = service.enqueue()
    assert code(service.cancel(job, by=None)) == (401, "UNAUTHENTICATED")
    assert code(service.cancel(job, by="?")) == (401, "UNAUTHENTICATED")
    answer = service.cancel(job)
    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert code(service.cancel(job)) == (409, "JOB_NOT_PENDING")
    assert code(service.cancel("none")) == (404, "JOB_NOT_FOUND")
    assert service.job(job)["status"] == "cancelled"
    assert service.cancelled() == [job]


def test_cancelling_over_graphql(service: Service) -> None:
    job = service.enqueue()
    assert gql_code(service.gql(CANCEL, None, id=job)) == "UNAUTHENTICATED"
    done = service.gql(CANCEL, id=job)
    assert done == {"data": {"jobs_cancel_v1": {"success": True}}}
    assert gql_code(service.gql(CANCEL, id=job)) == "JOB_NOT_PENDING"
    assert gql_code(service.gql(CANCEL, id="none")) == "JOB_NOT_FOUND"
    assert service.cancelled() == [job]


def test_one_of_two_servers_cancels(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/jobs.db"
    with serving(url) as one, serving(url) as two, ThreadPoolExecutor(2) as threads:
        for _ in range(20):
            job, start = one.enqueue(), Barrier(2)

            def cancel(server: Service, job: str = job, start: Barrier = start) -> int:
                start.wait(10)
                return server.cancel(job).status_code

            assert sorted(threads.map(cancel, (one, two))) == [200, 409]
            assert one.cancelled().count(job) == 1


def test_many_may_ask_at_once(service: Service) -> None:
    job = service.enqueue()
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(service.cancel, [job] * 20))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    assert service.cancelled() == [job]


# Transactions


class Broken:
    """A publisher that fails."""

    async def publish(self, _event: Event, /) -> None:
        raise OSError("secret")


class Twice(Outbox):
    """A publisher whose rows the database refuses, but only as they are committed."""

    def __init__(self, transaction: InTransaction) -> None:
        super().__init__(transaction)

    async def publish(self, event: Event, /) -> None:
        await super().publish(event)
        await super().publish(event)


@pytest.mark.parametrize("publisher", [Broken, Twice])
def test_without_its_event_a_job_is_not_cancelled(
    service: Service, publisher: type
) -> None:
    job = service.enqueue()
    service.app.dependency_overrides[Outbox] = publisher
    answer = service.cancel(job)
    assert code(answer) == (500, "INTERNAL_ERROR")
    assert "secret" not in answer.text
    service.app.dependency_overrides.clear()
    assert service.job(job)["status"] == "pending"
    assert service.cancelled() == []


def test_a_graphql_request_is_one_transaction(service: Service) -> None:
    job = service.enqueue()
    both = """mutation ($id: String!) {
      one: jobs_cancel_v1(input: {jobId: $id}) { success }
      two: jobs_cancel_v1(input: {jobId: $id}) { success }
    }"""
    assert gql_code(service.gql(both, id=job)) == "JOB_NOT_PENDING"
    assert service.job(job)["status"] == "pending"
    assert service.cancelled() == []


def test_graphql_may_ask_for_much_at_once(service: Service) -> None:
    job = service.enqueue()
    fields = " ".join(
        f"a{one}: jobs_get_v1(input: {{jobId: $id}}) {{ jobId }}" for one in range(20)
    )
    answer = service.gql(f"query ($id: String!) {{ {fields} }}", id=job)
    assert answer == {"data": {f"a{one}": {"jobId": job} for one in range(20)}}
    missing = 'z: jobs_get_v1(input: {jobId: "none"}) { jobId }'
    answer = service.gql(f"query ($id: String!) {{ {missing} {fields} }}", id=job)
    assert gql_code(answer) == "JOB_NOT_FOUND"
    assert service.cancel(job).status_code == 200


# The application


def test_events_are_for_administrators(service: Service) -> None:
    assert service.ask("GET", "/events", by=None).status_code == 401
    assert service.ask("GET", "/events").status_code == 403
    assert service.ask("GET", "/events?limit=0", by="operator").status_code == 422
    job = service.enqueue()
    (event,) = service.ask("GET", "/events", by="operator").json()
    assert (event["type"], event["data"]["jobId"]) == ("job.enqueued.v1", job)
    with service.session() as session:
        assert session.scalar(select(func.count()).select_from(EventRow)) == 1


def test_openapi_is_the_emitted_document_and_our_own_route(service: Service) -> None:
    served = service.ask("GET", "/openapi.json", by=None).json()
    package = ROOT / "generated/python/jobs_contracts"
    emitted = httpx.Response(200, content=(package / "openapi.json").read_bytes())
    own = served["paths"].pop("/events")
    assert list(own) == ["get"]
    for name in ["Event", "HTTPValidationError", "ValidationError"]:
        del served["components"]["schemas"][name]
    assert served == emitted.json()
    assert service.ask("GET", "/docs", by=None).status_code == 200
