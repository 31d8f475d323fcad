"""Tells which packages have changed since the last build, before anything is compiled.

Nothing here imports the compiler, so that another process can decode what is touched
while it is imported. Where more has changed than some contracts, or where that cannot
be told, everything has to be built.
"""

import hashlib
import os
from collections.abc import Iterator

from msgspec import Struct

from contractgen.cli import fastpath, memory
from contractgen.cli.fastpath import Doubt, Notes
from contractgen.cli.memory import Memory
from contractgen.cli.project import Project
from contractgen.source import SourceFile


class Change(Struct, frozen=True):
    """What has changed: packages to be compiled (maybe none), and their contracts.

    `notes` and `memory` are what the last build left.
    """

    notes: Notes
    memory: Memory
    packages: frozenset[str]
    files: tuple[SourceFile, ...]


def look(project: Project) -> Change | None:
    """Return what has changed in a project; None if everything has to be built."""
    if project.diagnostics or "CI" in os.environ:
        return None
    try:
        return _look(project)
    except (Doubt, OSError, ValueError):
        return None


def _look(project: Project) -> Change:
    if not os.path.samefile(project.settings.root, "."):
        raise Doubt  # notes tell paths from the project's folder
    notes = fastpath.load("")
    known = memory.load("", notes)
    fastpath.surroundings(notes)
    fastpath.look_again(notes, known.inputs, fastpath.changed(notes.folders))
    homes = {path: name for name, its in known.packages.items() for path in its.files}
    changed = set(_changed(project, notes))
    if not changed <= homes.keys():
        raise Doubt
    islands = (known.packages[homes[path]].island for path in changed)
    packages = frozenset[str]().union(*islands)
    if len(packages) == len(known.packages):
        raise Doubt
    files = (file for file in project.files if homes.get(file.path) in packages)
    return Change(notes, known, packages, tuple(files))


def _changed(project: Project, notes: Notes) -> Iterator[str]:
    """Yield contracts that are not what they were. Raises Doubt for a new one."""
    for file in project.files:
        if file.path not in notes.files:
            raise Doubt
        if hashlib.sha256(file.data).digest() != notes.files[file.path][1]:
            yield file.path
