"""Builds a project of which little has changed: the packages concerned, and no other.

What stays is known from the last build (`cli.changes`), and every output is found to be
what was written. Whatever is in doubt, and whatever there would be to say, is left to
the build of everything, which then says it.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from contractgen import pipeline, rules
from contractgen.artifact import Artifact
from contractgen.cli import compiled, fastpath, parallel
from contractgen.cli.changes import Change
from contractgen.cli.fastpath import Doubt
from contractgen.cli.memory import PackageMemory
from contractgen.cli.project import Project
from contractgen.diagnostics import Diagnostic
from contractgen.emit.base import Before, Document
from contractgen.emit.registry import load
from contractgen.emit.shared import ForgottenError
from contractgen.names.record import Record
from contractgen.output import Present, plan, read_present
from contractgen.output.present import Found, Thing
from contractgen.output.refusal import MEANWHILE, Refused
from contractgen.pipeline import Build, Compiled, Decode, Inputs, Options
from contractgen.render.templates import RenderError
from contractgen.rules import Footprint
from contractgen.rules.footprint import Demand


def build(project: Project, change: Change, decode: Decode) -> Build | None:
    """Compile what has changed; None if all has to be."""
    if project.inputs is None:
        return None
    try:
        return _Rebuild(project.inputs, change, decode).made()
    except (Doubt, ForgottenError, RenderError, OSError, ValueError, LookupError):
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


class _Read(Struct, frozen=True):
    """A document as it was read: `stamp` is what it had then."""

    document: Document
    stamp: fastpath.Stamp
    digest: str


class _Rebuild:
    """One build. Raises Doubt and others wherever it cannot go on."""

    def __init__(self, inputs: Inputs, change: Change, decode: Decode) -> None:
        self._inputs = replace(inputs, files=change.files)
        self._change = change
        self._decode = decode
        self._emitters = load(inputs.config.emit)
        known = change.memory.packages.items()
        self._kept = {name: its for name, its in known if name not in change.packages}

    def made(self) -> Build:
        """Return the build."""
        documents = self._documents() if self._change.packages else {}
        present = self._present(documents)
        made = self._compiled(documents) if self._change.packages else Compiled(())
        artifacts = (*made.artifacts, *self._standing(present))
        planned = plan(artifacts, present, names=self._names(made, present))
        return Build(replace(made, artifacts=artifacts), planned)

    def _names(self, made: Compiled, present: Present) -> Record:
        """Return the names of what was made, and of what stays from the manifest."""
        keys = (key for its in self._kept.values() for key in its.names)
        names = {key: present.manifest.names[key] for key in keys}
        for name in self._change.packages:
            names |= made.traits.records[name]
        return names

    def _documents(self) -> dict[str, _Read]:
        """Read the documents that packages share, which must be what was written."""
        found: dict[str, _Read] = {}
        for path, parts in self._change.memory.documents.items():
            trusted, known = self._change.notes.files[path]
            with open(path, "rb") as file:
                stamp = fastpath.stamp_of(os.fstat(file.fileno()))
                content = file.read()
            if stamp != trusted and hashlib.sha256(content).digest() != known:
                raise Doubt
            found[path] = _Read(Document(content, parts), stamp, known.hex())
        return found

    def _present(self, documents: Mapping[str, _Read]) -> Present:
        """Look at the outputs, all of which must be what was written."""
        notes, config = self._change.notes.files, self._inputs.config
        scope = pipeline.scope(config, self._emitters, Options())
        known = {
            path: Found(Thing.FILE, digest.hex(), stamp=stamp)
            for path, (stamp, digest) in notes.items()
            if stamp is not None
        }
        for path, read in documents.items():
            known[path] = Found(Thing.FILE, read.digest, stamp=read.stamp)
        present = read_present(Path(), scope, known)
        manifest = present.manifest
        if present.refused or manifest.data is None:
            raise Doubt
        if hashlib.sha256(manifest.data).digest() != notes[scope.manifest][1]:
            raise Doubt
        for path, entry in manifest.files.items():
            found = present.things.get(path)
            if found is None or found.digest not in entry.digests:
                raise Doubt
        return present

    def _compiled(self, documents: Mapping[str, _Read]) -> Compiled:
        inputs, loaded = self._inputs, frozenset(self._inputs.codes)
        examined = self._judged(pipeline.examine(inputs, self._decode))
        read = {path: one.document for path, one in documents.items()}
        before = Before(frozenset(self._kept), read)
        emitters = self._emitters
        made = pipeline.emit(examined, inputs, emitters, before, parallel.emitting)
        compiled.keep(inputs.codes, loaded)
        return made

    def _judged(self, examined: Compiled) -> Compiled:
        """Return what was examined, without a word about the context.

        Raises Doubt if there is anything to say, or another package is concerned.
        """
        change, subject = self._change, examined.subject
        if examined.failed or subject is None:
            raise Doubt
        packages = change.memory.packages
        before = {name: packages[name].files for name in change.compiled}
        if {one.name: one.files.paths for one in subject.contracts.packages} != before:
            raise Doubt  # a contract belongs to another package now
        if any(map(self._is_about_the_change, examined.diagnostics)):
            raise Doubt
        traits = pipeline.traits_of(subject)
        prints = traits.footprints
        made = [prints[name] for name in change.packages]
        last = [_footprint(packages[name]) for name in change.packages]
        kept = [_footprint(its) for its in self._kept.values()]
        if not rules.strangers(made, kept):
            raise Doubt
        if self._demands(*made, *kept) != self._demands(*last, *kept):
            raise Doubt
        return replace(examined, diagnostics=(), traits=traits)

    def _is_about_the_change(self, found: Diagnostic) -> bool:
        """Whether a finding is about what is made anew.

        What is only referred to had no findings with all that refers to it.
        """
        packages = self._change.memory.packages
        names = self._change.packages
        paths = {path for name in names for path in packages[name].files}
        spans = (found.span, *(label.span for label in found.labels))
        return any(span is None or span.source.path in paths for span in spans)

    def _demands(self, *prints: Footprint) -> frozenset[Demand]:
        """Return what is asked of packages that are kept."""
        demands = (demand for its in prints for demand in its.demands)
        return frozenset(demand for demand in demands if demand[0] in self._kept)

    def _standing(self, present: Present) -> Iterator[Artifact]:
        """Yield the artifacts that stay as they are."""
        paths = [path for its in self._kept.values() for path in its.outputs]
        every = present.manifest.files
        for path in sorted(paths if self._change.packages else every):
            entry, found = every[path], present.things[path]
            if found.stamp is None:
                raise Doubt
            content = _Standing(path, found.stamp[0], found.digest)
            yield Artifact(path, content, entry.emitter, entry.origin)


def _footprint(its: PackageMemory) -> Footprint:
    return Footprint(its.refers, its.demands, its.claims, its.routes)
