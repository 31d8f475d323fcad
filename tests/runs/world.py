"""An application that serves package `jobs`, and a client to ask it."""

from typing import Any

import httpx2 as httpx
from fastapi import FastAPI
from starlette.testclient import TestClient

from .generated import Generated
from .service import Jobs, authenticator, implement

USER = {"authorization": "u1"}
CANCEL = "/jobs/cancel/v1"


class World:
    """The service, its events and its application. `mounting`: router or dispatch."""

    def __init__(self, made: Generated, mounting: str, *, installed: bool) -> None:
        package = made.load()
        self.package = made.package
        self.service: Jobs = implement(made)()
        self.events = package.InMemoryEvents()
        self.app = FastAPI()
        router = made.load("jobs").create_router(
            service=self.service,
            authenticate=authenticator(made),
            events=self.events,
        )
        if mounting == "dispatch":
            package.mount(self.app, router)
        else:
            self.app.include_router(router)
        if installed:
            package.install(self.app)
        self.client = TestClient(self.app)

    def post(self, path: str = CANCEL, **kwargs: Any) -> httpx.Response:
        """Post as a user."""
        answer: httpx.Response = self.client.post(path, **{"headers": USER, **kwargs})
        return answer

    def get(self, path: str) -> httpx.Response:
        """Get as a user."""
        answer: httpx.Response = self.client.get(path, headers=USER)
        return answer

    def body(self, content: Any, /, **headers: str | bytes) -> httpx.Response:
        """Post bytes to jobs.cancel, as JSON unless said; `_` in headers is `-`."""
        given = {"content_type": "application/json", **headers}
        pairs = [(name.replace("_", "-"), value) for name, value in given.items()]
        sent: Any = [*USER.items(), *pairs]
        answer: httpx.Response
        answer = self.client.post(CANCEL, content=content, headers=sent)
        return answer


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Return the problem that a response must be."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert (found["status"], found["code"]) == (status, code)
    return found


def paths(response: httpx.Response) -> list[str]:
    """Return where a response says that the input is wrong."""
    issues = problem(response, 422, "VALIDATION_FAILED")["issues"]
    return [issue["path"] for issue in issues]
