"""Things, and the dependencies that make them."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Any, cast
from unittest.mock import AsyncMock

import pytest
from fastapi import Depends, FastAPI, HTTPException, Request
from starlette.testclient import TestClient

from .generated import Generated
from .service import Jobs, authenticator, implement
from .world import CANCEL, USER

LOG: list[str] = []


class Providers:
    """Every way to give the service of one generated package."""

    def __init__(self, made: Generated) -> None:
        jobs = implement(made)
        protocol = made.load("jobs").JobsService

        class Inheriting(jobs, protocol):  # type: ignore[valid-type,misc]  # made above
            def __init__(self) -> None:
                super().__init__()

        class WithPlain(jobs):  # type: ignore[valid-type,misc]  # made above
            def __init__(self, path: str = "x", *rest: str, **more: str) -> None:  # noqa: ARG002
                super().__init__()

        class WithInjected(jobs):  # type: ignore[valid-type,misc]  # made above
            def __init__(
                self, request: Request, who: Annotated[str, Depends(lambda: "me")]
            ) -> None:
                super().__init__()
                assert (request.method, who) == ("POST", "me")

        def sync() -> Jobs:
            return jobs()

        async def asynchronous() -> Jobs:
            return jobs()

        def yielding() -> Iterator[Jobs]:
            yield jobs()

        self.thing = jobs()
        self.type = jobs
        self.sync = sync
        self.asynchronous = asynchronous
        self.yielding = yielding
        self.async_yielding = logging(jobs)
        self.inheriting = Inheriting
        self.inheriting_thing = Inheriting()
        self.with_plain = WithPlain
        self.with_injected = WithInjected


def logging(jobs: type[Jobs]) -> Callable[[], AsyncIterator[Jobs]]:
    async def async_yielding() -> AsyncIterator[Jobs]:
        try:
            yield jobs()
        except Exception as error:
            LOG.append(type(error).__name__)
            raise
        LOG.append("fine")

    return async_yielding


class Asker:
    """Serves one generated package with whatever is given, and asks it."""

    def __init__(self, made: Generated, mounting: str) -> None:
        self.made = made
        self.mounting = mounting
        self.providers = Providers(made)

    def client(self, service: Any, **more: Any) -> TestClient:
        given = {
            "authenticate": authenticator(self.made),
            "events": self.made.load().InMemoryEvents(),
            **more,
        }
        router = self.made.load("jobs").create_router(service=service, **given)
        app = FastAPI()
        if self.mounting == "dispatch":
            self.made.load().mount(app, router)
        else:
            app.include_router(router)
        return TestClient(app)


@pytest.fixture(params=["router", "dispatch"])
def asker(contracts: Generated, request: pytest.FixtureRequest) -> Asker:
    return Asker(contracts, request.param)


def cancel(client: TestClient, job: str = "7") -> Any:
    return client.post(CANCEL, json={"jobId": job}, headers=USER).status_code


@pytest.mark.parametrize(
    "way",
    [
        "thing",
        "type",
        "sync",
        "asynchronous",
        "yielding",
        "async_yielding",
        "inheriting",
        "inheriting_thing",
        "with_plain",
        "with_injected",
    ],
)
def test_service(asker: Asker, way: str) -> None:
    assert cancel(asker.client(getattr(asker.providers, way))) == 200


@pytest.mark.parametrize("way", ["type", "sync", "async_yielding"])
def test_override(asker: Asker, way: str) -> None:
    service = getattr(asker.providers, way)

    class Other(asker.providers.type):  # type: ignore[name-defined,misc]  # a fixture's
        async def cancel(self, *_: Any, **__: Any) -> Any:
            return self.jobs.CancelJobOutput(success=False)

    client = asker.client(service)
    cast(FastAPI, client.app).dependency_overrides[service] = Other
    answer = client.post(CANCEL, json={"jobId": "7"}, headers=USER)
    assert answer.json() == {"success": False}


def test_a_mock_is_a_service(asker: Asker) -> None:
    mock = AsyncMock()
    output = asker.made.load("jobs").CancelJobOutput
    mock.cancel.return_value = output(success=True)
    assert cancel(asker.client(mock)) == 200


def test_yielding_sees_errors(asker: Asker) -> None:
    LOG.clear()
    client = asker.client(asker.providers.async_yielding)
    assert [cancel(client, job) for job in ("7", "unknown", "boom")] == [200, 404, 500]
    assert LOG == ["fine", "JobNotFound", "InternalError"]


def test_not_authorised_makes_no_service(asker: Asker) -> None:
    def never() -> Jobs:
        raise AssertionError

    assert asker.client(never).post(CANCEL, json={"jobId": "7"}).status_code == 401


def test_events_may_be_made(asker: Asker) -> None:
    bus = asker.made.load().InMemoryEvents()

    async def make() -> AsyncIterator[Any]:
        yield bus

    assert cancel(asker.client(asker.providers.thing, events=make)) == 200
    assert len(bus.published) == 1


def test_failing_publisher_fails_the_call(asker: Asker) -> None:
    class Broken:
        async def publish(self, event: Any) -> None:  # noqa: ARG002
            raise OSError

    for events in (Broken(), Broken):
        assert cancel(asker.client(asker.providers.thing, events=events)) == 500


def test_dependency_that_fails_as_it_is_left(asker: Asker) -> None:
    def hiding() -> Iterator[Any]:
        try:
            yield asker.providers.thing
        except Exception:
            raise OSError("secret") from None

    answer = asker.client(hiding).post(CANCEL, json={"jobId": "unknown"}, headers=USER)
    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL_ERROR")
    assert "secret" not in answer.text


def test_a_commit_that_fails_is_no_success(asker: Asker) -> None:
    """What stands after the yield is done before the answer is sent."""

    def committing() -> Iterator[Any]:
        yield asker.providers.thing
        raise OSError("the disk is full")

    answer = asker.client(committing).post(CANCEL, json={"jobId": "7"}, headers=USER)
    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL_ERROR")


def test_authenticate_may_refuse_in_its_own_words(asker: Asker) -> None:
    def refuse() -> None:
        raise HTTPException(418, "teapot")

    def fail() -> None:
        raise OSError("secret")

    for source, status in ((refuse, 418), (fail, 500)):
        client = asker.client(asker.providers.thing, authenticate=source)
        answer = client.post("/jobs/ping/v1")
        assert answer.status_code == status
        assert "secret" not in answer.text


def test_authenticate_may_miss_something(asker: Asker) -> None:
    def authenticate(token: int) -> None:
        raise AssertionError(token)

    client = asker.client(asker.providers.thing, authenticate=authenticate)
    answer = client.post("/jobs/ping/v1")
    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED")
