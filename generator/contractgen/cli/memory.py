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

FILE = f"{fastpath.FOLDER}/build"


class PackageMemory(Struct, frozen=True, gc=False):
    """One package: paths of its contracts and outputs, and keys of its names.

    `tied` are packages that are made together, itself among them. `refers`, `demands`,
    `claims` and `routes` are its footprint (`rules.footprint`).
    """

    files: tuple[str, ...]
    outputs: tuple[str, ...]
    names: tuple[str, ...]
    tied: frozenset[str]
    refers: frozenset[str]
    demands: frozenset[tuple[str, str, str]]
    claims: frozenset[str]
    routes: frozenset[tuple[str, ...]]


class Memory(Struct, frozen=True):
    """What was built; `inputs` are files beside contracts that decided it."""

    packages: dict[str, PackageMemory]
    documents: dict[str, Parts]
    inputs: tuple[str, ...]


class _Saved(Struct, frozen=True):
    """A memory, and what tells the notes it belongs to."""

    notes: bytes
    memory: Memory


def save(root: str, notes: Notes, memory: Memory) -> None:
    """Put a memory beside the notes of the same build. Raises OSError."""
    draft = Draft(root, FILE)
    try:
        draft.save(msgpack.encode(_Saved(_identity(notes), memory)))
    finally:
        draft.discard()


def load(root: str, notes: Notes) -> Memory:
    """Return what belongs to `notes`. Raises Doubt, OSError or ValueError."""
    saved = msgpack.decode(fastpath.read(root, FILE), type=_Saved)
    if saved.notes != _identity(notes):
        raise Doubt
    return saved.memory


def _identity(notes: Notes) -> bytes:
    """Return what differs if a file had another content, or contractgen was another."""
    contents = sorted((path, digest) for path, (_, digest) in notes.files.items())
    known = contents, sorted(notes.tool.items()), notes.python
    return hashlib.sha256(marshal.dumps(known)).digest()
