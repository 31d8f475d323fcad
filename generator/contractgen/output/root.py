"""Which folders may be an output root: one question, asked before anything else."""

import os
from collections.abc import Iterable
from pathlib import Path

from contractgen.artifact import parents, unsafe
from contractgen.diagnostics import Diagnostic
from contractgen.output.refusal import UNUSABLE, refusal


def refuse_root(
    project: Path, output: str, specs: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """Return why `output` may not be the output root; nothing if it may.

    `output` and `specs` are as configured: relative to the project's folder, with
    forward slashes. A root is the project or a real folder in it, never a folder
    that contracts are read from, and no link leads to it.
    """
    folder = _normal(output)
    words = _reason(project, folder, {_normal(spec) for spec in specs})
    return (refusal(UNUSABLE, output, words),) if words else ()


def _normal(folder: str) -> str:
    segments = [part for part in folder.split("/") if part not in {"", "."}]
    return ("/" if folder.startswith("/") else "") + "/".join(segments)


def _reason(project: Path, folder: str, specs: set[str]) -> str | None:
    if folder and (unsafe(folder) or folder.startswith("~")):
        return "the output folder must lie in the project"
    if folder in specs:
        return "contracts are read from it"
    for path in (*parents(folder), folder) if folder else ():
        if os.path.islink(os.path.join(project, path)):
            return f"{path} is a symbolic link"
    return None
