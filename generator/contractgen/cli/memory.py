"""What a build leaves behind for the next one, so that it need not begin anew.

For each package, what it was made from, what was made of it and what it says to
others; for documents that packages share, where the parts of each are. It belongs to
the notes of the check it was saved with, and is worth nothing without them.
"""

import hashlib
import marshal

from msgspec import Struct, msgpack

from contractgen.artifact import Parts
from contractgen.cli import fastpath
from contractgen.cli.fastpath import Doubt, Draft, Notes
from contractgen.names.record import recorded
from contractgen.pipeline import Compiled
from contractgen.rules import Footprint, Subject, footprints

FILE = f"{fastpath.FOLDER}/build"


class PackageMemory(Struct, frozen=True, gc=False):
    """One package: paths of its contracts and outputs, and keys of its names."""

    files: tuple[str, ...]
    outputs: tuple[str, ...]
    names: tuple[str, ...]
    footprint: Footprint


class Memory(Struct, frozen=True):
    """What was built; `notes` tells which notes it belongs to."""

    notes: bytes
    packages: dict[str, PackageMemory]
    documents: dict[str, Parts]


class Last(Struct, frozen=True):
    """What the last build left: its notes, and its memory of packages that stay."""

    notes: Notes
    memory: Memory


def save(root: str, notes: Notes, compiled: Compiled, last: Last | None) -> None:
    """Remember a build that had nothing to say, and what it has left alone.

    Raises OSError.
    """
    subject = compiled.subject
    packages = dict(last.memory.packages) if last else {}
    documents = last.memory.documents if last else {}
    if compiled.diagnostics:
        return  # what belongs to other notes is forgotten
    if subject is not None:
        packages |= _packages(subject, compiled)
        documents = {one.path: one.parts for one in compiled.artifacts if one.parts}
    draft = Draft(root, FILE)
    try:
        draft.save(msgpack.encode(Memory(_identity(notes), packages, documents)))
    finally:
        draft.discard()


def load(root: str, notes: Notes) -> Memory:
    """Return what belongs to `notes`. Raises Doubt, OSError or ValueError."""
    found = msgpack.decode(fastpath.read(root, FILE), type=Memory)
    if found.notes != _identity(notes):
        raise Doubt
    return found


def _packages(subject: Subject, compiled: Compiled) -> dict[str, PackageMemory]:
    outputs: dict[str, list[str]] = {}
    for artifact in compiled.artifacts:
        outputs.setdefault(artifact.package, []).append(artifact.path)
    prints = footprints(subject)
    return {
        package.name: PackageMemory(
            package.files,
            tuple(outputs.get(package.name, ())),
            tuple(recorded(package, subject.names)),
            prints[package.name],
        )
        for package in subject.contracts.packages
    }


def _identity(notes: Notes) -> bytes:
    """Return what differs if any file that was looked at had another content."""
    contents = sorted((path, digest) for path, (_, digest) in notes.files.items())
    return hashlib.sha256(marshal.dumps(contents)).digest()
