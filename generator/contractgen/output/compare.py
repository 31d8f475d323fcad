"""Where tree and contracts disagree: one question per function, all of them pure."""

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from contractgen.artifact import Artifact, parents
from contractgen.diagnostics import Code, Diagnostic
from contractgen.output import drift
from contractgen.output.drift import Change, Kind
from contractgen.output.manifest import Entry, has_conflict
from contractgen.output.present import Found, Present, Thing
from contractgen.output.refusal import REFUSED, refusal
from contractgen.source import Span


def wanted(artifacts: Iterable[Artifact], present: Present) -> Iterator[Change]:
    """Find artifacts that are missing, or that something else stands in for."""
    for artifact in artifacts:
        path = artifact.path
        found = present.things.get(path)
        if found and found.thing is Thing.FILE and found.digest == artifact.digest:
            continue
        about = artifact.origin, artifact.span
        if present.obstacle(path):
            if blocked := in_the_way(path, present, *about):
                yield blocked
            continue
        kind = Kind.MODIFIED if found else Kind.MISSING
        code = _code(artifact, found, present)
        yield Change(kind, code, path, present.show(path), *about)


def _code(artifact: Artifact, found: Found | None, present: Present) -> Code:
    """Return what is wrong with the file that is found where an artifact belongs."""
    path = artifact.path
    if found is None:
        if not present.looked_at(path):
            raise ValueError(f"{path} is in no owned folder and was not looked for")
        return drift.MISSING
    entry = present.manifest.files.get(path)
    if entry is None:
        return drift.FOREIGN
    if found.conflicted and not has_conflict(artifact.content):
        return drift.CONFLICTED
    return drift.OUT_OF_DATE if found.digest in entry.digests else drift.HAND_EDITED


def in_the_way(
    path: str, present: Present, origin: str = "", span: Span | None = None
) -> Change | None:
    """Name what keeps a file from standing at `path`; not what cannot be read."""
    obstacle = present.obstacle(path)
    if obstacle is None or present.things[obstacle].thing is Thing.UNREADABLE:
        return None
    thing = present.things[obstacle].thing
    return Change(
        Kind.MODIFIED,
        drift.IN_THE_WAY,
        path,
        present.show(path),
        origin,
        span,
        detail=f"{present.show(obstacle)} is {thing.value}",
    )


def stale(entries: Iterable[tuple[str, Entry]], present: Present) -> Iterator[Change]:
    """Find what an earlier build wrote, of entries that are no longer planned."""
    for path, entry in entries:
        found = present.things.get(path)
        if found and found.thing is Thing.FILE:
            shown = present.show(path)
            change = Change(Kind.STALE, drift.STALE, path, shown, entry.origin)
            yield _edited(change) if _is_edited(found, entry) else change


def _is_edited(found: Found, entry: Entry) -> bool:
    return not found.conflicted and found.digest not in entry.digests


def _edited(change: Change) -> Change:
    detail = "nothing asks for it any more, so it would be deleted"
    return replace(change, code=drift.HAND_EDITED, detail=detail)


def unexpected(planned: Collection[str], present: Present) -> Iterator[Change]:
    """Find files in owned folders that no build wrote or is going to write."""
    spoken_for = {present.scope.manifest, *planned}
    for path in planned:
        spoken_for.update(parents(path))
    for path, found in present.things.items():
        if path in spoken_for or not present.owns(path):
            continue
        if found.thing in {Thing.FOLDER, Thing.UNREADABLE}:
            continue
        if found.thing is Thing.FILE and path in present.manifest.files:
            continue
        yield Change(Kind.UNEXPECTED, drift.UNEXPECTED, path, present.show(path))


def unreadable(present: Present) -> Iterator[Diagnostic]:
    """Name what could not be read: of that, nothing can be said or done."""
    for path, found in present.things.items():
        if found.thing is Thing.UNREADABLE:
            yield refusal(REFUSED, present.show(path), found.error)


def collisions(artifacts: Iterable[Artifact]) -> Iterator[Diagnostic]:
    """Find artifacts that are one file, on file systems that ignore case too."""
    first: dict[str, Artifact] = {}
    for artifact in artifacts:
        other = first.setdefault(artifact.path.casefold(), artifact)
        if other is artifact:
            continue
        message = f"{artifact.path} ({artifact.origin}) and {other.path} "
        message += f"({other.origin}) are one file"
        found = drift.COLLISION.at(artifact.span, message, help="rename one of them")
        yield found.also(other.span, "the other one") if other.span else found
