"""What a type checker says about contract modules, and what importing them costs."""

import subprocess
import sys
from pathlib import Path

import pytest
from mypy import api

LIBRARY = Path(__file__).parent / "library"
JOBS_CANCEL = """\
from contractgen.dsl import ScalarTypeEnum, define_command, define_schema_model

CancelJobInput = define_schema_model(
    name="CancelJobInput",
    description="Input for cancelling a job",
    fields={"jobId": {"type": ScalarTypeEnum.String_unsecure(), "isOptional": False}},
)
CancelJobContract = define_command(
    meta={
        "key": "jobs.cancel",
        "version": "1.0.0",
        "stability": "stable",
        "owners": ["platform.jobs"],
        "tags": ["jobs", "cancel"],
        "description": "Cancel a pending job.",
        "goal": "Allow cancellation of jobs that are no longer needed.",
        "context": "Only pending jobs can be cancelled.",
    },
    io={"input": CancelJobInput, "output": None},
    policy={"auth": "user"},
    sideEffects={
        "emits": [
            {
                "key": "job.cancelled",
                "version": "1.0.0",
                "when": "Job is cancelled",
                "payload": CancelJobInput,
            }
        ]
    },
)
"""
MISTAKES = [
    ('"isOptional"', '"isOptionl"'),
    ('"goal"', '"gaol"'),
    ('"auth": "user"', '"auth": "usr"'),
    ('"stable"', '"stabel"'),
    ("sideEffects=", "sidEffects="),
    ("policy={", "polcy={"),
    ('"when"', '"whn"'),
    ("String_unsecure()", "Strng()"),
    ("description=", "descripton="),
    ('"output": None', '"otput": None'),
]


def test_mypy_strict(tmp_path: Path) -> None:
    (tmp_path / "good_contract.py").write_text(JOBS_CANCEL)
    for number, (right, wrong) in enumerate(MISTAKES):
        assert right in JOBS_CANCEL
        path = tmp_path / f"bad{number}_contract.py"
        path.write_text(JOBS_CANCEL.replace(right, wrong, 1))
    out, _, _ = api.run(["--strict", "--hide-error-context", str(tmp_path)])
    wrong_files = {Path(line.split(":")[0]).name for line in out.splitlines()[:-1]}
    assert wrong_files == {f"bad{n}_contract.py" for n in range(len(MISTAKES))}, out


def test_the_library_type_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYPYPATH", str(LIBRARY))
    out, _, code = api.run(
        ["--strict", "--explicit-package-bases", "--config-file=", str(LIBRARY)]
    )
    assert code == 0, out


def test_importing_needs_the_standard_library_alone() -> None:
    program = (
        "import sys; before = set(sys.modules); import contractgen.dsl\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['contractgen']"
