"""What is understood without typer means what typer takes it for."""

import os
import shutil
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

ROOT = Path(__file__).parents[3]
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


HEAVY = {"difflib", "jinja2", "tempfile", "typer", "typing_extensions", "yaml"}
LEFT = """
def leave(code):
    print(code, *sorted({name.partition(".")[0] for name in sys.modules}))
    sys.exit()

os._exit = leave
sys.argv = ["contractgen", "build"]
main()
"""
EMPTY = f"""
import os, sys
from contractgen.cli import main
{LEFT}
"""
OTHER_TEMPLATES = f"""
import os, sys
from pathlib import Path
from contractgen import resources
from contractgen.cli import main

resources.folder = lambda: Path("templates")
{LEFT}
"""


def modules(script: str, folder: Path) -> set[str]:
    """Return what is imported in the end."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    told = subprocess.check_output(
        [sys.executable, "-c", script],
        cwd=folder,
        env=env,
        text=True,
        stderr=subprocess.DEVNULL,
    )
    return set(told.split())


def test_what_takes_long_to_import_is_left_out(tmp_path: Path) -> None:
    assert modules(EMPTY, tmp_path) & {"2", "msgspec", *HEAVY} == {"2", "msgspec"}


def test_what_takes_long_is_imported_to_compile_templates_alone(project: Path) -> None:
    shutil.copytree(ROOT / "templates", project / "templates")
    shutil.rmtree(project / "templates" / "__pycache__", ignore_errors=True)
    assert modules(OTHER_TEMPLATES, project) & {"0", "jinja2"} == {"0", "jinja2"}
    (project / "generated" / "openapi" / "openapi.yaml").unlink()
    heavy = HEAVY - {"typing_extensions"}  # `resources` has imported msgspec here
    assert modules(OTHER_TEMPLATES, project) & {"0", *heavy} == {"0"}
