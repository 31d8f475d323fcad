"""`init`: a project that runs, written into the current folder.

Writes nothing over a file that is there: what exists is kept and named.
"""

import os
from importlib.resources import files
from pathlib import Path

import typer

from contractgen.cli import console, exits
from contractgen.cli.report.visible import visible
from contractgen.cli.settings import values
from contractgen.cli.settings.search import find

_FILES = {
    "contractgen.toml": "contractgen.toml",
    "specs/tasks/tasks.contract.yaml": "tasks.contract.yaml",
    "src/service.py": "service.py",
    "src/app.py": "app.py",
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    ".gitattributes": "gitattributes",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
}
_NEXT = """
Next:
  contractgen build
  uvicorn app:app --app-dir src      (needs fastapi, pydantic, graphql-core, uvicorn)
README.md has requests to try.
"""


def run(folder: Path, package: str) -> int:
    """Write the project's files into `folder` and say what to do next."""
    problem = values.package(package)
    if problem:
        raise typer.BadParameter(f"{package!r} {problem}", param_hint="--package")
    there = find(folder)
    if there.file and there.root == folder:
        console.tell(f"{there.file.name} configures this folder already: kept it\n")
        return exits.WRONG
    try:
        for path, name in _FILES.items():
            done = "wrote" if _write(folder, path, _text(name, package)) else "kept "
            console.out(f"{done}  {path}\n")
    except OSError as error:
        words = (error.strerror or type(error).__name__).lower()
        console.tell(f"cannot write {visible(str(error.filename))}: {words}\n")
        return exits.WRONG
    console.out(_NEXT)
    return exits.CLEAN


def _text(name: str, package: str) -> str:
    resource = files("contractgen.cli") / "starter" / f"{name}.txt"
    return resource.read_text("utf-8").replace("@package@", package)


def _write(folder: Path, path: str, text: str) -> bool:
    """Write a new file; return False where something stands in its place."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.commonpath([target.parent.resolve(), folder.resolve()]) != str(
        folder.resolve()
    ):
        raise OSError(0, "its folder is a link that leads out of here", str(target))
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True
