"""Where the contents of artifacts wait to be written: little in memory, more in a file.

The file has no name, so nothing is ever left behind, and is closed once nothing that
lies in it is wanted any more. Where there is no room for it, contents stay in memory.
"""

import errno
import os
import sys
from collections.abc import Iterator
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from contractgen.artifact import Artifact
from contractgen.cli.nameless import nameless

_HELD = 2 << 20 if hasattr(os, "pread") else sys.maxsize
"""Bytes that are kept in memory: with so little, a file saves nothing to speak of.

All of them where files cannot be read at a place (Windows).
"""

_PIECE = 1 << 18
"""Bytes that are read at once."""


class Store:
    """A file that is written at its end and read anywhere; it owns `file`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._descriptor = file.fileno()
        self._end = 0

    def __del__(self) -> None:
        self._file.close()

    def add(self, content: bytes) -> int:
        """Write at the end and return where that was. Raises OSError."""
        begin = at = self._end
        rest = memoryview(content)
        while rest:
            written = os.pwrite(self._descriptor, rest, at)
            at, rest = at + written, rest[written:]
        self._end = at
        return begin

    def read(self, at: int, size: int) -> bytes:
        """Return what was written. Raises OSError, also where it is not all there."""
        content = os.pread(self._descriptor, size, at)
        if len(content) != size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return content


class Stored(Struct, frozen=True):
    """A `Content` that lies in a store."""

    store: Store
    at: int
    size: int
    digest: str
    is_plain: bool

    def pieces(self) -> Iterator[bytes]:
        """Read the bytes, a few at a time. Raises OSError."""
        end = self.at + self.size
        for at in range(self.at, end, _PIECE):
            yield self.store.read(at, min(_PIECE, end - at))


class Spool:
    """Puts contents away, all but the first `held` bytes."""

    def __init__(self, held: int = _HELD) -> None:
        self._free = held
        self._store: Store | None = None

    def keep(self, artifact: Artifact) -> Artifact:
        """Return `artifact` with its content in the file, if it is better off there."""
        size = artifact.size
        if size <= self._free:
            self._free -= size
            return artifact
        try:
            if self._store is None:
                self._store = Store(nameless())
            at = self._store.add(artifact.content)
        except OSError:
            self._free = sys.maxsize  # memory it is, from here on
            return artifact
        digest, is_plain = artifact.digest, artifact.is_plain
        stored = Stored(self._store, at, size, digest, is_plain)
        return replace(artifact, body=stored)
