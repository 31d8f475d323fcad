"""Other forms of the same package: sync services, full versions, other packages."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contractgen.config import Config, NamesConfig, PythonConfig
from fastapi import FastAPI
from starlette.testclient import TestClient

from .generated import Generated, generate, importable, read
from .service import authenticator, implement
from .world import USER, paths, problem

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
FOREIGN = """\
contractgen: 1
package: foreign
defaults: { owners: [a], stability: stable, tags: [a] }
queries:
  - meta: { key: foreign.find, version: 1.0.0, description: D, goal: G, context: C }
    io: { input: jobs.GetJobInput, output: jobs.Job }
    policy: { auth: anonymous }
    transport: { rest: { path: "/foreign/{jobId}" } }
"""
Folders = pytest.TempPathFactory


def generated(folders: Folders, config: Config) -> Iterator[Generated]:
    contracts = {**read(), "foreign/foreign.contract.yaml": FOREIGN}
    with importable(generate(folders.mktemp("form"), contracts, config)) as made:
        yield made


@pytest.fixture(scope="module")
def sync(tmp_path_factory: Folders) -> Iterator[Generated]:
    yield from generated(tmp_path_factory, Config(python=PythonConfig(service="sync")))


@pytest.fixture(scope="module")
def full(tmp_path_factory: Folders) -> Iterator[Generated]:
    yield from generated(tmp_path_factory, Config(names=NamesConfig(versions="full")))


@pytest.fixture(params=["sync", "full"])
def form(request: pytest.FixtureRequest) -> Generated:
    made: Generated = request.getfixturevalue(request.param)
    return made


@pytest.mark.parametrize("tool", [["mypy", "--strict"], ["pyright"]])
def test_types(form: Generated, tool: list[str]) -> None:
    settings = f'[tool.pyright]\ntypeCheckingMode = "strict"\nvenvPath = "{ROOT}"\n'
    (form.folder / "pyproject.toml").write_text(f'{settings}venv = ".venv"\n')
    done = run(form, str(TOOLS / tool[0]), *tool[1:], form.package)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("command", [["format", "--check"], ["check"]])
def test_born_formatted(form: Generated, command: list[str]) -> None:
    ruff = str(TOOLS / "ruff")
    done = run(form, ruff, *command, "--isolated", "--no-cache", form.package)
    assert done.returncode == 0, done.stdout


def run(made: Generated, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=made.folder, capture_output=True, text=True, check=False
    )


def client(made: Generated, service: object) -> TestClient:
    app = FastAPI()
    app.include_router(
        made.load("jobs").create_router(
            service=service,
            authenticate=authenticator(made),
            events=made.load().InMemoryEvents(),
        )
    )
    return TestClient(app)


def test_input_and_output_of_another_package(full: Generated) -> None:
    jobs = full.load("jobs")

    class Foreign:
        async def find(self, input: Any, /, *, ctx: Any) -> Any:  # noqa: ARG002
            return jobs.Job(id=input.job_id, name="a", status="pending")

    app = FastAPI()
    create_router = full.load("foreign").create_router
    app.include_router(create_router(service=Foreign(), authenticate=lambda: None))
    assert TestClient(app).get("/foreign/7").json()["id"] == "7"


class SyncJobs:
    """A service that says in which thread it ran."""

    def __init__(self, made: Generated) -> None:
        self.jobs = made.load("jobs")

    def cancel(self, input: Any, /, *, ctx: Any) -> Any:
        if input.job_id == "unknown":
            raise self.jobs.JobNotFound
        if input.job_id == "boom":
            raise ValueError("secret")
        ctx.emit(self.jobs.JobCancelled(job_id=input.job_id))
        ctx.response_headers["x-thread"] = threading.current_thread().name
        return self.jobs.CancelJobOutput(success=True)

    def ping(self, *, ctx: Any) -> None: ...


def test_sync(sync: Generated) -> None:
    ask = client(sync, SyncJobs(sync))
    for job, status in (("7", 200), ("unknown", 404), ("boom", 500)):
        answer = ask.post("/jobs/cancel/v1", json={"jobId": job}, headers=USER)
        assert answer.status_code == status
        assert "secret" not in answer.text
    answer = ask.post("/jobs/cancel/v1", json={"jobId": "7"}, headers=USER)
    assert "worker" in answer.headers["x-thread"]
    assert ask.post("/jobs/ping/v1").status_code == 204


def test_full_versions(full: Generated) -> None:
    service = implement(full)()
    ask = client(full, service)
    answer = ask.post("/jobs/cancel/v1.0.0", json={"jobId": "7"}, headers=USER)
    assert answer.status_code == 200
    found = read_paths(full)
    assert "/jobs/cancel/v2.0.0" in found


def read_paths(made: Generated) -> Any:
    return made.load("_openapi").document()["paths"]


URL = "/jobs/list/v1.0.0"


def test_whole_input(full: Generated) -> None:
    service = implement(full)()
    ask = client(full, service)

    def get(**params: str) -> Any:
        return ask.get(URL, params=params, headers=USER)

    assert get(input='{"limit":5,"status":["pending"]}').status_code == 200
    assert (service.seen.limit, [*service.seen.status]) == (5, ["pending"])
    assert get(limit="6").status_code == 200
    assert service.seen.limit == 6
    assert paths(get(input='{"limit":"5"}')) == ["/limit"]
    assert paths(get(input="[]")) == [""]
    assert paths(get(input="{}", limit="5")) == ["/limit"]
    assert paths(ask.get(f"{URL}?input={{}}&input={{}}", headers=USER)) == ["/input"]
    for text in ("", "{", '{"limit":1,"limit":2}', '{"limit":NaN}', "[" * 5000):
        problem(get(input=text), 400, "BAD_REQUEST")
    parameters = read_paths(full)[URL]["get"]["parameters"]
    assert "input" in [one["name"] for one in parameters]
