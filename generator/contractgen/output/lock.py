"""One build at a time per output root, held by the operating system.

The lock is taken on the root folder itself: there is no lock file to commit, to
ignore or to go stale, and it goes with the process that held it. File systems that
cannot lock a folder, and Windows, use a file in the temporary folder instead.
"""

import errno
import hashlib
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from contractgen.output.refusal import BUSY, UNUSABLE, Refused, words_of

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 60.0
"""Seconds to wait for another build."""

_PAUSE = 0.02  # seconds between two tries
_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK


@contextmanager
def locked(
    root: Path, *, shared: bool = False, make: bool = False, patience: float = PATIENCE
) -> Generator[int | None, None, None]:
    """Hold the lock of a root; yield the root's descriptor (POSIX).

    Readers share, writers do not. Raises Refused (BUSY) after `patience` seconds,
    Refused (UNUSABLE) where the root is a link or no folder, and FileNotFoundError
    where there is no root and it is not to be made.
    """
    deadline = time.monotonic() + patience
    while True:
        folder = _open_root(root, make)
        spare: int | None = None
        try:
            if folder is None or not _take(folder, shared, deadline):
                spare = _open_spare(root)
                _take(spare, shared, deadline)
            if folder is None or _is_still(folder, root):
                yield folder
                return
        finally:
            for descriptor in (folder, spare):
                if descriptor is not None:
                    os.close(descriptor)


def _open_root(root: Path, make: bool) -> int | None:
    try:
        if make:
            with suppress(FileExistsError):
                os.makedirs(root)
        if sys.platform == "win32":
            os.stat(root)
            return None
        return os.open(root, _FOLDER)
    except FileNotFoundError:
        if make:
            return _open_root(root, make)
        raise
    except OSError as error:
        link = os.path.islink(root)
        words = "it is a symbolic link, not a folder" if link else words_of(error)
        raise Refused("", words, UNUSABLE) from error


def _open_spare(root: Path) -> int:
    """Open a lock file that stands for the root, one per user."""
    from tempfile import gettempdir  # noqa: PLC0415  # slow, and rarely needed

    name = hashlib.sha256(os.path.realpath(root).encode("utf-8", "replace")).hexdigest()
    user = "" if sys.platform == "win32" else f"{os.getuid()}-"
    path = os.path.join(gettempdir(), f"contractgen-{user}{name[:32]}.lock")
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    except OSError as error:
        raise Refused("", f"cannot be locked: {words_of(error)}") from error


def _take(descriptor: int, shared: bool, deadline: float) -> bool:
    """Wait for the lock; return False if this descriptor cannot be locked at all."""
    while True:
        try:
            _try(descriptor, shared)
        except OSError as error:
            if error.errno not in _TAKEN:
                return False
        else:
            return True
        if time.monotonic() > deadline:
            raise Refused("", "another build is running", BUSY)
        time.sleep(_PAUSE)


def _try(descriptor: int, shared: bool) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)


def _is_still(folder: int, root: Path) -> bool:
    """Whether the locked folder is the one at `root`: a build that was taken back
    may have removed and another one made it meanwhile.
    """
    try:
        return os.path.samestat(os.fstat(folder), os.lstat(root))
    except FileNotFoundError:
        return False
