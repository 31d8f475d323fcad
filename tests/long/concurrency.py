"""Eight real builds at once, builds against checks, and builders that were killed.

python -m tests.long concurrency [ROUNDS [builds|checks|stale …]]
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from .scene import RUN, Scene, scene

ROUNDS = 50
_BUSY_AFTER = 60.0  # seconds that a build waits for another


def _start(stage: Scene, command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "contractgen", command],
        cwd=stage.folder,
        env={**os.environ, **RUN.env, "CI": "true"},
        umask=0o022,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _ends(stage: Scene, commands: list[str]) -> Iterator[str]:
    """Run commands at once; yield what is wrong about how they ended."""
    running = [(command, _start(stage, command)) for command in commands]
    for command, process in running:
        told, _ = process.communicate(timeout=2 * _BUSY_AFTER)
        allowed = (0, 1) if command == "check" else (0,)
        if process.returncode not in allowed or "Traceback" in told:
            yield f"{command} ended with {process.returncode}: {told}"


def builds(stage: Scene, rounds: int) -> Iterator[str]:
    """Eight builds of one change at once."""
    for turn in range(rounds):
        stage.reset()
        yield from _ends(stage, ["build"] * 8)
        if stage.tree() != stage.new or stage.litter():
            yield f"round {turn}: not the new tree"


def checks(stage: Scene, rounds: int) -> Iterator[str]:
    """Two builds against six checks: a check sees the old tree or the new one."""
    for turn in range(rounds):
        stage.reset()
        commands = ["check", "build"] * 2 + ["check"] * 4
        running = [(name, _start(stage, name)) for name in commands]
        drift: set[str] = set()
        for name, process in running:
            told, _ = process.communicate(timeout=2 * _BUSY_AFTER)
            if name == "build" and process.returncode != 0:
                yield f"round {turn}: a build ended with {process.returncode}: {told}"
            if name == "check" and process.returncode != 0:
                drift.add(told)
        if len(drift) > 1 or any("Traceback" in told for told in drift):
            yield f"round {turn}: checks saw {len(drift)} trees that were not new"
        if stage.tree() != stage.new or stage.litter():
            yield f"round {turn}: not the new tree"


def stale(stage: Scene, rounds: int) -> Iterator[str]:
    """Builders killed anywhere: the next build neither waits nor fails."""
    chance = Random(8)  # noqa: S311  # repeatable, not secret
    for turn in range(rounds):
        stage.reset()
        process = _start(stage, "build")
        time.sleep(chance.uniform(0.2, 0.8))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        started = time.monotonic()
        RUN(stage.folder, "build")
        if time.monotonic() - started > _BUSY_AFTER / 4:
            yield f"round {turn}: the lock was stale"
        if stage.tree() != stage.new or stage.litter():
            yield f"round {turn}: not the new tree"


def main(arguments: list[str]) -> int:
    """Run all three; return the number of findings."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    acts = [act for act in (builds, checks, stale) if act.__name__ in arguments[1:]]
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        stage = scene(Path(folder))
        for act in acts or (builds, checks, stale):
            print(f"{act.__name__}: {rounds} rounds", flush=True)
            for problem in act(stage, rounds):
                found += 1
                print(f"  {problem}", flush=True)
    return found
