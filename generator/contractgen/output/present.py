"""The output tree as a value: what stands where a build wants to write.

`look` reads three things and nothing else: the manifest, the files it names (and
those the caller asks for), and the folders that contractgen owns whole. The output
root may be `src` or the project itself, so it is never walked.

Nothing is written here, no link is followed, no content is kept: a file is its digest.
"""

import os
import stat
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from msgspec import Struct, field

from contractgen.artifact import digest, digest_stream, parents
from contractgen.diagnostics import Diagnostic
from contractgen.output.disk import Stamp, stamp_of
from contractgen.output.journal import STAGE
from contractgen.output.manifest import MANIFEST, Manifest, has_conflict, parse
from contractgen.output.refusal import UNUSABLE, below, refusal, words_of

_LITTER = frozenset(("__pycache__", ".DS_Store", ".gitattributes"))
_LARGEST_WHOLE = 64 << 20  # bytes; a larger file is never held in memory
# A pipe put where a file was must not make a build wait for a writer.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NO_WAIT


class Thing(Enum):
    """What a path turned out to be."""

    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a symbolic link"
    OTHER = "neither a file nor a folder"
    UNREADABLE = "unreadable"


class Found(Struct, frozen=True):
    """What stands at a path.

    `digest` reads CRLF as LF. `stamp` (size, mtime and ctime in nanoseconds, inode)
    lets a cache tell an untouched file without reading it; it takes no part in
    comparisons. `error` is the system's words about something unreadable.
    """

    thing: Thing
    digest: str = ""
    conflicted: bool = False
    error: str = ""
    stamp: Stamp | None = None


class Scope(Struct, frozen=True):
    """Where to look, as paths relative to the root.

    `owned` are the folders nobody else may put files into ("" for the root itself),
    `planned` other paths that will be planned. `shown` is what messages call the root
    (empty if paths speak for themselves).
    """

    owned: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    manifest: str = MANIFEST
    shown: str = ""

    def show(self, path: str) -> str:
        """Return `path` as people call it, from the project's folder."""
        return below(self.shown, path)


class Present(Struct, frozen=True):
    """An output root at one moment. `refused` says why it could not be read.

    `began` is a time (ns since 1970) before the first look at any of it.
    """

    scope: Scope
    manifest: Manifest = field(default_factory=Manifest)
    things: Mapping[str, Found] = field(default_factory=dict[str, Found])
    refused: Diagnostic | None = None
    began: int = 0

    def show(self, path: str) -> str:
        """Return `path` as people call it, from the project's folder."""
        return self.scope.show(path)

    def owns(self, path: str) -> bool:
        """Whether `path` lies in a folder that is owned whole."""
        return "" in self.scope.owned or not self.scope.owned.isdisjoint(parents(path))

    def looked_at(self, path: str) -> bool:
        """Whether an absent `path` is known to be absent."""
        return (
            self.owns(path) or path in self.scope.planned or path in self.manifest.files
        )

    def obstacle(self, path: str) -> str | None:
        """Return the path at or above `path` that keeps a file from standing there."""
        for above in parents(path):
            found = self.things.get(above)
            if found and found.thing is not Thing.FOLDER:
                return above
        found = self.things.get(path)
        return path if found and found.thing is not Thing.FILE else None


def look(root: Path, scope: Scope, before: Present) -> Present:
    """Read an output root; what cannot be read becomes a `Found` that says so.

    What is still as it was `before` is not read again, if it is a file with a stamp,
    nor understood again, if it is the manifest.
    """
    try:
        kind = _thing(os.lstat(root))
    except FileNotFoundError:
        return Present(scope)
    except OSError as error:
        found = refusal(UNUSABLE, scope.shown, words_of(error))
        return Present(scope, refused=found)
    if kind is not Thing.FOLDER:
        words = f"it is {kind.value}, not a folder"
        return Present(scope, refused=refusal(UNUSABLE, scope.shown, words))
    reader = _Reader(root, before.things)
    is_file = reader.look(scope.manifest) is Thing.FILE
    file = root / scope.manifest
    manifest = _manifest(file, before.manifest) if is_file else Manifest()
    for folder in scope.owned:
        reader.walk(folder)
    for path in (*manifest.files, *scope.planned):
        if path not in reader.things:
            reader.look(path)
    return Present(scope, manifest, reader.things, began=before.began)


def _manifest(path: Path, before: Manifest) -> Manifest:
    try:
        data = read_bytes(str(path))
        return before if data == before.data else parse(data)
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        return Manifest(b"", problems=(f"cannot be read: {words_of(error)}",))


class _Reader:
    """Looks at single paths and whole folders, each path once."""

    def __init__(self, root: Path, known: Mapping[str, Found]) -> None:
        self._root = str(root)
        self._known = known
        self.things: dict[str, Found] = {}
        self._absent: set[str] = set()

    def look(self, path: str) -> Thing | None:
        """Record `path` and the folders above it; stop where the way ends."""
        for step in (*parents(path), path):
            if step in self._absent:
                return None
            found = self.things.get(step) or self._record(step)
            if found is None or found.thing is not Thing.FOLDER:
                break
        here = self.things.get(path)
        return here.thing if here else None

    def walk(self, folder: str) -> None:
        """Record everything below `folder`, never through a link."""
        if folder and self.look(folder) is not Thing.FOLDER:
            return
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            lead = f"{here}/" if here else ""
            for name in self._names(here):
                path = lead + name
                found = self.things.get(path) or self._record(path)
                if found and found.thing is Thing.FOLDER:
                    waiting.append(path)

    def _names(self, folder: str) -> list[str]:
        try:
            names = os.listdir(os.path.join(self._root, folder))
        except OSError as error:
            self.things[folder] = Found(Thing.UNREADABLE, error=words_of(error))
            return []
        return [name for name in names if not _ignored(folder, name)]

    def _record(self, path: str) -> Found | None:
        try:
            found = self._found(path)
        except (FileNotFoundError, NotADirectoryError):
            self._absent.add(path)
            return None
        except OSError as error:
            found = Found(Thing.UNREADABLE, error=words_of(error))
        self.things[path] = found
        return found

    def _found(self, path: str) -> Found:
        full = f"{self._root}/{path}"
        status = os.lstat(full)
        if not stat.S_ISREG(status.st_mode):
            return Found(_thing(status))
        before = self._known.get(path)
        if before is not None and before.stamp == stamp_of(status):
            return before
        return _file(full, status)


def _ignored(folder: str, name: str) -> bool:
    """Whether what lies in an owned folder is not asked where it comes from."""
    return is_litter(name) or (not folder and name in {MANIFEST, STAGE, ".git"})


def is_litter(name: str) -> bool:
    """Whether a name is one that tools and desktops leave behind in any folder."""
    return name in _LITTER or name.endswith(".pyc")


def _file(full: str, status: os.stat_result) -> Found:
    stamp = stamp_of(status)
    if status.st_size <= _LARGEST_WHOLE:
        content = read_bytes(full)
        return Found(Thing.FILE, digest(content), has_conflict(content), stamp=stamp)
    with open(os.open(full, _READ), "rb", buffering=0) as file:
        return Found(Thing.FILE, digest_stream(file.read), stamp=stamp)


def read_bytes(full: str) -> bytes:
    """Return the content of a regular file, not through a link at its end."""
    with open(os.open(full, _READ), "rb") as file:
        return file.read()


def _thing(status: os.stat_result) -> Thing:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return Thing.FILE
    if stat.S_ISDIR(mode):
        return Thing.FOLDER
    return Thing.LINK if stat.S_ISLNK(mode) else Thing.OTHER
