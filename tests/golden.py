"""Writes anew what the case folders expect: `python -m tests.golden [case …]`.

A case is its contracts; `errors.txt` and `expected/` are made here and compared by
`test_cases.py`. Look at the difference before you commit it.
"""

import shutil
import sys
from pathlib import Path

from .support import cases, outcome, present


def write(case: Path) -> list[str]:
    """Bring one case up to date; return the paths that changed."""
    before, after = present(case), outcome(case)
    shutil.rmtree(case / "expected", ignore_errors=True)
    (case / "errors.txt").unlink(missing_ok=True)
    for path, content in after.items():
        target = case / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    changed = {*before, *after}
    return sorted(path for path in changed if before.get(path) != after.get(path))


def main(names: list[str]) -> None:
    """Write the named cases, or all."""
    for case in cases():
        if not names or case.name in names:
            for path in write(case):
                print(f"{case.name}/{path}")


if __name__ == "__main__":
    main(sys.argv[1:])
