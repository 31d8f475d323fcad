"""Reads and emits in two processes where there is much of it, to the same result.

What the other process cannot do, or not without a finding, this one does over again:
a mistake in a contract or template is then met, and told, where it always is.
"""

import marshal
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO, TypeAlias

from msgspec import msgpack

from contractgen.artifact import Artifact
from contractgen.cli.beside import Made, beside, may_fork
from contractgen.documents.exchange import Unpacker, pack
from contractgen.emit.base import Api, Emitter
from contractgen.ir import Contracts
from contractgen.pipeline import Decode, Decoded, decode_all, emit_all
from contractgen.read import YAML_SUFFIXES, source_of
from contractgen.source import Source, SourceFile, Span

_MUCH_TEXT = 300_000
"""Bytes of YAML from which on a fork costs less than it saves."""

_MANY_OPERATIONS = 300
"""Operations of which the same is true for emitting."""

_APART = frozenset({"events", "fastapi", "openapi"})
"""What the child emits: half of the work, and what takes most memory."""

_Row: TypeAlias = tuple[str, int, str, str, tuple[str, int, int] | None]
"""An artifact as marshal can write it; a span names its source by its path.

The content follows by itself, and the row has its size: marshal would hold it twice.
"""


@contextmanager
def decoding(files: Sequence[SourceFile]) -> Generator[Decode, None, None]:
    """Begin to decode in another process; yield what decodes `files`."""
    yaml = [file for file in files if file.path.endswith(YAML_SUFFIXES)]
    if sum(len(file.data) for file in yaml) < _MUCH_TEXT or not may_fork():
        yield decode_all
        return
    theirs = yaml[len(yaml) * 9 // 20 :]  # more than half: we have imports to do
    with beside(lambda file: _write_documents(theirs, file)) as made:
        yield lambda files: _joined(files, theirs, made)


def _write_documents(files: Sequence[SourceFile], to: IO[bytes]) -> None:
    to.write(msgpack.encode([_packed(file) for file in files]))


def _packed(file: SourceFile) -> bytes | None:
    """Return a file's document; None if there is anything to say about it."""
    documents, found = decode_all([file])
    return pack(documents[0]) if documents and not found else None


def _joined(
    files: Sequence[SourceFile],
    theirs: Sequence[SourceFile],
    made: Made,
) -> Decoded:
    """Decode the other files, and take over what the child made of `theirs`."""
    python = [file for file in files if not file.path.endswith(YAML_SUFFIXES)]
    yaml = [file for file in files if file.path.endswith(YAML_SUFFIXES)]
    parts = [decode_all(yaml[: len(yaml) - len(theirs)])]
    parts += _unpacked(theirs, made().read())
    parts.append(decode_all(python))  # YAML comes first, as without us
    documents = [document for part, _ in parts for document in part]
    return documents, [finding for _, found in parts for finding in found]


def _unpacked(files: Sequence[SourceFile], data: bytes) -> Iterator[Decoded]:
    unpacker = Unpacker()
    try:
        packed = msgpack.decode(data, type=list[bytes | None])
    except ValueError:
        packed = [None] * len(files)
    for file, document in zip(files, packed, strict=True):
        if document is None:
            yield decode_all([file])
        else:
            yield [unpacker.unpack(document, source_of(file))], []


def emit(emitters: Sequence[Emitter], api: Api) -> tuple[Artifact, ...]:
    """Return all artifacts in the order of the emitters, as `emit_all` does."""
    apart = [emitter for emitter in emitters if emitter.name in _APART]
    here = [emitter for emitter in emitters if emitter.name not in _APART]
    if not (apart and here and _is_large(api.contracts) and may_fork()):
        return emit_all(emitters, api)
    with beside(lambda file: _write_artifacts(apart, api, file)) as made:
        artifacts = list(emit_all(here, api))
        try:
            artifacts += _artifacts(made(), api)
        except (EOFError, ValueError, TypeError, KeyError):
            return emit_all(emitters, api)
    place = {emitter.name: index for index, emitter in enumerate(emitters)}
    return tuple(sorted(artifacts, key=lambda artifact: place[artifact.emitter]))


def _is_large(contracts: Contracts) -> bool:
    operations = sum(len(package.operations) for package in contracts.packages)
    return operations >= _MANY_OPERATIONS


def _write_artifacts(emitters: Sequence[Emitter], api: Api, to: IO[bytes]) -> None:
    """Write artifacts one by one: all of them are half of what a build holds."""
    for emitter in emitters:
        for artifact in emitter.emit(api):
            marshal.dump(_row(artifact), to)
            to.write(artifact.content)
    marshal.dump(None, to)
    marshal.dump(api.templates.codes, to)


def _row(artifact: Artifact) -> _Row:
    span = artifact.span
    place = (span.source.path, span.start, span.end) if span else None
    size = len(artifact.content)
    return artifact.path, size, artifact.emitter, artifact.origin, place


def _artifacts(rows: IO[bytes], api: Api) -> Iterator[Artifact]:
    """Read what the child wrote. Raises EOFError and others where that is not whole."""
    sources = _sources(api.contracts)
    read = partial(marshal.load, rows)
    for path, size, emitter, origin, place in iter(read, None):
        span = Span(sources[place[0]], place[1], place[2]) if place else None
        yield Artifact(path, rows.read(size), emitter, origin, span)
    api.templates.codes.update(read())


def _sources(contracts: Contracts) -> Mapping[str, Source]:
    """Return every contract file by its path."""
    packages = contracts.packages
    origins = [one.origin for package in packages for one in package.operations]
    origins += [one.origin for package in packages for one in package.events]
    origins += [one.origin for package in packages for one in package.models]
    origins += [one.origin for package in packages for one in package.enums]
    return {origin.span.source.path: origin.span.source for origin in origins}
