"""Mutation testing of the reader, names, encoders, views and output by mutmut.

    python -m tests.long mutation [MUTANTS [SEED]]

A seeded sample of the mutants is tried, on a copy of the repository. A mutant that
survives is printed as a diff: kill it with a test, or say why it is the same program.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from ..properties.specs import ROOT
from .tools import environment

MUTANTS, SEED = 400, 2
TARGET = 0.9
PARTS = ("read", "names", "render", "views", "output")
_KILLED, _TIMED_OUT, _SURVIVED, _UNTESTED = (1, 3), (-24, 24, 36, 152, 255), 0, 33
_TESTS = (
    *(f"tests/unit/{part}" for part in (*PARTS, "documents", "dsl", "resolve")),
    *("tests/unit/emit", "tests/test_cases.py"),
    *("tests/properties/test_encoders.py", "tests/properties/test_two_forms.py"),
)
_NOT_MUTANTS_BUSINESS = " and ".join(
    f"not {word}" for word in ("longest", "thousand", "has_a_case", "entry_points")
)
# Ids of parameters may be any text, which pytest does not take back: whole functions.
# A cache that the run without mutants has filled would hide what a mutant returns.
_MUTMUT = """
import functools, gc
from mutmut.__main__ import cli
from mutmut.runners import harness
for runner in vars(harness).values():
    if isinstance(runner, type) and "_pytest_args_regular_run" in vars(runner):
        def whole(self, tests, real=runner._pytest_args_regular_run):
            for one in gc.get_objects():
                if type(one) is functools._lru_cache_wrapper:
                    one.cache_clear()
            return real(self, [*dict.fromkeys(t.partition("[")[0] for t in tests)])
        runner._pytest_args_regular_run = whole
cli()
"""


def _copy(folder: Path) -> Path:
    """Copy what the tests need, with the sources where mutmut looks for them."""
    ignored = shutil.ignore_patterns("__pycache__", ".*", "node_modules")
    for name in ("tests", "templates", "specs", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copytree(ROOT / "generator", folder / "src", ignore=ignored)
    for path in (*ROOT.glob("*.md"), ROOT / "contractgen.toml"):
        shutil.copy(path, folder)
    (folder / "pyproject.toml").write_text(_configuration())
    return folder


def _configuration() -> str:
    only = [f"src/contractgen/{part}/*" for part in PARTS]
    copied = ["templates", "specs", "docs", "contractgen.toml"]
    options = [
        "--snapshot-warn-unused",
        "-p",
        "no:cacheprovider",
        "--import-mode=importlib",
    ]
    values = {
        "source_paths": ["src/contractgen"],
        "only_mutate": only,
        "also_copy": [*copied, *(path.name for path in ROOT.glob("*.md"))],
        "pytest_add_cli_args": [*options, "-k", _NOT_MUTANTS_BUSINESS],
        "pytest_add_cli_args_test_selection": list(_TESTS),
    }
    lines = (f"{name} = {json.dumps(value)}" for name, value in values.items())
    return "\n".join(["[tool.mutmut]", *lines])


def _results(folder: Path) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for meta in sorted((folder / "mutants/src").rglob("*.meta")):
        found |= json.loads(meta.read_text())["exit_code_by_key"]
    return found


def _run(python: Path, folder: Path, names: list[str]) -> None:
    """Try mutants; a name that is none makes mutmut stop when it knows them all."""
    (python.parent / "ruff").unlink(missing_ok=True)
    (python.parent / "ruff").symlink_to(Path(sys.executable).with_name("ruff"))
    # A folder that is not there when Python starts is never looked into.
    (folder / "mutants/src").mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join(str(folder / at) for at in ("mutants/src", "mutants"))
    subprocess.run(
        [str(python), "-c", _MUTMUT, "run", "--max-children", "2", *names],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL if names != ["none"] else None,
        stderr=subprocess.STDOUT,
        check=False,
    )


def _shown(python: Path, folder: Path, name: str) -> str:
    done = subprocess.run(
        [str(python), "-m", "mutmut", "show", name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return "\n    ".join(re.findall(r"^[+-](?![+-]).*", done.stdout, re.MULTILINE))


def main(arguments: list[str]) -> int:
    """Try a sample; return 1 if fewer than the target share were killed."""
    count, seed = (*map(int, arguments), *(MUTANTS, SEED)[len(arguments) :])
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(Path(name))
        python = environment(folder / "venv", "mutmut>=3.8,<4")
        _run(python, folder, ["none"])
        everything = sorted(_results(folder))
        sample = Random(seed).sample(everything, count)  # noqa: S311  # repeatable
        _run(python, folder, sample)
        ends = {one: end for one, end in _results(folder).items() if one in {*sample}}
        for one, end in ends.items():
            if end in (_SURVIVED, _UNTESTED):
                print(f"  {one}\n    {_shown(python, folder, one)}", flush=True)
    killed = sum(end in (*_KILLED, *_TIMED_OUT) for end in ends.values())
    tried = sum(end is not None for end in ends.values())
    if not tried:
        raise RuntimeError("mutmut tried nothing: the tests fail without mutants")
    parts = Counter(one.split(".")[1] for one in ends)
    print(f"{killed} of {tried} killed ({killed / tried:.1%}), of {len(everything):,}")
    print(f"sample: {dict(parts)}, ends: {Counter(ends.values())}")
    return int(killed < TARGET * tried)
