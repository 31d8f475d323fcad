"""`check` of a project in which nothing changed, answered without the compiler.

A clean build or check leaves behind what it looked at: size, times, inode and digest
of every input and output, and what the folders between them hold. While all of that
stands, the answer stands. Times alone are trusted only where they are older than the
moment they were noted at; else the content decides.

Nothing here judges. Whatever is new, odd or damaged is left to the real check, and so
is every check under CI. Imports nothing but what Python has loaded anyway: this file
is a third of the time such a check takes. The notes are written by `cli.cache`.
"""

import marshal
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER = ".contractgen"
NOTES = f"{FOLDER}/check"

_FORMAT = b"contractgen check 1"
_READ = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
_QUESTIONS = {
    "check": False,
    "check --trust stat": False,
    "check --trust=stat": False,
    "check --trust hash": True,
    "check --trust=hash": True,
}

Stamp = tuple[int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode."""


class Doubt(Exception):  # noqa: N818  # an outcome, not an error
    """The notes do not answer the question."""


class Notes:
    """What a clean check looked at. Paths are relative to the project.

    `files` map to stamp and SHA-256, `folders` to stamp and listing; a stamp that was
    not old enough to be trusted is None. `tool` is contractgen itself, by absolute
    path; `above` are folders that must not be links, `absent` what must not be there.
    `texts` are what the check printed, plain and coloured.
    """

    __slots__ = ("above", "absent", "files", "folders", "python", "texts", "tool")

    def __init__(self) -> None:
        self.python = python()
        self.tool: dict[str, Stamp | None] = {}
        self.files: dict[str, tuple[Stamp | None, bytes]] = {}
        self.folders: dict[str, tuple[Stamp | None, str]] = {}
        self.above: list[str] = []
        self.absent: list[str] = []
        self.texts: tuple[str, str] = ("", "")

    def pack(self) -> bytes:
        """Return the notes as bytes."""
        return marshal.dumps([getattr(self, name) for name in sorted(self.__slots__)])

    @classmethod
    def unpack(cls, data: bytes) -> "Notes":
        """Return the notes that were packed."""
        made = cls()
        values = marshal.loads(data)  # noqa: S302  # ours: `load` has made sure
        for name, value in zip(sorted(cls.__slots__), values, strict=True):
            setattr(made, name, value)
        return made


def answer(arguments: list[str]) -> str | None:
    """Return what a clean `check` prints, or None: then the real one has to be asked.

    The project is the current folder.
    """
    by_hash = _QUESTIONS.get(" ".join(arguments))
    if by_hash is None or "CI" in os.environ:
        return None
    try:
        notes = load("")
        surroundings(notes)
        if by_hash:
            look_again(notes, notes.files, notes.folders)
        else:
            files, folders = changed(notes.files), changed(notes.folders)
            if files or folders:
                _renew(notes, files, folders)
    except Exception:  # whatever it is, it is a doubt
        return None
    return notes.texts[_is_coloured()]


def load(root: str) -> Notes:
    """Return the notes of a project. Raises Doubt, or OSError where there are none."""
    return Notes.unpack(read(root, NOTES))


def read(root: str, name: str) -> bytes:
    """Return what a `Draft` has saved. Raises Doubt, or OSError where there is none.

    It holds only in the file it was written to, so that nobody can be given some with
    a repository.
    """
    import zlib  # it costs a file, and most commands need none of this

    real_folder(os.path.join(root, FOLDER))
    descriptor = os.open(os.path.join(root, name), _READ)
    try:
        status = os.fstat(descriptor)
        data = os.read(descriptor, status.st_size + 1)
    finally:
        os.close(descriptor)
    head, _, body = data.partition(b"\n")
    if head != _head(status, zlib.crc32(body)):
        raise Doubt
    return body


def real_folder(path: str) -> None:
    """Raise Doubt for a link: a repository may hold one that leads anywhere."""
    if not stat.S_ISDIR(os.lstat(path).st_mode):
        raise Doubt


class Draft:
    """A file that becomes `name`; `clock` is when it was made, by the disk."""

    def __init__(self, root: str, name: str) -> None:
        self._target = os.path.join(root, name)
        self._path = f"{self._target}.{os.getpid()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        self._descriptor = os.open(
            self._path, flags | getattr(os, "O_BINARY", 0), 0o600
        )
        self._status = os.fstat(self._descriptor)
        self.clock = self._status.st_mtime_ns

    def save(self, body: bytes) -> None:
        """Put `body` where the next command finds it."""
        import zlib  # as above

        head = _head(self._status, zlib.crc32(body))
        os.write(self._descriptor, head + b"\n" + body)
        os.replace(self._path, self._target)

    def discard(self) -> None:
        """Close the draft; take it away if it was not saved."""
        os.close(self._descriptor)
        if os.path.lexists(self._path):
            os.unlink(self._path)


def python() -> str:
    """Return what another Python, or another way to start it, would say otherwise."""
    return "\n".join([sys.version, *sys.path[1:]])


def stamp(path: str) -> Stamp:
    """Return the stamp of what stands at `path` itself, never where a link leads."""
    return stamp_of(os.lstat(path))


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the stamp in what the system says of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def trusted(found: Stamp, clock: int) -> Stamp | None:
    """Return a stamp that speaks for its content: one from before `clock`.

    Of what was written at the very moment, a later edit may carry the same times.
    """
    return found if found[1] < clock and found[2] < clock else None


def listing(folder: str) -> str:
    """Return what a folder holds and of what kind. Raises OSError."""
    with os.scandir(folder or ".") as entries:
        return "\n".join(sorted(map(_entry, entries)))


def digest(path: str) -> bytes:
    """Return the SHA-256 of a regular file. Raises Doubt for anything else."""
    from hashlib import sha256  # its import is long, and mostly not needed

    descriptor = os.open(path, _READ)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Doubt
        data = os.read(descriptor, status.st_size + 1)
    finally:
        os.close(descriptor)
    if len(data) != status.st_size:
        raise Doubt
    return sha256(data).digest()


def _entry(entry: "os.DirEntry[str]") -> str:
    if entry.is_symlink():
        return f"{entry.name}@"
    return f"{entry.name}/" if entry.is_dir() else entry.name


def _head(status: os.stat_result, check: int) -> bytes:
    return b"%s %d %d %d" % (_FORMAT, status.st_dev, status.st_ino, check)


def surroundings(notes: Notes) -> None:
    """Raise Doubt unless contractgen and the ways into the project are the same."""
    if notes.python != python():
        raise Doubt
    for path, known in notes.tool.items():
        if stamp_of(os.stat(path)) != known:
            raise Doubt
    for path in notes.above:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise Doubt
    if any(map(os.path.lexists, notes.absent)):
        raise Doubt


def changed(rows: "Mapping[str, tuple[Stamp | None, object]]") -> list[str]:
    """Return the paths whose stamps do not speak for them. Written for speed."""
    look = os.lstat
    paths: list[str] = []
    for path, (known, _) in rows.items():
        status = look(path)
        found = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
        if found != known:
            paths.append(path)
    return paths


def _renew(notes: Notes, files: "Iterable[str]", folders: "Iterable[str]") -> None:
    """Compare contents and note the stamps they had before. Raises Doubt."""
    draft = Draft("", NOTES)
    try:
        stamps = {path: stamp(path) for path in (*files, *folders)}
        look_again(notes, files, folders)
        for path in files:
            now = trusted(stamps[path], draft.clock)
            notes.files[path] = now, notes.files[path][1]
        for path in folders:
            now = trusted(stamps[path], draft.clock)
            notes.folders[path] = now, notes.folders[path][1]
        draft.save(notes.pack())
    finally:
        draft.discard()


def look_again(notes: Notes, files: "Iterable[str]", folders: "Iterable[str]") -> None:
    """Raise Doubt unless files and folders hold what was noted."""
    for path in files:
        if digest(path) != notes.files[path][1]:
            raise Doubt
    for path in folders:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise Doubt
        if listing(path) != notes.folders[path][1]:
            raise Doubt


def _is_coloured() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stderr.isatty()
