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
from contractgen.cli import fastpath, memory, parallel
from contractgen.cli.fastpath import Doubt
from contractgen.cli.memory import Memory
from contractgen.cli.project import Project
from contractgen.emit.base import Before, Document
from contractgen.emit.registry import load
from contractgen.emit.shared import ForgottenError
from contractgen.names.record import Record, record
from contractgen.output import Present, plan, read_present
from contractgen.output.present import Found, Thing, read_bytes
from contractgen.pipeline import Build, Compiled, Inputs, Workers
from contractgen.render.templates import RenderError


class Changed(Struct, frozen=True):
    """A build of what has changed, and what is remembered of all else."""

    build: Build
    memory: Memory


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

    size: int
    digest: str
    is_plain: bool = True

    def pieces(self) -> Iterator[bytes]:
        """Raise OSError: it is asked for only where it is gone by now."""
        raise OSError(0, "it was changed while the build ran")


class _Rebuild:
    """One build. Raises Doubt and others wherever it cannot go on."""

    def __init__(self, project: Project, inputs: Inputs) -> None:
        if not os.path.samefile(project.settings.root, "."):
            raise Doubt  # notes tell paths from the project's folder
        self._inputs = inputs
        self._config = inputs.config
        self._emitters = load(inputs.config.emit)
        self._notes = fastpath.load("")
        self._memory = memory.load("", self._notes)

    def made(self) -> Changed:
        """Return the build."""
        fastpath.surroundings(self._notes)
        folders = self._notes.folders
        fastpath.look_again(self._notes, (), fastpath.changed(folders))
        present = self._present()
        touched = self._touched(present)
        kept = _without(self._memory, touched)
        compiled = self._compiled(touched, kept, present) if touched else _NOTHING
        artifacts = (*compiled.artifacts, *self._standing(compiled, kept, present))
        names = {**_names(present, kept), **_record(compiled)}
        made = plan(artifacts, present, names=names)
        compiled = replace(compiled, artifacts=artifacts)
        return Changed(Build(compiled, made), kept)

    def _present(self) -> Present:
        """Look at the outputs, all of which must be what was written."""
        known = {
            path: Found(Thing.FILE, digest.hex(), stamp=stamp)
            for path, (stamp, digest) in self._notes.files.items()
            if stamp is not None
        }
        scope = pipeline.scope(self._config, self._emitters, pipeline.Options())
        present = read_present(Path(), scope, known)
        manifest = present.manifest
        if present.refused or manifest.problems or manifest.data is None:
            raise Doubt
        for path, entry in manifest.files.items():
            found = present.things.get(path)
            if found is None or {found.digest} != entry.digests:
                raise Doubt
        return present

    def _touched(self, present: Present) -> frozenset[str]:
        """Return the packages of contracts that have changed, and their neighbours."""
        changed = set(self._changed(present))
        packages = self._memory.packages
        homes = {path: name for name, its in packages.items() for path in its.files}
        touched = {homes[path] for path in changed if path in homes}
        if not changed <= homes.keys():
            raise Doubt
        groups = rules.islands({name: its.footprint for name, its in packages.items()})
        islands = (group for group in groups if not touched.isdisjoint(group))
        touched = touched.union(*islands)
        if touched == packages.keys():
            raise Doubt
        return frozenset(touched)

    def _changed(self, present: Present) -> Iterator[str]:
        """Yield contracts that were edited; of all else that is read, none may be."""
        contracts = {file.path: file.data for file in self._inputs.files}
        if not contracts.keys() <= self._notes.files.keys():
            raise Doubt
        for path, (_, digest) in self._notes.files.items():
            if path in contracts:
                if hashlib.sha256(contracts[path]).digest() != digest:
                    yield path
            elif path not in present.things and fastpath.digest(path) != digest:
                raise Doubt

    def _compiled(
        self, touched: frozenset[str], kept: Memory, present: Present
    ) -> Compiled:
        packages = self._memory.packages
        files = {path for name in touched for path in packages[name].files}
        some = tuple(file for file in self._inputs.files if file.path in files)
        inputs = replace(self._inputs, files=some)
        with parallel.decoding(some) as decode:
            workers = Workers(decode, parallel.emit)
            examined = pipeline.examine(inputs, workers)
            subject = examined.subject
            if examined.diagnostics or subject is None:
                raise Doubt
            prints = rules.footprints(subject)
            others = [its.footprint for its in kept.packages.values()]
            if prints.keys() != touched or not rules.strangers(prints.values(), others):
                raise Doubt
            before = Before(frozenset(kept.packages), self._documents(present))
            return pipeline.emit(examined, inputs, self._emitters, workers, before)

    def _documents(self, present: Present) -> dict[str, Document]:
        """Read the documents that packages share, as they were written."""
        found: dict[str, Document] = {}
        for path, parts in self._memory.documents.items():
            content = read_bytes(path)
            if hashlib.sha256(content).hexdigest() != present.things[path].digest:
                raise Doubt
            found[path] = Document(content, parts)
        return found

    def _standing(
        self, compiled: Compiled, kept: Memory, present: Present
    ) -> Iterator[Artifact]:
        """Yield the artifacts that stay as they are."""
        paths = [path for its in kept.packages.values() for path in its.outputs]
        for path in sorted(paths if compiled.artifacts else present.manifest.files):
            entry, stamp = present.manifest.files[path], present.things[path].stamp
            if stamp is None:
                raise Doubt
            content = _Standing(stamp[0], present.things[path].digest)
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


def _record(compiled: Compiled) -> Record:
    subject = compiled.subject
    return record(subject.contracts, subject.names) if subject else {}
