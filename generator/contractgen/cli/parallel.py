"""Emits in two processes where there is much of it, to the same result.

What the other process cannot do this one does over again: a mistake in a template is
then met, and told, where it always is.
"""

import marshal
import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO, TypeAlias

from contractgen.artifact import Artifact, Parts
from contractgen.cli.beside import Made, beside, may_fork
from contractgen.cli.spool import Spool, Store, Stored
from contractgen.emit.base import Api, Emitter
from contractgen.ir import Contracts
from contractgen.pipeline import Emit, Keep, emit_all
from contractgen.source import Source, Span

_MANY_OPERATIONS = 300
"""Operations from which on a fork costs less than it saves."""

_APART = ("openapi", "events", "python")
"""What the child emits: half of the work, and what takes most memory.

In this order: the room that the large ones leave is used by the others.
"""

_Place: TypeAlias = tuple[str, int, int] | None
"""A span as marshal can write it; it names its source by its path."""

_Parts: TypeAlias = tuple[object, object] | None
"""The texts and facts of a shared document."""

_Row: TypeAlias = tuple[str, int, str, bool, str, str, _Place, str, _Parts]
"""An artifact but for its content: path, size, digest, `is_plain`, and the rest."""

_SIZE = 8
"""Bytes at the end of what the child writes: the size of the table before them."""


@contextmanager
def emitting(emitters: Sequence[Emitter], api: Api) -> Generator[Emit, None, None]:
    """Begin to emit in another process; yield what returns all artifacts, in order.

    What many hold is put away meanwhile: all contents are as much as all the rest.
    """
    if not _is_large(api.contracts):
        yield partial(emit_all, emitters, api)
        return
    keep = Spool().keep
    apart = [one for name in _APART for one in emitters if one.name == name]
    if not (apart and len(apart) < len(emitters) and may_fork()):
        yield partial(emit_all, emitters, api, keep)
        return
    with beside(lambda file: _write_artifacts(apart, api, file)) as made:
        yield lambda: _joined(emitters, api, keep, made)


def _joined(
    emitters: Sequence[Emitter], api: Api, keep: Keep, made: Made
) -> tuple[Artifact, ...]:
    """Run the other emitters, and take over what the child has made."""
    here = [one for one in emitters if one.name not in _APART]
    artifacts = list(emit_all(here, api, keep))
    try:
        artifacts += _artifacts(made(), api)
    except (EOFError, OSError, ValueError, TypeError, KeyError):
        return emit_all(emitters, api, keep)
    place = {emitter.name: index for index, emitter in enumerate(emitters)}
    return tuple(sorted(artifacts, key=lambda artifact: place[artifact.emitter]))


def _is_large(contracts: Contracts) -> bool:
    operations = sum(len(package.operations) for package in contracts.packages)
    return operations >= _MANY_OPERATIONS


def _write_artifacts(emitters: Sequence[Emitter], api: Api, to: IO[bytes]) -> None:
    """Write all contents, one after another, then what else there is to know."""

    def row(artifact: Artifact) -> _Row:
        to.write(artifact.content)
        return _row(artifact)

    rows: list[_Row] = []
    for emitter in emitters:
        rows += map(row, emitter.emit(api))  # no variable holds a content
    table = marshal.dumps((rows, api.templates.codes))
    to.write(table)
    to.write(len(table).to_bytes(_SIZE, "big"))


def _row(artifact: Artifact) -> _Row:
    span, size, plain = artifact.span, artifact.size, artifact.is_plain
    place = (span.source.path, span.start, span.end) if span else None
    made = artifact.parts
    parts = (made.texts, made.facts) if made else None
    about = artifact.emitter, artifact.origin, place, artifact.package, parts
    return artifact.path, size, artifact.digest, plain, *about


def _artifacts(file: IO[bytes], api: Api) -> Iterator[Artifact]:
    """Read what the child wrote, but for the contents, which stay in the file.

    Raises EOFError, OSError and others where that is not whole.
    """
    end = file.seek(-_SIZE, os.SEEK_END)
    length = int.from_bytes(file.read(_SIZE), "big")
    file.seek(end - length)
    rows, codes = marshal.loads(file.read(length))  # noqa: S302  # we wrote it
    store = Store(os.fdopen(os.dup(file.fileno()), "rb", buffering=0))
    sources = _sources(api.contracts)
    at = 0
    for path, size, digest, plain, emitter, origin, place, package, said in rows:
        span = Span(sources[place[0]], place[1], place[2]) if place else None
        stored = Stored(store, at, size, digest, plain)
        parts = Parts(*said) if said else None
        yield Artifact(path, stored, emitter, origin, span, package, parts)
        at += size
    api.templates.codes.update(codes)


def _sources(contracts: Contracts) -> Mapping[str, Source]:
    """Return every contract file by its path."""
    packages = contracts.packages
    origins = [one.origin for package in packages for one in package.operations]
    origins += [one.origin for package in packages for one in package.events]
    origins += [one.origin for package in packages for one in package.models]
    origins += [one.origin for package in packages for one in package.enums]
    return {origin.span.source.path: origin.span.source for origin in origins}
