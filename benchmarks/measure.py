"""Whole processes, timed: commands of one round run one after another, many rounds.

A ratio is the median of the ratios within rounds, so that a machine that slows down
meanwhile slows both sides.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = sys.executable
CONTRACTGEN = str(Path(sys.executable).with_name("contractgen"))
NOTHING = (PYTHON, "-I", "-c", "pass")
"""What every Python process costs."""


@dataclass(frozen=True, slots=True)
class Run:
    """Wall and processor seconds and peak memory (MiB) of one process."""

    seconds: float
    processor: float
    peak: float


@dataclass(frozen=True)
class Task:
    """A command in a folder; `before` prepares each run and is not timed."""

    command: Sequence[str]
    folder: Path = Path()
    before: Callable[[], object] = lambda: None


def run(task: Task) -> Run:
    """Run a command to its end. Raises RuntimeError if it fails."""
    task.before()
    began = time.perf_counter()
    process = subprocess.Popen(
        task.command,
        cwd=task.folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(task.command)} ended in {process.returncode}")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def environment() -> dict[str, str]:
    """Return the variables that processes get: what people have at home."""
    unusual = {"CI", "PYTHONDONTWRITEBYTECODE"}
    return {name: one for name, one in os.environ.items() if name not in unusual}


def rounds(count: int, *tasks: Task) -> list[tuple[Run, ...]]:
    """Run all tasks `count` times over, after one run of each that is not counted."""
    made = [tuple(run(task) for task in tasks) for _ in range(count + 1)]
    return made[1:]


def seconds(made: Sequence[tuple[Run, ...]], index: int = 0) -> float:
    """Return the median wall time of a task."""
    return median(one[index].seconds for one in made)


def processor(made: Sequence[tuple[Run, ...]], index: int = 0) -> float:
    """Return the median processor time of a task: it hardly knows of other load."""
    return median(one[index].processor for one in made)


def peak(made: Sequence[tuple[Run, ...]], index: int = 0) -> float:
    """Return the median peak memory of a task, in MiB."""
    return median(one[index].peak for one in made)


def ratio(made: Sequence[tuple[Run, ...]], over: int, under: int) -> float:
    """Return the median of the ratios of two tasks within rounds."""
    return median(one[over].seconds / one[under].seconds for one in made)
