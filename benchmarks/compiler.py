"""Figures of the compiler: cold builds, builds after a change, checks."""

import itertools
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import workload
from benchmarks.figure import Figure
from benchmarks.measure import (
    CONTRACTGEN,
    NOTHING,
    PYTHON,
    Run,
    Task,
    peak,
    ratio,
    rounds,
    run,
    seconds,
)

_HELLO = "import argparse; argparse.ArgumentParser().parse_args([]); print('hello')"


@dataclass(frozen=True)
class Cold:
    """Cold builds of one size, and how many files each wrote."""

    operations: int
    runs: list[tuple[Run, ...]]
    files: int


def cold(root: Path, operations: int, count: int) -> Cold:
    """Build fresh projects, each once, so that nothing of an earlier run is there.

    Nothing is deleted in between: some file systems are slow to reuse what was.
    """
    made: list[tuple[Run, ...]] = []
    folders = [root / f"cold-{operations}-{number}" for number in range(count + 1)]
    for folder in folders:
        workload.write(folder, operations)
        made.append((run(Task((CONTRACTGEN, "build"), folder)),))
    written = sum(path.is_file() for path in (folders[0] / "generated").rglob("*"))
    return Cold(operations, made[1:], written)


def beside(task: Task, root: Path, count: int) -> list[tuple[Run, ...]]:
    """Run a task and a cold build of 1,000 operations, in rounds; the first is void."""
    made: list[tuple[Run, ...]] = []
    for _ in range(count + 1):
        folder = Path(tempfile.mkdtemp(dir=root))
        workload.write(folder, 1000)
        made.append((run(task), run(Task((CONTRACTGEN, "build"), folder))))
    return made[1:]


def creation(root: Path, made: Cold, count: int) -> str:
    """Return a remark on how much of a cold build is the file system's own doing."""
    folder = root / "empty"
    folder.mkdir()
    code = (
        "import os; os.mkdir(str(os.getpid())); os.chdir(str(os.getpid()))\n"
        f"for n in range({made.files}): open(str(n), 'x').write('x' * 2000)"
    )
    bare = rounds(count, Task((PYTHON, "-I", "-c", code), folder))
    return (
        f"writing {made.files:,} files of 2 kB takes {seconds(bare):.2f} s "
        "on this file system by itself (TMPDIR chooses another)"
    )


def figures(root: Path, colds: dict[int, Cold], count: int) -> Iterator[Figure]:
    """Yield what is measured of the compiler; projects are made below `root`."""
    small, large = colds[1000], colds[5000]
    yield Figure(
        f"cold build, 1,000 operations, {small.files:,} files",
        seconds(small.runs),
        " s",
        0.6,
        0.35,
        "whole process, all surfaces, empty output folder",
        "datamodel-code-generator 3.7 s (OpenAPI to models alone); TypeSpec 6.6 s "
        "(to OpenAPI alone); openapi-python-client 13 s; fastapi-code-generator 18 s",
    )
    growth = math.log(seconds(large.runs) / seconds(small.runs)) / math.log(5)
    how = "log₅ of the ratio of the cold builds' times"
    peer = "TypeSpec 1.46, ariadne-codegen 1.5"
    yield Figure("growth exponent, 1,000 to 5,000", growth, "", 1.05, 1.0, how, peer)
    for made, target, stretch, others in ((small, 70, 40, 160), (large, 160, 80, 590)):
        yield Figure(
            f"peak memory of a cold build, {made.operations:,} operations",
            peak(made.runs),
            " MiB",
            target,
            stretch,
            "largest resident set of its larger process, as the system reports it",
            f"{others} MiB and more",
        )
    folder = root / f"cold-1000-{count}"
    yield from _again(folder, count)
    yield _changed(root, folder, count)
    yield _version(root, count)


def _again(folder: Path, count: int) -> Iterator[Figure]:
    check = Task((CONTRACTGEN, "check"), folder)
    hashed = Task((CONTRACTGEN, "check", "--trust", "hash"), folder)
    run(check)  # looks at what the build has just written, and notes it
    made = rounds(4 * count, check, hashed, Task(NOTHING))
    how = "1,000 operations, whole process over `python -I -c pass`, in one round"
    peer = "a full build"
    name = "unchanged check ÷ an empty Python"
    yield Figure(name, ratio(made, 0, 2), "", 3, 1.5, how, peer)
    name = "check --trust hash ÷ an empty Python"
    yield Figure(name, ratio(made, 1, 2), "", 5, 2.8, how, peer)


def _changed(root: Path, folder: Path, count: int) -> Figure:
    contract = sorted(folder.glob("specs/**/*.contract.yaml"))[0]
    numbers = itertools.count()

    def edit() -> None:
        text = contract.read_text()
        head, _, tail = text.partition("description: ")
        _, _, rest = tail.partition("\n")
        contract.write_text(f"{head}description: Changed {next(numbers)}.\n{rest}")

    made = beside(Task((CONTRACTGEN, "build"), folder, edit), root, count)
    return Figure(
        "build after one changed file ÷ cold",
        ratio(made, 0, 1),
        "",
        0.35,
        0.15,
        "one description of 1,000 operations changed, in one of ten packages; a cold "
        "build in the same round",
        "1.0",
    )


def _version(root: Path, count: int) -> Figure:
    tasks = Task((CONTRACTGEN, "--version"), root), Task((PYTHON, "-c", _HELLO), root)
    made = rounds(4 * count, *tasks)
    how = "whole processes in one round"
    name = "--version ÷ an argparse hello"
    return Figure(name, ratio(made, 0, 1), "", 1.5, 1.1, how, "a typer hello is 7")
