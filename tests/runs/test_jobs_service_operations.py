"""`examples/jobs_service`: every operation but cancelling."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jobs_contracts.jobs import JobStatus, Priority
from sqlalchemy import insert, select, update

from examples.jobs_service.jobs import QUEUE_LIMIT
from examples.jobs_service.tables import JobRow, WorkerRow

from .jobs_world import Service, code, serving


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with serving(f"sqlite:///{tmp_path}/jobs.db") as made:
        yield made


def test_enqueueing(service: Service) -> None:
    step = {"name": "a", "done": False, "steps": [{"name": "b", "done": True}]}
    given = {
        "queue": "mail",
        "kind": "welcome",
        "priority": "on fire",
        "payload": {"to": [7, None, "ü"]},
        "retry": {"attempts": 1, "backoff": "PT1.5S"},
        "steps": [step],
        "labels": ["b", "a"],
        "notify": "a@example.com",
    }
    made = service.post("/jobs/enqueue/v1", given).json()
    expected = {key: value for key, value in given.items() if key != "notify"}
    expected["retry"] = {"attempts": 1, "backoff": "PT1.5S", "factor": 2.0}
    assert {key: made[key] for key in expected} == expected
    assert (made["status"], made["startsAt"]) == ("pending", None)
    assert service.job(made["jobId"]) == made
    (event,) = service.events("job.enqueued.v1")
    assert event["data"] == {
        "jobId": made["jobId"],
        "status": "pending",
        "notify": "a@example.com",
    }


def test_a_queue_that_is_full(service: Service) -> None:
    service.enqueue()
    with service.session() as session:
        row = session.scalars(select(JobRow)).one()
        columns = JobRow.__table__.columns.keys()
        copy = {name: getattr(row, name) for name in columns if name != "number"}
        copies = [{**copy, "job_id": str(one)} for one in range(QUEUE_LIMIT - 2)]
        session.execute(insert(JobRow), copies)
    service.enqueue()
    refused = service.post("/jobs/enqueue/v1", {"queue": "mail", "kind": "welcome"})
    assert code(refused) == (429, "QUEUE_FULL")
    service.enqueue(queue="other")
    assert service.ask("GET", "/jobs/health/v1").json()["pending"] == QUEUE_LIMIT + 1
    assert len(service.events("job.enqueued.v1")) == 3


def test_scheduling_and_updating(service: Service) -> None:
    job = service.enqueue()
    at = "2030-01-31T12:00:00+02:00"
    scheduled = service.post("/jobs/schedule/v1", {"jobId": job, "startsAt": at})
    assert scheduled.status_code == 202
    assert scheduled.json() == {"jobId": job, "startsAt": at}
    assert service.job(job)["startsAt"] == "2030-01-31T10:00:00Z"
    updated = service.ask("PATCH", f"/jobs/{job}", {"labels": ["x"]}).json()
    assert updated["labels"] == ["x"]
    assert updated["startsAt"] == "2030-01-31T10:00:00Z"
    null = {"startsAt": None, "priority": "low"}
    updated = service.ask("PATCH", f"/jobs/{job}", null).json()
    assert (updated["startsAt"], updated["priority"]) == (None, "low")
    assert updated == service.ask("PATCH", f"/jobs/{job}", {}).json()
    steps = {"steps": [{"name": "a", "done": False}]}
    replaced = service.ask("PUT", f"/jobs/{job}/steps", steps)
    assert replaced.json() == {**updated, **steps} == service.job(job)


@pytest.mark.parametrize(
    "year", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_the_ends_of_the_calendar(service: Service, year: str) -> None:
    body = {"jobId": service.enqueue(), "startsAt": year}
    assert service.post("/jobs/schedule/v1", body).status_code == 202
    assert service.job(body["jobId"])["startsAt"][:4] == year[:4]


CHANGES: list[Callable[[str], tuple[str, str, Any]]] = [
    lambda job: ("POST", "/jobs/cancel/v1", {"jobId": job}),
    lambda job: (
        "POST",
        "/jobs/schedule/v1",
        {"jobId": job, "startsAt": "2030-01-31T12:00:00Z"},
    ),
    lambda job: ("PATCH", f"/jobs/{job}", {"priority": "low"}),
    lambda job: ("PUT", f"/jobs/{job}/steps", {"steps": [{"name": "a"}]}),
]


@pytest.mark.parametrize("change", CHANGES)
def test_only_pending_jobs_change(
    service: Service, change: Callable[[str], tuple[str, str, Any]]
) -> None:
    job = service.enqueue()
    service.end(job, JobStatus.RUNNING)
    before = service.job(job)
    assert code(service.ask(*change(job))) == (409, "JOB_NOT_PENDING")
    assert code(service.ask(*change("none"))) == (404, "JOB_NOT_FOUND")
    assert service.job(job) == before


def test_listing(service: Service) -> None:
    jobs = [service.enqueue(), service.enqueue(queue="b"), service.enqueue()][::-1]
    service.cancel(jobs[2])
    first = service.ask("GET", "/jobs?limit=2").json()
    assert [one["jobId"] for one in first["jobs"]] == jobs[:2]
    rest = service.ask("GET", f"/jobs?limit=2&cursor={first['nextCursor']}").json()
    assert [one["jobId"] for one in rest["jobs"]] == jobs[2:]
    assert rest["nextCursor"] is None
    for query, found in {
        "queue=b": [jobs[1]],
        "statuses=pending": jobs[:2],
        "statuses=pending&statuses=cancelled": jobs,
        "cursor=%D9%A3": [],
        f"cursor={'9' * 30}": [],
    }.items():
        page = service.ask("GET", f"/jobs?{query}").json()
        assert [one["jobId"] for one in page["jobs"]] == found, query


def test_searching(service: Service) -> None:
    a = service.enqueue(labels=["x", "y"])
    b = service.enqueue(labels=["x"])
    service.cancel(a)
    later = service.job(a)["createdAt"]

    def found(*filters: Any, limit: int = 20) -> list[str]:
        body = {"any": filters, "limit": limit}
        page = service.post("/jobs/search/v1", body).json()
        return [one["jobId"] for one in page["jobs"]]

    assert found({}) == [b, a]
    assert found({}, limit=1) == [b]
    assert found({"labels": ["x"]}) == [b, a]
    assert found({"labels": ["y", "x"]}) == [a]
    assert found({"createdAfter": later}) == [b]
    assert found({"statuses": ["pending"], "labels": ["y"]}) == []
    assert found({"statuses": ["pending"]}, {"labels": ["y"]}) == [b, a]


def test_health_needs_no_token(service: Service) -> None:
    path = "/jobs/health/v1"
    answer = service.ask("GET", path, by=None)
    assert answer.json() == {"pending": 0, "oldest": None}
    oldest = service.job(service.enqueue())["createdAt"]
    service.enqueue()
    answer = service.ask("GET", path, by=None)
    assert answer.json() == {"pending": 2, "oldest": oldest}


def test_retrying(service: Service) -> None:
    job = service.enqueue(notify="a@example.com")
    again = {"jobId": job}
    assert code(service.post("/jobs/retry/v1", again)) == (409, "JOB_NOT_FAILED")
    assert code(service.post("/jobs/retry/v2", {"jobId": "none"}))[0] == 404
    service.end(job, JobStatus.FAILED)
    assert service.job(job)["failure"]["message"] == "no"
    assert service.post("/jobs/retry/v1", again).status_code == 204
    service.end(job, JobStatus.FAILED)
    retried = service.post("/jobs/retry/v2", again).json()
    assert retried == service.job(job)
    assert (retried["status"], retried["priority"]) == ("pending", "high")
    assert "failure" not in retried
    data = {"jobId": job, "status": "pending", "notify": "a@example.com"}
    assert [one["data"] for one in service.events("job.retried.v1")] == [data, data]


def test_removing(service: Service) -> None:
    job = service.enqueue()
    path = f"/jobs/{job}"
    assert code(service.ask("DELETE", path)) == (403, "FORBIDDEN")
    early = service.ask("DELETE", path, by="operator")
    assert code(early) == (409, "JOB_NOT_ENDED")
    service.cancel(job)
    assert service.ask("DELETE", path, by="operator").status_code == 204
    gone = service.ask("DELETE", path, by="operator")
    assert code(gone) == (404, "JOB_NOT_FOUND")


def test_purging(service: Service) -> None:
    ended, pending = service.enqueue(), service.enqueue()
    elsewhere = service.enqueue(queue="other")
    service.cancel(ended)
    service.cancel(elsewhere)
    today = datetime.now(UTC).date()

    def purge(**given: str) -> int:
        body = {"queue": "mail", **given}
        return service.post("/jobs/purge/v1", body, by="operator").status_code

    assert code(service.post("/jobs/purge/v1", {"queue": "mail"}))[0] == 403
    assert purge(before=str(today)) == 202
    assert service.job(ended)["status"] == "cancelled"
    assert purge(before=str(today + timedelta(days=2))) == 202
    assert service.ask("GET", f"/jobs/{ended}").status_code == 404
    assert service.job(pending)
    assert service.job(elsewhere)


# Workers


def register(service: Service, **fields: Any) -> Any:
    worker = {"name": "w", "queues": ["mail"], **fields}
    answer = service.post("/workers/register/v1", worker, by="worker")
    assert answer.status_code == 201, answer.text
    return answer.json()


def take(service: Service, worker: str) -> Any:
    answer = service.post(f"/workers/{worker}/take", {}, by="worker")
    assert answer.status_code == 200, answer.text
    return answer.json()["job"]


def test_a_worker(service: Service) -> None:
    place = {"country": "FR", "latitude": 48.5}
    refused = service.post("/workers/register/v1", {"name": "w", "queues": ["a"]})
    assert code(refused) == (403, "FORBIDDEN")
    worker = register(service, place=place, callback="https://example.com/", hints=[1])
    assert (worker["state"], worker["place"]) == ("idle", place)
    path = f"/workers/{worker['workerId']}"
    assert service.ask("GET", path).json() == worker
    (event,) = service.events("worker.registered.v1")
    assert event["data"] == worker
    for ago, state in {90: "gone", 8 * 24 * 3600: None}.items():
        with service.session() as session:
            seen = datetime.now(UTC) - timedelta(seconds=ago)
            session.execute(update(WorkerRow).values(last_seen_at=seen))
        assert service.ask("GET", path).json().get("state") == state
    unknown = "00000000-0000-0000-0000-000000000000"
    assert code(service.ask("GET", f"/workers/{unknown}")) == (404, "WORKER_NOT_FOUND")


def test_a_worker_takes_the_most_urgent_job(service: Service) -> None:
    worker = register(service)["workerId"]
    assert take(service, worker) is None
    order = [Priority.NORMAL, Priority.ON_FIRE, Priority.NORMAL]
    jobs = [service.enqueue(priority=one) for one in order]
    later = service.enqueue(priority=Priority.ON_FIRE)
    service.ask("PATCH", f"/jobs/{later}", {"startsAt": "2999-01-01T00:00:00Z"})
    service.enqueue(queue="other", priority=Priority.ON_FIRE)
    taken = [take(service, worker) for _ in range(4)]
    expected = [jobs[1], jobs[0], jobs[2], None]
    assert [one and one["jobId"] for one in taken] == expected
    assert service.job(jobs[0])["status"] == "running"
    assert service.ask("GET", f"/workers/{worker}").json()["state"] == "idle"


def test_workers_never_take_one_job_twice(service: Service, tmp_path: Path) -> None:
    worker = register(service)["workerId"]
    jobs = {service.enqueue() for _ in range(8)}
    with serving(f"sqlite:///{tmp_path}/jobs.db") as other:
        servers = [service, other] * 4
        with ThreadPoolExecutor(2) as threads:
            taken = [one["jobId"] for one in threads.map(take, servers, [worker] * 8)]
    assert sorted(taken) == sorted(jobs)
