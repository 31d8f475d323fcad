"""Emits in two processes where there is much of it, to the same result.

What the other process cannot do this one does over again: a mistake in a template is
then met, and told, where it always is.
"""

import marshal
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, TypeAlias

from msgspec import msgpack

from contractgen.artifact import Artifact, Parts, Place, Rows
from contractgen.cli.beside import beside, may_fork
from contractgen.cli.spool import Spool, Store, Stored
from contractgen.emit.base import Api, Emitter
from contractgen.ir import Contracts
from contractgen.pipeline import Emit, Find, Made, Traits, emit_all
from contractgen.source import Source, Span

_MANY_OPERATIONS = 300
"""Operations from which on a fork costs less than it saves."""

_APART = ("openapi", "events", "graphql")
"""What the child emits: half of the work, and what takes most memory.

In this order: the room that the large ones leave is used by the others.
"""

_LARGE_DOCUMENTS = 2 << 20
"""Bytes of documents to be made anew for a change, likewise."""

_APART_OF_A_CHANGE = ("openapi",)
"""What the child emits then: the largest document is half of the work by itself."""

_Place: TypeAlias = tuple[str, int, int] | None
"""A span as marshal can write it; it names its source by its path."""

_Texts: TypeAlias = dict[str, dict[str, Place]]
_Facts: TypeAlias = dict[str, dict[str, Rows]]
_Parts: TypeAlias = tuple[_Texts, _Facts] | None
"""The texts and facts of a shared document."""

_Row: TypeAlias = tuple[str, int, str, bool, str, str, _Place, str, _Parts]
"""An artifact but for its content: path, size, digest, `is_plain`, and the rest."""

_SIZE = 8
"""Bytes at the end of what the child writes: the size of the table before them."""


@contextmanager
def emitting(
    emitters: Sequence[Emitter], api: Api, find: Find
) -> Generator[Emit, None, None]:
    """Begin to emit in another process; yield what returns all there is, in order.

    It finds the traits as well. What artifacts hold is put away meanwhile: all contents
    are as much as all the rest.
    """
    names = _names_apart(api)
    keep = Spool().keep if names else None
    apart = [one for name in names for one in emitters if one.name == name]
    if not (apart and len(apart) < len(emitters) and may_fork()):
        yield lambda: (emit_all(emitters, api, keep), find())
        return
    here = [one for one in emitters if one.name not in names]
    with beside(lambda file: _write(apart, api, find, file)) as child:

        def emit() -> Made:
            made = emit_all(here, api, keep)
            try:
                others, traits = _read(child(), api)
            except (EOFError, OSError, ValueError, TypeError, KeyError):
                return emit_all(emitters, api, keep), find()
            return _in_order((*made, *others), emitters), traits

        yield emit


def _in_order(
    artifacts: Iterable[Artifact], emitters: Sequence[Emitter]
) -> tuple[Artifact, ...]:
    place = {emitter.name: index for index, emitter in enumerate(emitters)}
    return tuple(sorted(artifacts, key=lambda artifact: place[artifact.emitter]))


def _names_apart(api: Api) -> tuple[str, ...]:
    """Return what the child emits, nothing where a fork costs more than it saves."""
    documents = api.before.documents.values()
    if sum(len(one.content) for one in documents) >= _LARGE_DOCUMENTS:
        return _APART_OF_A_CHANGE
    operations = sum(len(package.operations) for package in api.packages)
    return _APART if operations >= _MANY_OPERATIONS else ()


def _write(emitters: Sequence[Emitter], api: Api, find: Find, to: IO[bytes]) -> None:
    """Write all contents, one after another, then what else there is to know."""

    def row(artifact: Artifact) -> _Row:
        to.write(artifact.content)
        return _row(artifact)

    rows: list[_Row] = []
    for emitter in emitters:
        rows += map(row, emitter.emit(api))  # no variable holds a content
    table = marshal.dumps((rows, msgpack.encode(find()), api.templates.codes))
    to.write(table)
    to.write(len(table).to_bytes(_SIZE, "big"))


def _row(artifact: Artifact) -> _Row:
    span, size, plain = artifact.span, artifact.size, artifact.is_plain
    place = (span.source.path, span.start, span.end) if span else None
    made = artifact.parts
    parts = (made.texts, made.facts) if made else None
    about = artifact.emitter, artifact.origin, place, artifact.package, parts
    return artifact.path, size, artifact.digest, plain, *about


def _read(file: IO[bytes], api: Api) -> Made:
    """Read what the child wrote, but for the contents, which stay in the file.

    Raises EOFError, OSError and others where that is not whole.
    """
    end = file.seek(-_SIZE, os.SEEK_END)
    length = int.from_bytes(file.read(_SIZE), "big")
    file.seek(end - length)
    rows, traits, codes = marshal.loads(file.read(length))  # noqa: S302  # we wrote it
    store = Store(os.fdopen(os.dup(file.fileno()), "rb", buffering=0))
    artifacts = tuple(_artifacts(rows, store, _sources(api.contracts)))
    api.templates.codes.update(codes)
    return artifacts, msgpack.decode(traits, type=Traits)


def _artifacts(
    rows: Iterable[_Row], store: Store, sources: Mapping[str, Source]
) -> Iterator[Artifact]:
    at = 0
    for path, size, digest, plain, emitter, origin, place, package, said in rows:
        span = Span(sources[place[0]], place[1], place[2]) if place else None
        stored = Stored(store, at, size, digest, plain)
        parts = Parts(*said) if said else None
        yield Artifact(path, stored, emitter, origin, span, package, parts)
        at += size


def _sources(contracts: Contracts) -> Mapping[str, Source]:
    """Return every contract file by its path."""
    packages = contracts.packages
    origins = [one.origin for package in packages for one in package.operations]
    origins += [one.origin for package in packages for one in package.events]
    origins += [one.origin for package in packages for one in package.models]
    origins += [one.origin for package in packages for one in package.enums]
    return {origin.span.source.path: origin.span.source for origin in origins}
