"""The generated package as a whole: it imports lazily, and offers what it should."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from contractgen.config import Config

from .generated import Generated, generate

IMPORTS = {
    "import P, P.jobs": ["pydantic", "P._contract", "P.jobs.models"],
    "from P import Event, Principal": ["fastapi", "P.jobs"],
    "from P.jobs import JobNotFound": ["fastapi", "P.jobs.models"],
    "from P.jobs import Job": ["fastapi", "P.jobs.service", "P.audit"],
    "from P.jobs import JobCancelled": ["fastapi", "P.jobs.router"],
    "from P.jobs import JobsService, CancelContext": ["fastapi", "P.jobs.router"],
    "import P.audit.models": ["fastapi", "P.jobs.service"],
}
EVERY_MODULE = """
import importlib, pathlib
for path in sorted(pathlib.Path("P").rglob("*.py")):
    parts = path.with_suffix("").parts
    importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
"""
EVERY_MODEL = """
import P.audit.models, P.jobs.models
from P._models import Model
for module in (P.audit.models, P.jobs.models):
    for thing in list(vars(module).values()):
        if isinstance(thing, type) and issubclass(thing, Model) and thing is not Model:
            assert thing.model_rebuild() is not False, thing
"""
EVERYTHING = """
import P, P.audit, P.jobs
for module in (P, P.audit, P.jobs):
    assert {*module.__all__} <= {*dir(module)}
    assert all(getattr(module, name) is not None for name in module.__all__)
    assert not hasattr(module, "nothing")
"""
ONE = """
contractgen: 1
package: one
commands:
  - meta: { key: one.do, version: 1.0.0, description: d, goal: g, context: c,
            stability: stable, owners: [a.b], tags: [t] }
    io: { input: null, output: null }
    policy: { auth: user }
"""


def run(made: Generated, code: str) -> str:
    """Run code where `P` is the package, any warning an error; return its output."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", re.sub(r"\bP\b", made.package, code)],
        cwd=made.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("statement", IMPORTS)
def test_imports_are_lazy(contracts: Generated, statement: str) -> None:
    absent = IMPORTS[statement]
    report = (
        f"import sys; {statement}; print([n for n in {absent} if n in sys.modules])"
    )
    assert run(contracts, report) == "[]\n"


@pytest.mark.parametrize(
    "code", [EVERY_MODULE, EVERY_MODEL, EVERYTHING], ids=["modules", "models", "names"]
)
def test_nothing_warns(contracts: Generated, code: str) -> None:
    run(contracts, code)


def test_without_fastapi_nothing_speaks_of_it(tmp_path: Path) -> None:
    texts = {"a.contract.yaml": ONE}
    made = generate(tmp_path, texts, Config(emit=("python",)), emitters=("python",))
    assert run(made, "import P.one; print(P.__all__[-1], P.one.__all__)") == (
        "Provider ['DoContext', 'OneService']\n"
    )
