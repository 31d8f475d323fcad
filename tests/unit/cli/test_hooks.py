"""What pre-commit and GitHub read: hooks and the action, and the action's steps."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text()
)
STAND_IN = """#!/bin/sh
printf '%s\\n' "$(basename "$0")" "$@" >> "$CALLS"
"""


def test_hooks_run_whatever_changed() -> None:
    assert [hook["id"] for hook in HOOKS] == ["contractgen-check", "contractgen-build"]
    for hook in HOOKS:
        assert hook["always_run"] is True
        assert hook["pass_filenames"] is False
        assert hook["entry"] == hook["id"].replace("-", " ")


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a stand-in for `python -m venv` on the path that writes what is called."""
    log = tmp_path / "calls"
    tools = tmp_path / "tools"
    tools.mkdir()
    stand_in = tools / "stand-in"
    stand_in.write_text(STAND_IN)
    made = f'mkdir -p "$3/bin"; cp {shlex.quote(str(stand_in))} "$3/bin/python"'
    (tools / "python").write_text(
        f'#!/bin/sh\n{made}\ncp {shlex.quote(str(stand_in))} "$3/bin/contractgen"\n'
    )
    for tool in tools.iterdir():
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools), prepend=":")
    monkeypatch.setenv("CALLS", str(log))
    return log


def action(folder: Path, *inputs: str) -> int:
    script = ROOT / "scripts" / "run_action.py"
    return subprocess.run(
        [sys.executable, str(script), *inputs], cwd=folder, check=False, timeout=60
    ).returncode


def test_the_action_checks_by_default(tmp_path: Path, calls: Path) -> None:
    assert action(tmp_path) == 0
    installed, _, ran = calls.read_text().partition("contractgen\ncheck\n")
    assert installed.splitlines()[-1] == str(ROOT)
    assert ran == "--format\ngithub\n"


def test_inputs_stay_data(tmp_path: Path, calls: Path) -> None:
    (tmp_path / "sub").mkdir()
    inputs = ("command=build", "args=--strict  $(touch x) ;id", "version=0.1.0")
    assert action(tmp_path, *inputs, "working-directory=sub") == 0
    lines = calls.read_text().splitlines()
    assert "contractgen==0.1.0" in lines
    asked = ["build", "--format", "github", "--strict", "$(touch", "x)", ";id"]
    assert lines[-len(asked) :] == asked
    assert not (tmp_path / "sub" / "x").exists()
