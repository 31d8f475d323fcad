"""Random projects, changed again and again: built as a change and whole, and compared.

    python -m tests.long incremental [PROJECTS [SEED]]

Each project goes through 40 changes. A difference is printed with its seed.
"""

import contextlib
import io
import os
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from ..properties.archipelago import CONFIGS, Archipelago
from ..properties.both_ways import step

PROJECTS = 200
_CHANGES = 40


def main(arguments: list[str]) -> int:
    """Go through the projects and return how many were not the same both ways."""
    projects = int(arguments[0]) if arguments else PROJECTS
    first = int(arguments[1]) if len(arguments) > 1 else 0
    os.environ.pop("CI", None)
    seen, wrong = Counter[str](), 0
    for seed in range(first, first + projects):
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            try:
                seen += _changed(Path(folder), seed)
            except AssertionError as error:
                wrong += 1
                print(f"seed {seed}: {error}")
    words = ", ".join(f"{what} {count:,}" for what, count in sorted(seen.items()))
    print(f"{projects} projects, {seen.total():,} builds, of packages: {words}")
    return wrong


def _changed(root: Path, seed: int) -> Counter[str]:
    chance = Random(seed)  # noqa: S311  # for repeating, not for secrets
    project = Archipelago(chance, CONFIGS[seed % len(CONFIGS)])
    seen = Counter[str]()
    for _ in range(_CHANGES):
        project.write(root)
        with contextlib.redirect_stderr(io.StringIO()):
            seen[step()] += 1
        project.change()
    return seen
