"""What a build would do to the output tree. Pure: the tree comes in as a value.

A file is ours if its bytes are the planned ones, if the manifest knows its digest,
or if it stands in the manifest and holds merge conflict markers. Only files that are
ours are overwritten or deleted; `force` adds edited and foreign files, never links.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from contractgen.artifact import Artifact, Body, whole
from contractgen.diagnostics import Diagnostic, Severity, in_order
from contractgen.output import compare, drift
from contractgen.output.drift import Change, Kind
from contractgen.output.manifest import Entry, render
from contractgen.output.present import Present
from contractgen.version import __version__


class Request(Struct, frozen=True):
    """What was asked for, kept so that a plan can be made again of a fresh look.

    `only` names the emitters that ran (None: all of them); files of the others are
    left alone. `names` is stored in the manifest as it is, so it must be JSON.
    """

    artifacts: tuple[Artifact, ...]
    force: bool = False
    only: frozenset[str] | None = None
    names: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def paths(self) -> frozenset[str]:
        """The planned paths."""
        return frozenset(artifact.path for artifact in self.artifacts)

    def concerns(self, emitter: str) -> bool:
        """Whether files of `emitter` are this build's business."""
        return self.only is None or emitter in self.only


class Writes(Mapping[str, bytes]):
    """Contents by path; each is read anew whenever it is asked for.

    `bodies` are the same, not read yet. A lookup raises OSError where the content of
    an artifact cannot be read.
    """

    def __init__(self, bodies: Mapping[str, Body]) -> None:
        self.bodies = bodies

    def __getitem__(self, path: str) -> bytes:
        return whole(self.bodies[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self.bodies)

    def __len__(self) -> int:
        return len(self.bodies)


class Plan(Struct, frozen=True, dict=True):
    """The writes and deletions that bring a tree up to date, and what forbids them.

    `writes` (the manifest last) and `deletes` hold only what has to change. `changes`
    are all disagreements, one kind after another; `findings` is what is wrong beyond
    single files.
    """

    request: Request
    present: Present
    writes: Writes
    deletes: tuple[str, ...]
    changes: tuple[Change, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What a build prints: errors that stop it, unexpected files as warnings."""
        warned = [
            one.diagnostic(Severity.WARNING)
            for one in self.changes
            if one.kind is Kind.UNEXPECTED
        ]
        stopping = [one.diagnostic() for one in self._stopping]
        return in_order([*self.findings, *stopping, *warned])

    @property
    def drift(self) -> tuple[Diagnostic, ...]:
        """What `check` prints: every change is an error; modified files first."""
        return *self.findings, *(one.diagnostic() for one in self.changes)

    @property
    def is_blocked(self) -> bool:
        """Whether nothing may be written."""
        return bool(self.findings or self._stopping)

    @property
    def is_clean(self) -> bool:
        """Whether the tree is what the contracts say."""
        return not self.findings and not self.changes

    def again(self, present: Present) -> "Plan":
        """Return the plan for the same request and another look at the tree."""
        before = self.present
        if (
            before.refused == present.refused
            and before.manifest == present.manifest
            and before.things == present.things
        ):
            return self
        return _plan(self.request, present)

    @cached_property
    def _stopping(self) -> tuple[Change, ...]:
        """What cannot be changed, or may not be unless it is forced."""
        codes = {drift.IN_THE_WAY.id}
        if not self.request.force:
            codes |= {drift.HAND_EDITED.id, drift.FOREIGN.id}
        return tuple(one for one in self.changes if one.code.id in codes)


def plan(
    artifacts: Sequence[Artifact],
    present: Present,
    *,
    force: bool = False,
    only: Iterable[str] | None = None,
    names: Mapping[str, Any] | None = None,
) -> Plan:
    """Compare what was generated with what is there.

    Raises ValueError for an artifact at a path that `present` did not look at: it
    must lie in an owned folder or be among the planned paths.
    """
    emitters = None if only is None else frozenset(only)
    return _plan(Request(tuple(artifacts), force, emitters, names or {}), present)


def _plan(request: Request, present: Present) -> Plan:
    findings = tuple(_findings(request, present))
    if present.refused or len(request.paths) < len(request.artifacts):
        return Plan(request, present, Writes({}), (), (), findings)
    artifacts = sorted(request.artifacts, key=lambda artifact: artifact.path)
    changes = [
        *compare.wanted(artifacts, present),
        *compare.stale(_forgotten(request, present), present),
        *compare.unexpected(request.paths, present),
    ]
    changed = {one.path for one in changes}
    bodies = {one.path: one.body for one in artifacts if one.path in changed}
    deletes = sorted(one.path for one in changes if one.kind is Kind.STALE)
    manifest = _manifest(request, present)
    if manifest != present.manifest.data:
        bodies[present.scope.manifest] = manifest
        changes.append(_manifest_change(present))
    rank = {kind: number for number, kind in enumerate(Kind)}
    changes.sort(key=lambda one: (rank[one.kind], one.path))
    writes = Writes(bodies)
    return Plan(request, present, writes, tuple(deletes), tuple(changes), findings)


def _findings(request: Request, present: Present) -> Iterable[Diagnostic]:
    if present.refused:
        yield present.refused
    yield from compare.collisions(request.artifacts)
    yield from compare.unreadable(present)
    if not request.force:
        for problem in present.manifest.problems:
            path = present.scope.manifest
            shown, code = present.show(path), drift.BAD_MANIFEST
            change = Change(Kind.MODIFIED, code, path, shown, detail=problem)
            yield change.diagnostic()


def _forgotten(request: Request, present: Present) -> list[tuple[str, Entry]]:
    planned = request.paths
    return [
        (path, entry)
        for path, entry in present.manifest.files.items()
        if path not in planned and request.concerns(entry.emitter)
    ]


def _manifest(request: Request, present: Present) -> bytes:
    """Return the new manifest; a tool version that alone differs is kept."""
    files = {
        path: Entry(_one_of(entry, path, present), entry.emitter, entry.origin)
        for path, entry in present.manifest.files.items()
        if not request.concerns(entry.emitter)
    }
    for artifact in request.artifacts:
        digests = frozenset({artifact.digest})
        files[artifact.path] = Entry(digests, artifact.emitter, artifact.origin)
    before = present.manifest
    if before.data and before.version != __version__:
        as_before = render(files, request.names, before.version)
        if as_before == before.data:
            return as_before
    return render(files, request.names, __version__)


def _one_of(entry: Entry, path: str, present: Present) -> frozenset[str]:
    """Of a merge's two digests, keep the one of the file that is there."""
    found = present.things.get(path)
    here = entry.digests & {found.digest if found else ""}
    return here or entry.digests


def _manifest_change(present: Present) -> Change:
    path = present.scope.manifest
    blocked = compare.in_the_way(path, present)
    if blocked:
        return blocked
    shown = present.show(path)
    if present.manifest.data is None:
        return Change(Kind.MISSING, drift.MISSING, path, shown)
    code = drift.CONFLICTED if present.manifest.conflicted else drift.OUT_OF_DATE
    return Change(Kind.MODIFIED, code, path, shown)
