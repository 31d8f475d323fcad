"""Type checkers on generated code: mypy and pyright, both strict, find nothing.

Also that they find what they should: a service that does not follow its Protocol. Each
checker runs once over everything, since starting it is what takes the time.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from contractgen.config import Config, PythonConfig

from .generated import generate, read

HERE = Path(__file__).parent
TOOLS = Path(sys.executable).parent
CHECKERS = {
    "mypy": ["mypy", "--strict", "--no-incremental", "."],
    "pyright": ["pyright", "--pythonpath", sys.executable],
}
PYRIGHT = """
[tool.pyright]
typeCheckingMode = "strict"
pythonVersion = "3.11"
reportMissingTypeStubs = false
"""
RIGHT = """
from awaited import InMemoryEvents, Principal
from awaited.zoo import LookContext, ZooService
from awaited.jobs import Defaults, Step


class Zoo:
    async def look(self, *, ctx: LookContext) -> Defaults:
        caller: Principal = ctx.principal
        step = Step(title=caller.id, steps=[Step(title="b")], next=None)
        return Defaults(step=step, mails=[], zone=None, quoted="a+", other=None)


service: ZooService = Zoo()
events = InMemoryEvents()
"""
PLAIN = """
from plain import Event, EventPublisher
from plain.jobs import DefaultsContext, Stepped


class Bus:
    def publish(self, event: Event, /) -> None:
        print(event.type)


bus: EventPublisher = Bus()


def emit(ctx: DefaultsContext) -> None:
    ctx.emit(Stepped(title="a"))
"""
WRONG = {
    "missing": "class Zoo:\n    pass\n",
    "unfinished": "class Zoo(ZooService):\n    pass\n",
    "result": "class Zoo:\n    async def look(self, *, ctx: LookContext) -> int: ...\n",
    "context": "class Zoo:\n    async def look(self, *, ctx: int) -> Defaults: ...\n",
    "plain": "class Zoo:\n    def look(self, *, ctx: LookContext) -> Defaults: ...\n",
}
HEAD = """from awaited.jobs import Defaults, Step
from awaited.zoo import LookContext, ZooService
__all__ = ["Defaults", "LookContext", "Step"]
"""
TAIL = "service: ZooService = Zoo()\n"


@dataclass(frozen=True)
class Project:
    """Two generated packages, async and sync, and modules that use them."""

    folder: Path

    def check(self, checker: str) -> str:
        command, *arguments = CHECKERS[checker]
        done = subprocess.run(
            [TOOLS / command, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("types")
    texts = read(HERE / "nasty")
    generate(folder, texts, package="awaited")
    plain = Config(python=PythonConfig(service="sync"))
    made = generate(folder, texts, plain, package="plain")
    (made.folder / "pyproject.toml").write_text(PYRIGHT)
    (made.folder / "right.py").write_text(RIGHT)
    (made.folder / "sync.py").write_text(PLAIN)
    for name, service in WRONG.items():
        (made.folder / f"wrong_{name}.py").write_text(HEAD + service + TAIL)
    return Project(made.folder)


@pytest.fixture(scope="module", params=CHECKERS)
def report(project: Project, request: pytest.FixtureRequest) -> str:
    return project.check(request.param)


def test_nothing_is_found_in_generated_code(report: str) -> None:
    found = [line for line in report.splitlines() if "error" in line and ":" in line]
    assert found, report
    assert [line for line in found if "wrong_" not in line] == []


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_service_is_found(report: str, name: str) -> None:
    lines = (HEAD + WRONG[name] + TAIL).count("\n")
    assert f"wrong_{name}.py:{lines}:" in report
