"""Runs `judge.mjs` under Node, with its libraries installed where they can be had.

`npm ci` puts them into `tests/node/node_modules`, which git ignores, once: a stamp
says for which lock file. Without Node, npm or the registry's answer, tests are skipped.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
STAMP = MODULES / ".installed"
SECONDS = 100


def judge(tasks: Sequence[tuple[str, Any]]) -> list[Any]:
    """Return the answers to tasks of `judge.mjs`; skips the test without Node."""
    if reason := _missing():
        pytest.skip(reason)
    done = subprocess.run(
        ["node", "judge.mjs"],
        cwd=HERE,
        input=json.dumps(tasks).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[Any] = json.loads(done.stdout)
    return answers


@cache
def _missing() -> str:
    """Return why JavaScript cannot be asked, `` if it can."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            return f"no {tool} here: JavaScript's libraries are not asked"
    with _alone():
        if _is_installed():
            return ""
        try:
            done = _npm_ci()
        except subprocess.TimeoutExpired:
            return f"npm got no libraries in {SECONDS} s"
        if done.returncode != 0:
            return f"npm could not install: {done.stderr.strip()[-200:]}"
        STAMP.write_text(_wanted())
        return ""


def _npm_ci() -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["npm", "ci", "--no-progress", "--fetch-retries=0"],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def _wanted() -> str:
    return sha256((HERE / "package-lock.json").read_bytes()).hexdigest()


def _is_installed() -> bool:
    return STAMP.is_file() and STAMP.read_text() == _wanted()


@contextmanager
def _alone() -> Iterator[None]:
    """Keep test processes that run side by side from installing at once."""
    name = sha256(str(HERE).encode()).hexdigest()[:16]
    lock = Path(tempfile.gettempdir(), f"contractgen-npm-{name}")
    began = time.monotonic()
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() - began > SECONDS + 10:  # left by a killed process
                break
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
