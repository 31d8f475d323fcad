"""Builds a project of which little has changed: the packages concerned, and no other.

What stays is known from the last build (`cli.memory`), and is looked at: every contract
is read, every output found to be what was written. Whatever is new or in doubt, and
whatever there would be to say, is left to the build of everything, which then says it.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from contractgen import pipeline, rules
from contractgen.artifact import Artifact
from contractgen.cli import compiled, fastpath, memory, parallel
from contractgen.cli.fastpath import Doubt
from contractgen.cli.memory import Last, Memory
from contractgen.cli.project import Project
from contractgen.emit.base import Before, Document
from contractgen.emit.registry import load
from contractgen.emit.shared import ForgottenError
from contractgen.names.record import Record, record
from contractgen.output import Present, plan, read_present
from contractgen.output.present import Found, Thing
from contractgen.output.refusal import MEANWHILE, Refused
from contractgen.pipeline import Build, Compiled, Inputs, Options, Workers
from contractgen.render.templates import RenderError


class Changed(Struct, frozen=True):
    """A build of what has changed, and what is known of all else."""

    build: Build
    last: Last


def build(project: Project) -> Changed | None:
    """Compile what has changed since the last build; None if all has to be."""
    if project.inputs is None or "CI" in os.environ:
        return None
    try:
        return _Rebuild(project, project.inputs).made()
    except (Doubt, ForgottenError, RenderError, OSError, ValueError):
        return None


class _Standing(Struct, frozen=True):
    """A `Content` that is on the disk already."""

    path: str
    size: int
    digest: str
    is_plain: bool = True

    def pieces(self) -> Iterator[bytes]:
        """Raise Refused: it is asked for only where it is gone by now."""
        words = "it was changed while the build ran, which had left it alone"
        raise Refused(self.path, words, MEANWHILE)


class _Rebuild:
    """One build. Raises Doubt and others wherever it cannot go on."""

    def __init__(self, project: Project, inputs: Inputs) -> None:
        if not os.path.samefile(project.settings.root, "."):
            raise Doubt  # notes tell paths from the project's folder
        self._inputs = inputs
        self._emitters = load(inputs.config.emit)
        self._scope = pipeline.scope(inputs.config, self._emitters, Options())
        self._notes = fastpath.load("")
        self._memory = memory.load("", self._notes)

    def made(self) -> Changed:
        """Return the build."""
        fastpath.surroundings(self._notes)
        folders = self._notes.folders
        fastpath.look_again(self._notes, (), fastpath.changed(folders))
        touched = self._touched()
        kept = _without(self._memory, touched)
        if touched:
            made, present = self._compiled(touched, kept)
        else:
            made, present = _NOTHING, self._present()
        artifacts = (*made.artifacts, *_standing(made, kept, present))
        names = {**_names(present, kept), **_record(made)}
        planned = plan(artifacts, present, names=names)
        whole = replace(made, artifacts=artifacts)
        return Changed(Build(whole, planned), Last(self._notes, kept))

    def _touched(self) -> frozenset[str]:
        """Return the packages of contracts that have changed, and their neighbours."""
        packages = self._memory.packages
        homes = {path: name for name, its in packages.items() for path in its.files}
        changed = set(self._changed())
        if not changed <= homes.keys():
            raise Doubt
        names = {homes[path] for path in changed}
        groups = rules.islands({name: its.footprint for name, its in packages.items()})
        touched = names.union(*(one for one in groups if not names.isdisjoint(one)))
        if len(touched) == len(packages):
            raise Doubt
        return frozenset(touched)

    def _changed(self) -> Iterator[str]:
        """Yield contracts that were edited; of all else that is read, none may be."""
        contracts = {file.path: file.data for file in self._inputs.files}
        if not contracts.keys() <= self._notes.files.keys():
            raise Doubt
        outputs = Present(self._scope)
        for path, (_, digest) in self._notes.files.items():
            if path in contracts:
                if hashlib.sha256(contracts[path]).digest() != digest:
                    yield path
            elif not outputs.owns(path) and fastpath.digest(path) != digest:
                raise Doubt

    def _compiled(
        self, touched: frozenset[str], kept: Memory
    ) -> tuple[Compiled, Present]:
        packages = self._memory.packages
        paths = {path for name in touched for path in packages[name].files}
        files = tuple(file for file in self._inputs.files if file.path in paths)
        inputs, loaded = replace(self._inputs, files=files), len(self._inputs.codes)
        with parallel.decoding(files) as decode:
            present = self._present()
            workers = Workers(decode, parallel.emit)
            examined = pipeline.examine(inputs, workers)
        self._judge(examined, touched, kept)
        before = Before(frozenset(kept.packages), self._documents())
        made = pipeline.emit(examined, inputs, self._emitters, workers, before)
        compiled.keep(inputs.codes, loaded)
        return made, present

    def _judge(self, examined: Compiled, touched: frozenset[str], kept: Memory) -> None:
        """Raise Doubt if there is anything to say, or another package is concerned."""
        if examined.diagnostics or examined.subject is None:
            raise Doubt
        prints = rules.footprints(examined.subject)
        others = [its.footprint for its in kept.packages.values()]
        if frozenset(prints) != touched:
            raise Doubt
        if not rules.strangers(prints.values(), others):
            raise Doubt

    def _present(self) -> Present:
        """Look at the outputs, all of which must be what was written."""
        known = {
            path: Found(Thing.FILE, digest.hex(), stamp=stamp)
            for path, (stamp, digest) in self._notes.files.items()
            if stamp is not None
        }
        present = read_present(Path(), self._scope, known)
        manifest = present.manifest
        _, written = self._notes.files[self._scope.manifest]
        if present.refused or manifest.data is None:
            raise Doubt
        if hashlib.sha256(manifest.data).digest() != written:
            raise Doubt
        for path, entry in manifest.files.items():
            found = present.things.get(path)
            if found is None or {found.digest} != entry.digests:
                raise Doubt
        return present

    def _documents(self) -> dict[str, Document]:
        """Read the documents that packages share, as they were written."""
        found: dict[str, Document] = {}
        for path, parts in self._memory.documents.items():
            stamp, known = self._notes.files[path]
            with open(path, "rb") as file:
                untouched = fastpath.stamp_of(os.fstat(file.fileno())) == stamp
                content = file.read()
            if not untouched and hashlib.sha256(content).digest() != known:
                raise Doubt
            found[path] = Document(content, parts)
        return found


def _standing(made: Compiled, kept: Memory, present: Present) -> Iterator[Artifact]:
    """Yield the artifacts that stay as they are."""
    paths = [path for its in kept.packages.values() for path in its.outputs]
    for path in sorted(paths if made.artifacts else present.manifest.files):
        entry, found = present.manifest.files[path], present.things[path]
        if found.stamp is None:
            raise Doubt
        content = _Standing(path, found.stamp[0], found.digest)
        yield Artifact(path, content, entry.emitter, entry.origin)


_NOTHING = Compiled(())


def _without(known: Memory, touched: frozenset[str]) -> Memory:
    packages = known.packages.items()
    kept = {name: its for name, its in packages if name not in touched}
    return replace(known, packages=kept)


def _names(present: Present, kept: Memory) -> Record:
    """Return the names of packages that are kept, as the manifest has them."""
    names = present.manifest.names
    return {key: names[key] for its in kept.packages.values() for key in its.names}


def _record(made: Compiled) -> Record:
    subject = made.subject
    return record(subject.contracts, subject.names) if subject else {}
