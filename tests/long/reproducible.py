"""One tree hash over every Python from 3.11 that is at hand, and over Turkish.

    python -m tests.long reproducible

The wheel is built and installed for each Python. What else may differ between two
machines is in tests/properties/test_reproducible.py.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..properties.project import Runner, built
from ..properties.specs import ROOT
from .tools import environment

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_LOCALE = "tr_TR.UTF-8"  # where "I".lower() is no "i" for the C library


def pythons() -> Iterator[tuple[str, str]]:
    """Yield the versions at hand and where they are."""
    for version in PYTHONS:
        told = _version_of(f"python{version}")
        if told:
            yield version, told
        else:
            print(f"Python {version}: not here", flush=True)


def _version_of(command: str) -> str | None:
    if not shutil.which(command):
        return None
    done = subprocess.run(
        [command, "-c", "import sys; print(sys.executable)"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() if done.returncode == 0 else None


def turkish(folder: Path) -> Runner | None:
    """Return a runner in a Turkish locale, compiled for it; None where that fails."""
    if not shutil.which("localedef"):
        return None
    made = folder / _LOCALE
    command = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(made)]
    subprocess.run(command, check=False, capture_output=True)
    env = {"LOCPATH": str(folder), "LC_ALL": _LOCALE, "PYTHONUTF8": "0"}
    return Runner(env=env, umask=0o022) if made.exists() else None


def main(_arguments: list[str]) -> int:
    """Build with each; return how many trees beyond the first one there are."""
    hashes: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hashes["this environment"] = built(folder / "project", Runner(umask=0o022))
        for version, python in pythons():
            inside = environment(folder / version, str(ROOT), python=python, ours=False)
            runner = Runner(str(inside), env={"PYTHONPATH": ""}, umask=0o022)
            hashes[f"Python {version}"] = built(folder / "project", runner)
        runner_there = turkish(folder)
        if runner_there:
            hashes[_LOCALE] = built(folder / "project", runner_there)
        else:
            print(f"{_LOCALE}: not here", flush=True)
    for what, found in hashes.items():
        print(f"{what:18}{found}", flush=True)
    print(f"on {os.uname().sysname} {os.uname().machine}")
    return len({*hashes.values()}) - 1
