"""The application that the README shows, as it is printed: it runs, and has types."""

import subprocess
import sys
from pathlib import Path

import pytest

from .generated import Generated, generate, read

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
APPLICATION = """\
from fastapi import FastAPI, Header
from jobs_contracts import Event, Principal, install
from jobs_contracts.jobs import CancelContext, CancelJobInput, CancelJobOutput, JobCancelled, JobNotFound, create_router

pending = {"7"}

class Jobs:                                            # satisfies the generated Protocol JobsService
    async def cancel(self, input: CancelJobInput, /, *, ctx: CancelContext) -> CancelJobOutput:
        if input.job_id not in pending:
            raise JobNotFound()
        await ctx.emit(JobCancelled(job_id=input.job_id))
        return CancelJobOutput(success=True)

class Bus:                                             # an EventPublisher
    async def publish(self, event: Event) -> None: ...

async def authenticate(authorization: str | None = Header(default=None)) -> Principal | None:
    return Principal(id="u1") if authorization else None

app = FastAPI()
app.include_router(create_router(service=Jobs(), authenticate=authenticate, events=Bus()))
install(app)
"""  # noqa: E501  # word for word
ASK = """
import json, pathlib, jobs_contracts
from application import app
from starlette.testclient import TestClient
ask = TestClient(app, raise_server_exceptions=False)
token = {'authorization': 'x'}
for job, headers in (('7', token), ('8', token), ('7', {})):
    print(ask.post('/jobs/cancel/v1', json={'jobId': job}, headers=headers).status_code)
path = pathlib.Path(jobs_contracts.__file__).with_name('openapi.json')
print(ask.get('/openapi.json').json() == json.loads(path.read_bytes()))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    folder = tmp_path_factory.mktemp("section5")
    contracts = read(ROOT / "specs")
    alone = {"jobs/cancel.contract.yaml": contracts["jobs/cancel.contract.yaml"]}
    made = generate(folder, alone, package="jobs_contracts")
    (made.folder / "application.py").write_text(APPLICATION)
    return made


def run(made: Generated, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=made.folder, capture_output=True, text=True, check=False
    )


def test_the_printed_application_runs(project: Generated) -> None:
    done = run(project, sys.executable, "-W", "error::SyntaxWarning", "-c", ASK)
    assert done.stdout.split() == ["200", "404", "401", "True"], done.stderr


@pytest.mark.parametrize("tool", [["mypy", "--strict"], ["pyright"]])
def test_the_printed_application_has_types(project: Generated, tool: list[str]) -> None:
    settings = f'[tool.pyright]\ntypeCheckingMode = "strict"\nvenvPath = "{ROOT}"\n'
    (project.folder / "pyproject.toml").write_text(f'{settings}venv = ".venv"\n')
    done = run(project, str(TOOLS / tool[0]), *tool[1:], ".")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("command", [["format", "--check"], ["check"]])
def test_the_package_is_born_formatted(project: Generated, command: list[str]) -> None:
    ruff = str(TOOLS / "ruff")
    done = run(project, ruff, *command, "--isolated", "--no-cache", project.package)
    assert done.returncode == 0, done.stdout
