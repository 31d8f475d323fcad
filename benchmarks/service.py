"""Figures of generated code: imports, start-up, requests.

The generated packages are used by programs of their own, started with the folder of
the package on their path: nothing generated is imported here.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.measure import NOTHING, PYTHON, Task, ratio, rounds


def figures(project: Path, count: int) -> Iterator[Figure]:
    """Yield what is measured of the package that was generated in `project`."""
    package = project / "generated" / "python"
    code = f"import sys; sys.path.insert(0, {str(package)!r}); import contracts"
    imported = Task((PYTHON, "-I", "-c", code), project)
    made = rounds(4 * count, imported, Task(NOTHING))
    yield Figure(
        "import of a package of 1,000 operations ÷ an empty Python",
        ratio(made, 0, 1),
        "",
        2,
        1.2,
        "`import contracts`, whole process, in one round",
        "eager pydantic 80",
    )
