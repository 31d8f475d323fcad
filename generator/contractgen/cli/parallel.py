"""Emits in two processes where there is much to emit, to the same artifacts.

A forked child gets contracts, names and templates without a byte being copied, and
hands its files back through a pipe. Whatever goes wrong there, the parent emits
everything itself: a template's mistake is then met, and told, where it always is.
"""

import marshal
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from contractgen.artifact import Artifact
from contractgen.emit.base import Api, Emitter
from contractgen.ir import Contracts
from contractgen.pipeline import emit_all
from contractgen.source import Source, Span

_WORTHWHILE = 300
"""Operations from which on a fork costs less than it saves."""

_APART = frozenset({"markdown", "openapi"})
"""What the child emits: half of the work, and what takes most memory."""

_Row: TypeAlias = tuple[str, bytes, str, str, tuple[str, int, int] | None]
"""An artifact as marshal can write it; a span names its source by its path."""


def emit(emitters: Sequence[Emitter], api: Api) -> tuple[Artifact, ...]:
    """Return all artifacts in the order of the emitters, as `emit_all` does."""
    apart = [emitter for emitter in emitters if emitter.name in _APART]
    here = [emitter for emitter in emitters if emitter.name not in _APART]
    if not (apart and here and _is_large(api.contracts) and _may_fork()):
        return emit_all(emitters, api)
    made = _emit_both(here, apart, api)
    if made is None:
        return emit_all(emitters, api)
    place = {emitter.name: index for index, emitter in enumerate(emitters)}
    return tuple(sorted(made, key=lambda artifact: place[artifact.emitter]))


def _is_large(contracts: Contracts) -> bool:
    return sum(len(pack.operations) for pack in contracts.packages) >= _WORTHWHILE


def _may_fork() -> bool:
    """Whether a child runs beside us: not among threads, nor where forks are unsafe."""
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    forks = hasattr(os, "fork") and sys.platform != "darwin"
    return alone and forks and (os.cpu_count() or 1) > 1


def _emit_both(
    here: Sequence[Emitter], apart: Sequence[Emitter], api: Api
) -> list[Artifact] | None:
    """Return what both processes made; None if the child did not come through."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(writing, apart, api)
    os.close(writing)
    try:
        with open(reading, "rb") as pipe:
            made = list(emit_all(here, api))
            data = pipe.read()
    finally:
        os.kill(child, signal.SIGKILL)  # if we fail, nobody waits for its files
        os.waitpid(child, 0)
    try:
        rows, codes = marshal.loads(data)  # noqa: S302  # our child's
        made += _artifacts(rows, api.contracts)
    except (EOFError, ValueError, TypeError, KeyError):
        return None
    api.templates.codes.update(codes)
    return made


def _be_the_child(writing: int, emitters: Sequence[Emitter], api: Api) -> None:
    """Emit, write and end, without whatever a process does at its end."""
    try:
        rows = [_row(artifact) for artifact in emit_all(emitters, api)]
        with open(writing, "wb") as pipe:
            pipe.write(marshal.dumps((rows, api.templates.codes)))
    finally:
        os._exit(0)


def _row(artifact: Artifact) -> _Row:
    span = artifact.span
    place = (span.source.path, span.start, span.end) if span else None
    return artifact.path, artifact.content, artifact.emitter, artifact.origin, place


def _artifacts(rows: list[_Row], contracts: Contracts) -> Iterator[Artifact]:
    sources = _sources(contracts)
    for path, content, emitter, origin, place in rows:
        span = Span(sources[place[0]], place[1], place[2]) if place else None
        yield Artifact(path, content, emitter, origin, span)


def _sources(contracts: Contracts) -> Mapping[str, Source]:
    """Return every contract file by its path."""
    packages = contracts.packages
    origins = [one.origin for pack in packages for one in pack.operations]
    origins += [one.origin for pack in packages for one in pack.events]
    origins += [one.origin for pack in packages for one in pack.models]
    origins += [one.origin for pack in packages for one in pack.enums]
    return {origin.span.source.path: origin.span.source for origin in origins}
