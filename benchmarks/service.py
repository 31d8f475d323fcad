"""Figures of generated code: imports, start-up, requests.

The generated packages are used by programs of their own (`benchmarks/programs`), so
that nothing generated is imported here.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import workload
from benchmarks.figure import Figure
from benchmarks.measure import (
    CONTRACTGEN,
    NOTHING,
    PYTHON,
    Task,
    environment,
    ratio,
    rounds,
    run,
)

_HOME = Path(__file__).parents[1]


def figures(root: Path, project: Path, count: int) -> Iterator[Figure]:
    """Yield what is measured of the package of 1,000 operations in `project`.

    A small project is made below `root`.
    """
    large, small = project / "generated" / "python", _small(root)
    yield _import(large, count)
    yield Figure(
        "generated router ÷ a hand-written FastAPI endpoint",
        _ratio(count, "router", small),
        "",
        1.0,
        1.1,
        "requests a second through `include_router`, the same checks, in process",
        "a prototype: 0.97 to 1.04",
        more=True,
    )
    yield Figure(
        "last of 1,000 routes by `mount` ÷ a hand-written application's only route",
        _ratio(count, "mount", large),
        "",
        1.0,
        None,
        "requests a second, the same checks, in process",
        "the last of 1,000 hand-written routes ÷ the first: 0.14",
        more=True,
    )
    yield Figure(
        "OpenAPI of 1,000 routes: the committed one ÷ FastAPI's own",
        _ratio(1, "openapi", large),
        "",
        1 / 100,
        None,
        "the first `app.openapi()` after `install(app)`, and without it",
        "4.0 s",
    )


def graphql(root: Path, ariadne: Path | None, count: int) -> Figure:
    """Return the figure of a repeated document; None of it without the peer."""
    made = _ratio(count, "graphql", _small(root), ariadne) if ariadne else None
    return Figure(
        "GraphQL, repeated document ÷ stock ariadne",
        made,
        "",
        5,
        9,
        "requests a second, in process; with `PEERS=1`",
        "a prototype: 9",
        more=True,
    )


def _import(package: Path, count: int) -> Figure:
    code = f"import sys; sys.path.insert(0, {str(package)!r}); import contracts"
    imported = Task((PYTHON, "-I", "-c", code), package)
    made = rounds(4 * count, imported, Task(NOTHING))
    return Figure(
        "import of a package of 1,000 operations ÷ an empty Python",
        ratio(made, 0, 1),
        "",
        2,
        1.2,
        "`import contracts`, whole process, in one round",
        "eager pydantic 80",
    )


def _small(root: Path) -> Path:
    """Return the folder of a generated package of one query and one command."""
    folder = root / "small"
    if not folder.exists():
        workload.write(folder, 2)
        run(Task((CONTRACTGEN, "build"), folder))
    return folder / "generated" / "python"


def _ratio(count: int, program: str, *folders: Path) -> float:
    """Return the median of what a program prints when it is run `count` times."""
    command = (PYTHON, "-m", f"benchmarks.programs.{program}", *map(str, folders))
    answers = [
        subprocess.run(
            command, cwd=_HOME, env=environment(), check=True, stdout=subprocess.PIPE
        )
        for _ in range(count)
    ]
    return median(float(answer.stdout) for answer in answers)
