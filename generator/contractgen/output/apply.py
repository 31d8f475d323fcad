"""Reading and writing an output root: the only module that callers see act.

`read_present` reads the tree and first settles what a killed build left; `apply`
carries out a plan, all of it or nothing. Both take the lock, so that nobody reads a
tree that is half written. What goes wrong comes back as diagnostics.
"""

import os
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from contractgen.artifact import digest, parents
from contractgen.diagnostics import Diagnostic
from contractgen.output import journal
from contractgen.output.disk import Disk, Known, by_disk
from contractgen.output.journal import STAGE, Step
from contractgen.output.lock import locked
from contractgen.output.plan import Plan
from contractgen.output.present import Found, Present, Scope, look
from contractgen.output.refusal import MEANWHILE, Refused

_WRITABLE = 0o222


class Outcome(Struct, frozen=True):
    """What was done, as paths relative to the output root; the manifest included."""

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


def read_present(
    root: Path, scope: Scope, known: Mapping[str, Found] | None = None
) -> Present:
    """Return what is in the output tree, once no other build is writing to it.

    A file whose stamp is still the one in `known` is not read again. What a killed
    build left is finished or undone first, which is all this writes.
    """
    try:
        _recover(root)
        with locked(root, shared=True):
            before = Present(scope, things=known or {}, began=time.time_ns())
            return look(root, scope, before)
    except FileNotFoundError:
        return Present(scope)
    except Refused as refused:
        return Present(scope, refused=refused.diagnostic(scope.shown))


def recover(root: Path, *, shown: str | None = None) -> list[Diagnostic]:
    """Finish or undo a build that was killed, if there was one."""
    try:
        _recover(root)
    except FileNotFoundError:
        return []
    except Refused as refused:
        return [refused.diagnostic(root.name if shown is None else shown)]
    return []


def apply(plan: Plan, root: Path) -> Outcome | list[Diagnostic]:
    """Carry out a plan, or return why not, with the tree as it was.

    The tree is looked at again under the lock and the plan made again of that, so
    that edits and other builds since the first look are seen. A file that seems
    untouched is not read again here; but it is before it is replaced, unless its times
    are so old that any edit since would show in them.
    """
    if plan.is_blocked:
        return list(plan.diagnostics)
    if not plan.writes and not plan.deletes:
        return Outcome()
    shown = plan.present.scope.shown
    try:
        with _opened(root) as disk:
            _settle(disk)
            scope = replace(plan.present.scope, planned=plan.request.paths)
            plan = plan.again(look(root, scope, plan.present))
            if plan.is_blocked:
                return list(plan.diagnostics)
            return _carry_out(disk, plan)
    except Refused as refused:
        return [refused.diagnostic(shown)]


def _carry_out(disk: Disk, plan: Plan) -> Outcome | list[Diagnostic]:
    steps = list(_steps(plan))
    if not steps:
        return Outcome()
    _check_writable(disk, steps)
    try:
        journal.commit(disk, steps, plan.writes.bodies)
        disk.know(dict(_untouched(disk, plan.present, steps)))
        left = journal.settle(disk, forward=True)
    except BaseException:  # an interrupt from the keyboard too
        _take_back(disk)
        raise
    if left:
        words = "it was edited while the build ran; the edit was kept"
        shown = plan.present.scope.shown
        return [Refused(path, words, MEANWHILE).diagnostic(shown) for path in left]
    return Outcome(tuple(plan.writes), plan.deletes)


def _untouched(
    disk: Disk, present: Present, steps: Iterable[Step]
) -> Iterator[tuple[str, Known]]:
    """Yield files in whose times any edit since they were looked at would show."""
    stage = disk.status(STAGE)
    clock = by_disk(present.began, stage.st_mtime_ns) if stage else 0
    for step in steps:
        found = present.things.get(step.path)
        if found and found.stamp and max(found.stamp[1:3]) < clock:
            yield step.path, (found.stamp, found.digest)


def _take_back(disk: Disk) -> None:
    try:
        journal.settle(disk, forward=False)
    except Refused as refused:
        words = (
            f"{refused.words}; the next command will finish this build or take it back"
        )
        raise Refused(refused.path, words) from refused


def _steps(plan: Plan) -> Iterator[Step]:
    """Deletions first: on some disks a new name differs from a stale one by case."""
    things = plan.present.things
    digests = {artifact.path: artifact.digest for artifact in plan.request.artifacts}
    for path in plan.deletes:
        yield Step(path, things[path].digest, None)
    for path in plan.writes:
        found = things.get(path)
        new = digests.get(path) or digest(plan.writes[path])
        yield Step(path, found.digest if found else None, new)


def _check_writable(disk: Disk, steps: list[Step]) -> None:
    """Respect read-only marks on files and folders, also where we are root."""
    marked = {above for step in steps for above in parents(step.path)}
    marked.update(step.path for step in steps if step.old)
    for path in (".", *sorted(marked)):
        status = disk.status(path)
        if status and not status.st_mode & _WRITABLE:
            raise Refused("" if path == "." else path, "it is marked read-only")


def _recover(root: Path) -> None:
    if os.path.lexists(os.path.join(root, STAGE)):
        with _opened(root) as disk:
            _settle(disk)


def _settle(disk: Disk) -> None:
    if not journal.is_pending(disk):
        return
    try:
        journal.settle(disk, forward=journal.is_whole(disk))
    except Refused:
        journal.settle(disk, forward=False)


@contextmanager
def _opened(root: Path) -> Generator[Disk, None, None]:
    """Lock a root, making it where it is not; an empty one is taken away again."""
    made = [folder for folder in (root, *root.parents) if not folder.exists()]
    with locked(root, make=True) as descriptor:
        disk = Disk(root, descriptor)
        try:
            yield disk
        finally:
            disk.close()
            for folder in made:
                with suppress(OSError):
                    folder.rmdir()
