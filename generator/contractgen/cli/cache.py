"""Writes the notes from which `fastpath` answers the next check of a clean project.

Everything noted is what this run worked with or found, never what is on the disk by
now: an edit made meanwhile must not be taken for checked. Where that cannot be told
for sure, no notes are written; the next check then is a real one.
"""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

from msgspec.structs import astuple

from contractgen import resources
from contractgen.artifact import Artifact, parents
from contractgen.cli import fastpath, memory, sources
from contractgen.cli.changes import Change
from contractgen.cli.fastpath import Doubt, Draft, Notes
from contractgen.cli.memory import Memory, PackageMemory
from contractgen.cli.project import Project
from contractgen.cli.report.base import Report
from contractgen.cli.report.formats import Format, render
from contractgen.cli.report.paint import ansi, plain
from contractgen.cli.settings.search import OWN, SHARED
from contractgen.config import EMITTERS
from contractgen.output import Kind, Plan
from contractgen.output.disk import COARSE, by_disk
from contractgen.output.journal import STAGE
from contractgen.output.present import is_litter
from contractgen.pipeline import Build, Compiled
from contractgen.rules import ties

_DRAFT = re.compile(r"(check|build)\.[0-9]+")  # as `fastpath.Draft` calls it


def remember(project: Project, made: Build, change: Change | None = None) -> None:
    """Note that a check would be clean, after a clean one or a build.

    What was changed after the project was opened is not trusted by its times. If only
    a `change` was built, it knows the rest. Never fails; at worst nothing is noted.
    """
    plan = made.plan
    if plan is None or plan.findings or plan.request.only is not None:
        return
    if any(one.kind is Kind.UNEXPECTED for one in plan.changes):
        return
    with suppress(Doubt, OSError):
        _make_folder(str(project.settings.root))
        draft = Draft(str(project.settings.root), fastpath.NOTES)
        try:
            clock = by_disk(project.opened, draft.clock)
            earlier = change.notes if change else None
            gathered = _Gathering(project, plan, clock, earlier).notes()
            report = Report("check", 0, made.compiled.diagnostics)
            texts = (render(report, Format.TEXT, paint) for paint in (plain, ansi))
            gathered.texts = (next(texts), next(texts))
            draft.save(gathered.pack())
        finally:
            draft.discard()
        _memorize(project, made, gathered, change)


def _memorize(
    project: Project, made: Build, notes: Notes, change: Change | None
) -> None:
    """Remember a build that had nothing to say, and what it has left alone."""
    compiled, plan = made.compiled, made.plan
    if compiled.diagnostics or plan is None:
        return  # what belongs to other notes is forgotten
    packages = _packages(compiled)
    documents = {one.path: one.parts for one in compiled.artifacts if one.parts}
    if change:
        new = {name: packages[name] for name in change.packages}
        packages = change.memory.packages | new
        documents = documents or change.memory.documents
    outputs = {artifact.path for artifact in compiled.artifacts}
    contracts = {file.path for file in project.files}
    inputs = notes.files.keys() - outputs - contracts - {plan.present.scope.manifest}
    known = Memory(packages, documents, tuple(sorted(inputs)))
    memory.save(str(project.settings.root), notes, known)


def _packages(compiled: Compiled) -> dict[str, PackageMemory]:
    """Return what there is to know of the packages that were compiled."""
    subject = compiled.subject
    if subject is None:
        return {}
    outputs: dict[str, list[str]] = {}
    for artifact in compiled.artifacts:
        outputs.setdefault(artifact.package, []).append(artifact.path)
    prints, records = compiled.traits.footprints, compiled.traits.records
    tied = {name: group for group in ties(prints) for name in group}
    return {
        package.name: PackageMemory(
            package.files.paths,
            tuple(outputs.get(package.name, ())),
            tuple(records[package.name]),
            tied[package.name],
            *astuple(prints[package.name]),
        )
        for package in subject.contracts.packages
    }


def _make_folder(root: str) -> None:
    """Make the folder of notes. Raises Doubt if something else is called so."""
    folder = os.path.join(root, fastpath.FOLDER)
    with suppress(FileExistsError):
        os.mkdir(folder)
    fastpath.real_folder(folder)
    for name in os.listdir(folder):
        if _DRAFT.fullmatch(name):  # of somebody who was killed
            os.unlink(os.path.join(folder, name))
    ignored = os.path.join(folder, ".gitignore")
    with suppress(FileExistsError), open(ignored, "x", encoding="ascii") as file:
        file.write("*\n")


class _Gathering:
    """Collects the notes of one project. Raises Doubt or OSError on the way."""

    def __init__(
        self, project: Project, plan: Plan, clock: int, earlier: Notes | None
    ) -> None:
        self._project = project
        self._config = project.settings.config
        self._root = os.path.realpath(project.settings.root)
        self._plan = plan
        self._clock = clock
        self._earlier = earlier
        self._notes = Notes()

    def notes(self) -> Notes:
        """Return everything that a check looks at."""
        self._tool()
        self._configuration()
        self._contracts()
        self._templates()
        self._outputs()
        notes = self._notes
        paths = (*notes.files, *notes.folders)
        above = {folder for path in paths for folder in parents(path)}
        notes.above = sorted(above - notes.folders.keys())
        notes.absent.append(STAGE)
        return notes

    def _tool(self) -> None:
        """Note contractgen's own code and templates, and what Python may import."""
        if not set(self._config.emit) <= set(EMITTERS):
            raise Doubt  # somebody else's emitter: it may do as it pleases
        if self._earlier is not None:  # has been found to be as it was
            self._notes.tool = self._earlier.tool
            self._notes.absent = [*filter(os.path.isabs, self._earlier.absent)]
            return
        package = os.path.dirname(resources.__file__)
        paths = {*_code(package), *_code(str(resources.folder())), *sys.path[1:]}
        for path in sorted(paths):
            try:
                found = fastpath.stamp_of(os.stat(path))
            except OSError:
                self._notes.absent.append(path)
                continue
            if fastpath.trusted(found, self._clock - COARSE) is None:
                raise Doubt
            self._notes.tool[path] = found

    def _configuration(self) -> None:
        settings = self._project.settings
        if settings.file is None or settings.places is None:
            raise Doubt
        if settings.file.parent != settings.root:
            raise Doubt
        for name in (OWN, SHARED):
            if not os.path.lexists(os.path.join(self._root, name)):
                self._notes.absent.append(name)
                continue
            data = self._read(name)
            if name != settings.file.name:
                if b"contractgen" in data:
                    raise Doubt
            elif _text(data) != settings.places.source.text:
                raise Doubt
            self._file(name, data)

    def _contracts(self) -> None:
        inputs = self._project.inputs
        files = inputs.files if inputs else ()
        known = {file.path for file in files}
        for folder in self._config.specs:
            top = os.path.normpath(folder)
            found = self._walk(top, sources.pruned(self._config))
            if any(one.endswith(sources.ENDINGS) and one not in known for one in found):
                raise Doubt
        for file in files:
            self._known(file.path, len(file.data), file.digest)

    def _templates(self) -> None:
        inputs, folder = self._project.inputs, self._config.templates
        if inputs is None or folder is None:
            return
        top = os.path.normpath(folder)
        for path in self._walk(top, lambda _: False):
            if path.endswith(resources.SUFFIX):
                data = self._read(path)
                if inputs.templates.get(_below(path, top)) != _text(data):
                    raise Doubt
                self._file(path, data)

    def _outputs(self) -> None:
        plan, scope = self._plan, self._plan.present.scope
        manifest = plan.writes.get(scope.manifest, plan.present.manifest.data)
        if manifest is None:
            raise Doubt
        self._file(scope.manifest, manifest)
        for artifact in plan.request.artifacts:
            if self._is_as_before(artifact):
                continue
            if not artifact.is_plain:
                raise Doubt  # digests read CRLF as LF
            known = bytes.fromhex(artifact.digest)
            self._known(artifact.path, artifact.size, known)
        for folder in scope.owned:
            if not os.path.lexists(os.path.join(self._root, folder)):
                self._notes.absent.append(folder)
                continue
            found = self._walk(os.path.normpath(folder), _is_litter)
            if any(path not in self._notes.files for path in found):
                raise Doubt

    def _file(self, path: str, content: bytes) -> None:
        """Note a file by the content that was worked with."""
        self._known(path, len(content), hashlib.sha256(content).digest())

    def _known(self, path: str, size: int, digest: bytes) -> None:
        """Note a file by the size and SHA-256 of that content."""
        status = os.lstat(f"{self._root}/{path}")
        if not stat.S_ISREG(status.st_mode) or status.st_size != size:
            raise Doubt
        stamp = fastpath.trusted(fastpath.stamp_of(status), self._clock)
        self._notes.files[path] = stamp, digest

    def _is_as_before(self, artifact: Artifact) -> bool:
        """Note a file that this run has found to have an earlier note's stamp."""
        path, plan = artifact.path, self._plan
        if self._earlier is None or path in plan.writes:
            return False
        stamp, digest = self._earlier.files.get(path, (None, b""))
        if stamp is None or plan.present.things[path].stamp != stamp:
            return False
        self._notes.files[path] = stamp, digest
        return True

    def _walk(self, top: str, passed_over: Callable[[str], bool]) -> Iterator[str]:
        """Note `top` and the folders below it; yield all else that they hold."""
        if top == "." and passed_over is _is_litter:
            raise Doubt  # the project itself is owned
        waiting = [top]
        while waiting:
            here = waiting.pop()
            full = os.path.join(self._root, here)
            now = fastpath.trusted(fastpath.stamp(full), self._clock)
            held = fastpath.listing(full)
            self._notes.folders[here] = now, held
            for name in held.split("\n") if held else ():
                bare = name.rstrip("/@")
                path = bare if here == "." else f"{here}/{bare}"
                if passed_over(path):
                    continue
                if name.endswith("/"):
                    waiting.append(path)
                else:
                    yield path

    def _read(self, path: str) -> bytes:
        with open(os.path.join(self._root, path), "rb") as file:
            return file.read()


def _code(top: str) -> Iterator[str]:
    for here, _, names in os.walk(top):
        for name in names:
            if name.endswith((".py", resources.SUFFIX)):
                yield os.path.join(here, name)


def _text(data: bytes) -> str:
    """Read a file as `settings` and `resources` do. Raises Doubt."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Doubt from error


def _below(path: str, top: str) -> str:
    return path if top == "." else path.removeprefix(f"{top}/")


def _is_litter(path: str) -> bool:
    return is_litter(path.rpartition("/")[2])
