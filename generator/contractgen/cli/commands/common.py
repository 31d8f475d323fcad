"""What `build` and `check` share: printing a report and a diff."""

import os
import sys
from pathlib import Path

from contractgen.cli import console
from contractgen.cli.report.base import Report
from contractgen.cli.report.formats import Format, render
from contractgen.cli.report.summary import last_line
from contractgen.cli.report.visible import visible
from contractgen.output import Plan, contents, diff
from contractgen.pipeline import Build

_held: list[Build] = []
_COLOURS = {"+": "added", "-": "removed", "@": "place"}


def hold(made: Build) -> None:
    """Hold on to a build: the process ends before it would be taken apart."""
    _held.append(made)


def let_go() -> None:
    """Let go of all builds: the process goes on."""
    _held.clear()


def publish(report: Report, form: Format) -> int:
    """Print `report` where its format belongs and return its exit code."""
    if form is Format.TEXT:
        console.tell(render(report, form, console.paint(sys.stderr)))
        return report.exit
    console.out(render(report, form))
    if form is Format.GITHUB:  # annotations are not shown in the log as a whole
        console.tell(f"{last_line(report)}\n")
    return report.exit


def print_diff(plan: Plan, root: Path) -> None:
    """Print what a build would change as a unified diff."""
    paint = console.paint(sys.stdout)
    watched = sys.stdout.isatty()
    for line in diff(plan, contents(plan, root)):
        if not watched:
            console.out(line)
            continue
        text = visible(line.rstrip("\n").replace("\t", "    "))
        style = _COLOURS.get(line[:1])
        console.out(f"{paint(text, style) if style else text}\n")


def prefix(root: Path) -> str:
    """Return what leads from the repository's root to the project, `""` or `a/b/`."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    here = root.resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists() or str(folder) == workspace:
            below = here.relative_to(folder).as_posix()
            return "" if below == "." else f"{below}/"
    return ""
