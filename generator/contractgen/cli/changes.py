"""Tells which packages have changed since the last build, before anything is compiled.

Nothing here imports the compiler, so that another process can decode what is touched
while it is imported. Where more has changed than some contracts, or where that cannot
be told, everything has to be built.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from contractgen.cli import fastpath, memory
from contractgen.cli.decoding import decoding
from contractgen.cli.fastpath import Doubt, Notes
from contractgen.cli.memory import Memory, PackageMemory
from contractgen.cli.project import Project
from contractgen.source import SourceFile

if TYPE_CHECKING:
    from contractgen.pipeline import Decode


class Change(Struct, frozen=True):
    """What has changed since the last build, which left `notes` and `memory`.

    `packages` are to be made anew, maybe none; `compiled` are those and all that they
    refer to, `files` the contracts of these.
    """

    notes: Notes
    memory: Memory
    packages: frozenset[str]
    compiled: frozenset[str]
    files: tuple[SourceFile, ...]


@contextmanager
def begun(
    project: Project, *, whole: bool
) -> "Generator[tuple[Decode, Change | None], None, None]":
    """Begin to decode what a build needs; yield what decodes that, and the change.

    `whole` asks for everything, whatever has changed; then there is no change.
    """
    change = None if whole else look(project)
    with decoding(change.files if change else project.files) as decode:
        yield decode, change


def look(project: Project) -> Change | None:
    """Return what has changed in a project; None if everything has to be built."""
    if project.diagnostics or "CI" in os.environ:
        return None
    try:
        return _look(project)
    except (Doubt, OSError, ValueError, LookupError):
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
    packages = _touched(known.packages, {homes[path] for path in changed})
    if len(packages) == len(known.packages):
        raise Doubt
    whole = _closure(packages, lambda name: known.packages[name].refers)
    files = (file for file in project.files if homes.get(file.path) in whole)
    return Change(notes, known, packages, whole, tuple(files))


def _touched(
    packages: Mapping[str, PackageMemory], changed: set[str]
) -> frozenset[str]:
    """Return what depends on `changed`: whoever refers to it, and all that are tied."""

    def dependents(name: str) -> Iterator[str]:
        yield from packages[name].tied
        yield from (one for one, its in packages.items() if name in its.refers)

    return _closure(changed, dependents)


def _closure(
    some: Iterable[str], following: Callable[[str], Iterable[str]]
) -> frozenset[str]:
    """Return `some` names and all that follow from them."""
    found: set[str] = set()
    waiting = [*some]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += following(name)
    return frozenset(found)


def _changed(project: Project, notes: Notes) -> Iterator[str]:
    """Yield contracts that are not what they were. Raises Doubt for a new one."""
    for file in project.files:
        if file.path not in notes.files:
            raise Doubt
        if file.digest != notes.files[file.path][1]:
            yield file.path
