"""What is understood without typer means what typer takes it for."""

import subprocess
import sys
from itertools import chain, combinations
from pathlib import Path

import pytest
from contractgen.cli import quick
from contractgen.cli.app import command
from contractgen.cli.commands import build, check
from contractgen.cli.project import Project
from contractgen.cli.report.formats import Format

BUILD = ("--dry-run", "--diff", "--force", "--strict")
CHECK = ("--diff", "--strict")
LINES = [
    [name, *flags]
    for name, all_flags in (("build", BUILD), ("check", CHECK))
    for flags in chain.from_iterable(combinations(all_flags, n) for n in range(4))
]


@pytest.mark.parametrize("arguments", LINES, ids=" ".join)
def test_both_ways_ask_for_the_same(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def built(what: build.Asked, project: Project, *_: object) -> int:
        asked.append((what, project.settings))
        return 0

    def checked(project: Project, _decode: object, **options: object) -> int:
        asked.append(
            ({"form": Format.TEXT, "noted": True, **options}, project.settings)
        )
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(build, "once", built)
    monkeypatch.setattr(check, "once", checked)
    understood = quick.understood(arguments)
    assert understood is not None
    understood()
    with pytest.raises(SystemExit):
        command(arguments, prog_name="contractgen")
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    "arguments",
    [[], ["list"], ["build", "--help"], ["build", "--watch"], ["check", "x"]],
    ids=" ".join,
)
def test_all_else_is_left_to_typer(arguments: list[str]) -> None:
    assert quick.understood(arguments) is None


OPENED = """
import sys
import contractgen.cli.decoding, contractgen.cli.guard, contractgen.cli.project
print([name for name in ("jinja2", "contractgen.pipeline") if name in sys.modules])
"""


def test_the_compiler_is_not_imported_before_decoding_begins() -> None:
    imported = subprocess.check_output([sys.executable, "-c", OPENED], text=True)
    assert imported == "[]\n"
