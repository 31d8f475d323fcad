"""Decodes in two processes where there is much of it, to the same result.

All that the other process needs are readers and documents, so that it is begun before
the compiler is imported. What it cannot decode, or not without a finding, this one does
over again: a mistake in a contract is then met, and told, where it always is.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from contractgen import documents
from contractgen.cli.beside import Made, beside, may_fork
from contractgen.documents.exchange import Unpacker, pack
from contractgen.read import YAML_SUFFIXES, source_of, trees
from contractgen.source import SourceFile

if TYPE_CHECKING:
    from contractgen.diagnostics import Diagnostic
    from contractgen.pipeline import Decode, Decoded

_MUCH_TEXT = 100_000
"""Bytes of YAML from which on a fork costs less than it saves."""

_MEANWHILE = 200_000
"""Bytes that the other process decodes while this one imports the compiler."""

_SIZE = 8
"""Bytes that the size of a document takes before it."""


@contextmanager
def decoding(files: Sequence[SourceFile]) -> "Generator[Decode, None, None]":
    """Begin to decode in another process; yield what decodes `files`."""
    yaml = [file for file in files if file.path.endswith(YAML_SUFFIXES)]
    if sum(len(file.data) for file in yaml) < _MUCH_TEXT or not may_fork():
        yield _decode_all
        return
    theirs = yaml[_ours(yaml) :]
    with beside(lambda file: _write_documents(theirs, file)) as made:
        yield lambda files: _joined(files, theirs, made)


def _ours(files: Sequence[SourceFile]) -> int:
    """Return how many files, from the first on, are left to this process."""
    room = (sum(len(file.data) for file in files) - _MEANWHILE) // 2
    for number, file in enumerate(files):
        room -= len(file.data)
        if room < 0:
            return number
    return len(files)


def _write_documents(files: Sequence[SourceFile], to: IO[bytes]) -> None:
    """Write documents one by one, each behind its size: so they can be read."""
    for file in files:
        packed = _packed(file)
        to.write(len(packed).to_bytes(_SIZE, "big"))
        to.write(packed)


def _packed(file: SourceFile) -> bytes:
    """Return a file's document; nothing if there is anything to say about it."""
    found: list[Diagnostic] = []
    for tree in trees([file], found):
        document, more = documents.decode(tree)
        if document is not None and not found and not more:
            return pack(document)
    return b""


def _joined(
    files: Sequence[SourceFile],
    theirs: Sequence[SourceFile],
    made: Made,
) -> "Decoded":
    """Decode the other files, and take over what the child made of `theirs`."""
    python = [file for file in files if not file.path.endswith(YAML_SUFFIXES)]
    yaml = [file for file in files if file.path.endswith(YAML_SUFFIXES)]
    parts = [_decode_all(yaml[: len(yaml) - len(theirs)])]
    parts += _unpacked(theirs, made())
    parts.append(_decode_all(python))  # YAML comes first, as without us
    decoded = [document for part, _ in parts for document in part]
    return decoded, [finding for _, found in parts for finding in found]


def _unpacked(files: Sequence[SourceFile], packed: IO[bytes]) -> "Iterator[Decoded]":
    unpacker = Unpacker()
    for file in files:
        document = packed.read(int.from_bytes(packed.read(_SIZE), "big"))
        if document:
            yield [unpacker.unpack(document, source_of(file))], []
        else:
            yield _decode_all([file])


def _decode_all(files: Sequence[SourceFile]) -> "Decoded":
    from contractgen.pipeline import decode_all  # not before the other process begins

    return decode_all(files)
