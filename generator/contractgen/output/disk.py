"""The hands of the writer: the only place where the output tree is changed.

Every path is walked from the root's own descriptor, folder by folder, refusing
links, at the moment of writing: what was looked at before cannot be swapped for a
link in between. (Windows has no such calls; there the folders are looked at first.)
There is deliberately no recursive deletion here.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from contractgen.artifact import Body, digest_stream, parents, pieces
from contractgen.output.refusal import Refused, words_of

_AT = os.open in os.supports_dir_fd and sys.platform != "win32"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _NO_LINK | _BINARY
_STAYS = {  # why a folder may stay: it is in use, not ours to delete, or gone
    errno.ENOTEMPTY,
    errno.EEXIST,
    errno.ENOENT,
    errno.EBUSY,
    errno.EACCES,
    errno.EPERM,
}
_OPEN_FOLDERS = 4  # at once; a move needs two, and `ulimit -n 16` must do

_FILE_MODE, _FOLDER_MODE = 0o644, 0o755

_TICK = 20_000_000
COARSE = 2_000_000_000
"""Nanoseconds: file systems that keep whole seconds may go in steps of two."""

NOT_A_FILE = "not a file"

Stamp: TypeAlias = tuple[int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode."""

Known: TypeAlias = tuple[Stamp, str]
"""The stamp of a file, and the digest it had with it."""


def stamp_of(status: os.stat_result) -> Stamp:
    """Return what tells an untouched file, unless it is too young for its clock."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def by_disk(moment: int, written: int) -> int:
    """Return a moment (ns since 1970) by the clock of a disk, rather too early.

    `written` is the time of what has just been written there. That clock may be behind
    ours, and goes in steps: a kernel's of up to 10 ms, or `COARSE`.
    """
    behind = time.time_ns() - written
    return moment - behind - (_TICK if written % 1_000_000_000 else COARSE)


class _Names:
    """Gives errors of the system the path that they are about."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: object, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, OSError):
            raise Refused(self._path, words_of(error)) from error


class Disk:
    """File operations below one root; paths are relative, with forward slashes.

    Each operation raises Refused, naming the path, where the system says no.
    """

    def __init__(self, root: Path, root_fd: int | None) -> None:
        self._root = str(root)
        self._root_fd = root_fd if _AT else None
        self._folders: dict[str, int] = {}
        self._known: Mapping[str, Known] = {}

    def know(self, files: Mapping[str, Known]) -> None:
        """Take the digests of files for known, each while it has its stamp."""
        self._known = files

    def close(self) -> None:
        """Close the folders that are open, but for the root, which is the caller's."""
        for descriptor in self._folders.values():
            os.close(descriptor)
        self._folders.clear()

    def create(self, path: str, body: Body, *, durable: bool = False) -> None:
        """Write a new file with mode 0644 whatever the umask; `durable` syncs it."""
        with _Names(path):
            name, folder = self._at(path)
            descriptor = os.open(name, _CREATE, _FILE_MODE, dir_fd=folder)
            try:
                if sys.platform != "win32":
                    os.fchmod(descriptor, _FILE_MODE)
                for piece in pieces(body):
                    _write(descriptor, piece)
                if durable:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def move(self, path: str, to: str) -> None:
        """Rename a file, in one step replacing what stands at `to`."""
        with _Names(to):
            source, source_folder = self._at(path)
            name, folder = self._at(to)
            os.replace(source, name, src_dir_fd=source_folder, dst_dir_fd=folder)

    def move_folder(self, path: str, to: str) -> bool:
        """Rename a folder to where nothing is; whether that could be done.

        Whatever forbids it, what is in the folder can still be moved by itself.
        """
        try:
            source, source_folder = self._at(path)
            name, folder = self._at(to)
            if self.status(to) is not None:  # an empty folder would be replaced
                return False
            os.rename(source, name, src_dir_fd=source_folder, dst_dir_fd=folder)
        except OSError:
            return False
        return True

    def keep(self, path: str, to: str) -> None:
        """Give a file a second name; move it where the file system has no links."""
        with _Names(path):
            source, source_folder = self._at(path)
            name, folder = self._at(to)
            try:
                os.link(
                    source,
                    name,
                    src_dir_fd=source_folder,
                    dst_dir_fd=folder,
                    follow_symlinks=not _AT,
                )
            except OSError:
                os.replace(source, name, src_dir_fd=source_folder, dst_dir_fd=folder)

    def unlink(self, path: str) -> None:
        """Delete one file, if it is there."""
        with _Names(path), suppress(FileNotFoundError):
            name, folder = self._at(path)
            os.unlink(name, dir_fd=folder)

    def make_folder(self, path: str) -> None:
        """Make a folder with mode 0755, unless it is there."""
        with _Names(path), suppress(FileExistsError):
            name, folder = self._at(path)
            os.mkdir(name, _FOLDER_MODE, dir_fd=folder)
            os.chmod(name, _FOLDER_MODE, dir_fd=folder)

    def remove_folder(self, path: str) -> None:
        """Delete a folder if it is empty; leave it be if it is not."""
        opened = self._folders.pop(path, None)
        if opened is not None:
            os.close(opened)
        with _Names(path):
            try:
                name, folder = self._at(path)
                os.rmdir(name, dir_fd=folder)
            except OSError as error:
                if error.errno not in _STAYS:
                    raise

    def sync_folder(self, path: str) -> None:
        """Make the names in a folder durable, where the system can."""
        with _Names(path):
            _, folder = self._at(f"{path}/-")
            if folder is None:
                return
            try:
                os.fsync(folder)
            except OSError as error:
                if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                    raise

    def status(self, path: str) -> os.stat_result | None:
        """Return what stands at `path` itself (not where a link leads), or None."""
        with _Names(path):
            try:
                name, folder = self._at(path)
                return os.stat(name, dir_fd=folder, follow_symlinks=False)
            except FileNotFoundError:
                return None

    def digest(self, path: str) -> str | None:
        """Return a file's digest, None if there is nothing; NOT_A_FILE for others."""
        found = self.status(path)
        if found is None:
            return None
        if not stat.S_ISREG(found.st_mode):
            return NOT_A_FILE
        if path in self._known:
            stamp, digest = self._known[path]
            if stamp == stamp_of(found):
                return digest
        with _Names(path):
            name, folder = self._at(path)
            descriptor = os.open(name, _READ, dir_fd=folder)
            with open(descriptor, "rb", buffering=0) as file:
                return digest_stream(file.read)

    def read(self, path: str) -> bytes | None:
        """Return a file's content, or None if it is not there."""
        with _Names(path):
            try:
                name, folder = self._at(path)
                descriptor = os.open(name, _READ, dir_fd=folder)
            except FileNotFoundError:
                return None
            try:
                with open(descriptor, "rb", closefd=False) as file:
                    return file.read()
            finally:  # also of a folder, which `open` refuses and leaves open
                os.close(descriptor)

    def names(self, path: str) -> list[str]:
        """Return what a folder holds; nothing if it is not there."""
        with _Names(path):
            try:
                _, folder = self._at(f"{path}/-")
                here = os.path.join(self._root, path) if folder is None else folder
                return sorted(os.listdir(here))
            except FileNotFoundError:
                return []

    def _at(self, path: str) -> tuple[str, int | None]:
        """Return the name to use and the folder's descriptor to use it with."""
        folder, _, name = path.rpartition("/")
        if self._root_fd is None:
            self._look_at(parents(path))
            return os.path.join(self._root, *path.split("/")), None
        if not folder:
            return name, self._root_fd
        opened = self._folders.pop(folder, None)
        if opened is None:
            opened = _walk(self._root_fd, folder)
        self._folders[folder] = opened  # last used, last in order
        if len(self._folders) > _OPEN_FOLDERS:
            os.close(self._folders.pop(next(iter(self._folders))))
        return name, opened

    def _look_at(self, folders: tuple[str, ...]) -> None:
        for folder in folders:
            mode = os.lstat(os.path.join(self._root, folder)).st_mode
            if not stat.S_ISDIR(mode):
                raise NotADirectoryError(0, "a link or file is in the way")


def _walk(root_fd: int, folder: str) -> int:
    """Open a folder below the root, one name after another, through no link."""
    here = os.dup(root_fd)
    for name in folder.split("/"):
        try:
            below = os.open(name, _FOLDER, dir_fd=here)
        except OSError as error:
            if error.errno == errno.ELOOP:  # as some systems call a link
                raise NotADirectoryError(errno.ENOTDIR, error.strerror) from error
            raise
        finally:
            os.close(here)
        here = below
    return here


def _write(descriptor: int, content: bytes) -> None:
    done = os.write(descriptor, content)
    while done < len(content):
        done += os.write(descriptor, memoryview(content)[done:])
