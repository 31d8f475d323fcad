"""Runs the shell steps of action.yml on this machine, read from the file itself.

Steps that `use` another action are named and passed over. Expressions are filled in
from the inputs' defaults, `NAME=VALUE` arguments and a temporary folder; an
expression this script does not know is an error, so that none goes untried.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


def run(inputs: Mapping[str, str], folder: Path, temp: Path) -> int:
    """Run the steps in `folder`; return the exit code of the first that fails."""
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    unknown = set(inputs) - set(action["inputs"])
    if unknown:
        raise SystemExit(f"action.yml has no input {', '.join(sorted(unknown))}")
    known = {"github.action_path": str(ROOT), "runner.temp": str(temp)}
    for name, described in action["inputs"].items():
        known[f"inputs.{name}"] = inputs.get(name, described["default"])
    for step in action["runs"]["steps"]:
        if "uses" in step:
            print(f"-- passed over: uses {step['uses']}", flush=True)
            continue
        print(f"-- {step['name']}", flush=True)
        code = _step(step, known, folder)
        if code:
            return code
    return 0


def _step(step: Mapping[str, Any], known: Mapping[str, str], folder: Path) -> int:
    if _EXPRESSION.search(step["run"]):
        raise SystemExit(f"{step['name']}: an expression inside a script is code")
    env = {name: _filled(value, known) for name, value in step.get("env", {}).items()}
    below = _filled(step.get("working-directory", "."), known)
    with tempfile.NamedTemporaryFile("w", suffix=".sh") as script:
        script.write(step["run"])
        script.flush()
        # As GitHub's runner calls `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script.name]
        cwd = folder / below
        return subprocess.run(
            command, cwd=cwd, env={**os.environ, **env}, check=False
        ).returncode


def _filled(text: str, known: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in known:
            raise SystemExit(f"unknown expression {found[0]}")
        return known[found[1]]

    return _EXPRESSION.sub(value, text)


def main() -> None:
    """Run the action in the current folder with the inputs given as NAME=VALUE."""
    inputs = dict(argument.split("=", 1) for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory() as temp:
        sys.exit(run(inputs, Path.cwd(), Path(temp)))


if __name__ == "__main__":
    main()
