"""How a set of files changes all at once: prepared, then finished or undone.

New contents are written to a stage folder in the root first: those of a folder that is
new to a folder of their own, which becomes that folder in one step, all others each to
a file of its own. A journal of all steps is synced and renamed into place: from there
on the change is decided, and whoever finds the journal can finish it, or turn it into
an undo list and take it back. Both may be cut off anywhere and started again. A full
disk is met while staging, when nothing has been touched; what follows are renames.

Each step knows the digest of the file it replaces; anything else at its path, an
edit made after a crash for instance, is left alone.
"""

import json
import re
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import Any, TypeGuard

import msgspec
from msgspec import Struct

from contractgen.artifact import Body, parents, unsafe
from contractgen.output.disk import NOT_A_FILE, Disk
from contractgen.output.refusal import BAD_JOURNAL, Refused

STAGE = ".contractgen.journal"
_DRAFT = f"{STAGE}/draft"
_COMMITTED = f"{STAGE}/journal"
_UNDO = f"{STAGE}/undo"
_OURS = re.compile(r"[0-9]+\.(new|old)|draft|journal|undo")
_OUR_FOLDER = re.compile(r"[0-9]+\.folder")
_FORMAT = 2


class Step(Struct, frozen=True):
    """One file: digests of its content before and after, None where there is none."""

    path: str
    old: str | None
    new: str | None


class Journal(Struct, frozen=True, dict=True):
    """All steps of one build, and the folders it has to make, outermost first."""

    steps: tuple[Step, ...]
    folders: tuple[str, ...]

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where each of the folders is staged."""
        return {
            folder: f"{STAGE}/{number}.folder"
            for number, folder in enumerate(self.folders)
        }

    def staged(self, number: int) -> str:
        """Return where the new content of a step is staged."""
        folder, _, name = self.steps[number].path.rpartition("/")
        place = self.places.get(folder)
        return f"{place}/{name}" if place else f"{STAGE}/{number}.new"


def commit(disk: Disk, steps: Iterable[Step], contents: Mapping[str, Body]) -> None:
    """Stage the contents and write the journal; nothing is changed yet.

    Contents are read while they are written, and none is kept.
    """
    journal = Journal(tuple(steps), _new_folders(disk, contents))
    for folder in (STAGE, *journal.places.values()):
        disk.make_folder(folder)
    for number, step in enumerate(journal.steps):
        if step.new is not None:
            disk.create(journal.staged(number), contents[step.path])
    disk.create(_DRAFT, _encode(journal), durable=True)
    disk.move(_DRAFT, _COMMITTED)
    disk.sync_folder(STAGE)


def settle(disk: Disk, *, forward: bool) -> list[str]:
    """Finish, or else undo, what the stage folder holds; then remove the folder.

    An undo that has begun is always carried on. Returns the paths that were left
    alone because something else stands there. Raises Refused where the disk does;
    then the stage folder stays for another try.
    """
    disk.close()  # folders are opened anew, and found to be folders, from here on
    left: list[str] = []
    journal = _load(disk, _COMMITTED)
    if journal and forward:
        left = _finish(disk, journal)
        disk.unlink(_COMMITTED)  # from here on the new tree stands
    else:
        if journal:
            disk.move(_COMMITTED, _UNDO)
        journal = _load(disk, _UNDO)
        if journal:
            _undo(disk, journal)
            disk.unlink(_UNDO)
    _clean_up(disk)
    return left


def is_whole(disk: Disk) -> bool:
    """Whether all staged contents are what was written: after a power cut, the
    journal alone is sure to be.
    """
    journal = _load(disk, _COMMITTED)
    if journal is None:
        return True
    return all(
        disk.digest(journal.staged(number)) in {None, step.new}
        for number, step in enumerate(journal.steps)
    )


def is_pending(disk: Disk) -> bool:
    """Whether a build left its stage folder behind."""
    return disk.status(STAGE) is not None


def _old(number: int) -> str:
    return f"{STAGE}/{number}.old"


def _new_folders(disk: Disk, paths: Iterable[str]) -> tuple[str, ...]:
    folders = {above for path in paths for above in parents(path)}
    absent: set[str] = set()
    for folder in sorted(folders):
        if not absent.isdisjoint(parents(folder)) or disk.status(folder) is None:
            absent.add(folder)
    return tuple(sorted(absent))


def _finish(disk: Disk, journal: Journal) -> list[str]:
    for folder, place in journal.places.items():  # the outermost first
        if not disk.move_folder(place, folder):
            with _unless_in_the_way():
                disk.make_folder(folder)
    waiting = set(_stage(disk))
    left = [
        step.path
        for number, step in enumerate(journal.steps)
        if not _advance(disk, journal, number, waiting)
    ]
    deleted = (step.path for step in journal.steps if step.new is None)
    emptied = {above for path in deleted for above in parents(path)}
    for folder in sorted(emptied, reverse=True):
        with _unless_in_the_way():
            disk.remove_folder(folder)
    return left


@contextmanager
def _unless_in_the_way() -> Generator[None, None, None]:
    """Leave a folder alone if something else is in its place, or above it."""
    try:
        yield
    except Refused as refused:
        if not isinstance(refused.__cause__, NotADirectoryError):
            raise


def _digest(disk: Disk, path: str) -> str | None:
    """Return what `Disk.digest` does; NOT_A_FILE also where no way leads to a file."""
    with _unless_in_the_way():
        return disk.digest(path)
    return NOT_A_FILE


def _stage(disk: Disk) -> Iterator[str]:
    """Yield what is in the stage folder, and in the folders there; these come last."""
    for name in disk.names(STAGE):
        path = f"{STAGE}/{name}"
        if _OUR_FOLDER.fullmatch(name):
            yield from (f"{path}/{inner}" for inner in disk.names(path))
        yield path


def _advance(
    disk: Disk, journal: Journal, number: int, waiting: Collection[str]
) -> bool:
    """Carry out a step, unless it is done; False if something else is in its way."""
    step, staged = journal.steps[number], journal.staged(number)
    kept = _old(number) in waiting
    if step.new is None:
        found = None if kept else _digest(disk, step.path)
        if found == step.old:
            disk.move(step.path, _old(number))
        return found in {None, step.old}
    if staged not in waiting:  # it has been moved, maybe with its folder
        return True
    found = _digest(disk, step.path)
    if found not in {step.old, step.new} and not (kept and found is None):
        return False
    if found is not None and not kept:
        disk.keep(step.path, _old(number))
    disk.move(staged, step.path)
    return True


def _undo(disk: Disk, journal: Journal) -> None:
    for number, step in enumerate(journal.steps):
        found = _digest(disk, step.path)
        if disk.status(_old(number)) is not None:
            if found in {None, step.new}:
                for folder in parents(step.path):
                    disk.make_folder(folder)
                disk.move(_old(number), step.path)
        elif (
            step.old is None and found == step.new and _is_moved(disk, journal, number)
        ):
            disk.unlink(step.path)
    for folder in reversed(journal.folders):
        with _unless_in_the_way():
            disk.remove_folder(folder)


def _is_moved(disk: Disk, journal: Journal, number: int) -> bool:
    return disk.status(journal.staged(number)) is None


def _clean_up(disk: Disk) -> None:
    """Remove the stage folder; what a failing disk keeps, the next command removes."""
    with suppress(Refused):
        for path in _stage(disk):
            _, *above, name = path.split("/")
            if above or _OURS.fullmatch(name):  # all in a folder of ours is ours
                disk.unlink(path)
            elif _OUR_FOLDER.fullmatch(name):
                disk.remove_folder(path)
        disk.remove_folder(STAGE)


def _load(disk: Disk, path: str) -> Journal | None:
    data = disk.read(path)
    if data is None:
        return None
    try:
        return _decode(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(STAGE, "cannot be understood", BAD_JOURNAL) from error


def _encode(journal: Journal) -> bytes:
    rows = [[step.path, step.old, step.new] for step in journal.steps]
    document = {"journal": _FORMAT, "folders": journal.folders, "steps": rows}
    return msgspec.json.encode(document)


def _decode(document: Any) -> Journal:
    """Check a journal like any file that others could have written.

    Raises ValueError, KeyError or TypeError for what is not a journal.
    """
    steps = tuple(_step(*row) for row in list[Any](document["steps"]))
    folders = tuple(document["folders"])
    paths = [*folders, *(step.path for step in steps)]
    is_text = all(isinstance(path, str) for path in paths)
    if document["journal"] != _FORMAT or not is_text or any(map(unsafe, paths)):
        raise ValueError("not a journal")
    return Journal(steps, folders)


def _step(path: object, old: object, new: object) -> Step:
    if not isinstance(path, str) or not _is_digest(old) or not _is_digest(new):
        raise TypeError("not a step")
    return Step(path, old, new)


def _is_digest(value: object) -> TypeGuard[str | None]:
    return value is None or (isinstance(value, str) and len(value) == 64)
