"""`examples/jobs_service` in this process, and somebody who asks it."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

import httpx2 as httpx
from fastapi import FastAPI
from jobs_contracts.jobs import JobStatus
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from examples.jobs_service.app import create_app
from examples.jobs_service.tables import JobRow


@contextmanager
def serving(url: str) -> Generator["Service"]:
    """Serve over the database at a SQLAlchemy URL."""
    app = create_app(url)
    with TestClient(app) as client:
        yield Service(app, client)


class Service:
    """The service; `by` is the token of who asks, None for nobody."""

    def __init__(self, app: FastAPI, client: TestClient) -> None:
        self.app = app
        self.client = client

    def ask(
        self, method: str, path: str, json: Any = None, *, by: str | None = "demo"
    ) -> httpx.Response:
        headers = {"authorization": f"Bearer {by}"} if by else {}
        answer = self.client.request(method, path, json=json, headers=headers)
        return cast(httpx.Response, answer)  # as starlette chooses its httpx

    def post(self, path: str, json: Any, **who: str | None) -> httpx.Response:
        return self.ask("POST", path, json, **who)

    def enqueue(self, **fields: Any) -> str:
        job = {"queue": "mail", "kind": "welcome", **fields}
        answer = self.post("/jobs/enqueue/v1", job)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["jobId"])

    def cancel(self, job: str, **who: str | None) -> httpx.Response:
        return self.post("/jobs/cancel/v1", {"jobId": job}, **who)

    def gql(self, query: str, by: str | None = "demo", **variables: Any) -> Any:
        body = {"query": query, "variables": variables}
        answer = self.post("/graphql", body, by=by)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def job(self, job: str) -> Any:
        answer = self.ask("GET", f"/jobs/{job}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def events(self, type: str) -> list[Any]:
        path = f"/events?type={type}&limit=100"
        answer = self.ask("GET", path, by="operator")
        assert answer.status_code == 200, answer.text
        found: list[Any] = answer.json()
        return found

    def cancelled(self) -> list[str]:
        return [one["data"]["jobId"] for one in self.events("job.cancelled.v1")]

    def end(self, job: str, status: JobStatus) -> None:
        """Do what no operation does: let a job end."""
        with self.session() as session:
            failure = {"message": "no", "occurredAt": "2030-01-01T00:00:00Z"}
            failed = failure if status is JobStatus.FAILED else None
            values = {"status": status, "failure": failed}
            session.execute(update(JobRow).where(JobRow.job_id == job).values(values))

    @contextmanager
    def session(self) -> Generator[Session]:
        engine = self.app.state.database.engine
        with Session(engine) as session, session.begin():
            yield session


def code(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def gql_code(answer: Any) -> str:
    assert answer["data"] is None
    (error,) = answer["errors"]
    return str(error["extensions"]["code"])
