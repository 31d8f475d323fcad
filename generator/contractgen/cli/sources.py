"""The contract files of a project, found and read: each once, as a value.

What a file says is the readers' business. Here is only whether it may be read.
"""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from contractgen.cli.settings import Settings
from contractgen.cli.settings.codes import NO_CONTRACTS, UNUSABLE_FILE
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic
from contractgen.source import SourceFile, Span

ENDINGS = (".contract.yaml", ".contract.yml", "_contract.py")
_LARGEST = 64 << 20  # bytes; the readers refuse far less, but must see how much it is
_PASSED_OVER = frozenset({"node_modules", "__pycache__"})
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe named like a contract: do not wait
)


class Found(Struct):
    """Contract files in the order of their paths, and what could not be used."""

    files: list[SourceFile] = field(default_factory=list[SourceFile])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])


def find(settings: Settings) -> Found:
    """Find and read every contract file below the configured folders."""
    found = Found()
    root = os.path.realpath(settings.root)
    skipped = {
        os.path.normpath(os.path.join(root, folder))
        for folder in (settings.config.output, settings.config.package_folder)
    }
    for index, folder in enumerate(settings.config.specs):
        place = settings.place("specs", index)
        top = os.path.normpath(os.path.join(root, folder))
        if not os.path.isdir(top):
            message = f"there is no folder `{folder}`"
            found.diagnostics.append(_nothing(message, place))
            continue
        for path in _walk(top, skipped, found, root):
            _take(path, top, root, found)
    if not found.files and not found.diagnostics:
        folders = ", ".join(f"`{one}`" for one in settings.config.specs)
        message = f"no contract files below {folders}"
        found.diagnostics.append(_nothing(message, settings.place("specs")))
    found.files.sort(key=lambda file: file.path)
    return found


def stamps(settings: Settings) -> dict[str, tuple[int, int]]:
    """Return size and mtime of every file a build reads, for `--watch`."""
    root = os.path.realpath(settings.root)
    folders = [*settings.config.specs, *filter(None, [settings.config.templates])]
    paths = [str(settings.file)] if settings.file else []
    for folder in folders:
        for here, _, names in os.walk(os.path.join(root, folder)):
            paths += [os.path.join(here, name) for name in names]
    made: dict[str, tuple[int, int]] = {}
    for path in paths:
        try:
            status = os.stat(path)
        except OSError:
            continue
        made[path] = status.st_size, status.st_mtime_ns
    return made


def _nothing(message: str, place: Span | None) -> Diagnostic:
    hint = (
        "contracts are files named *.contract.yaml, *.contract.yml or *_contract.py; "
        "`contractgen init` starts a project"
    )
    return NO_CONTRACTS.at(place, message, help=hint)


def _walk(top: str, skipped: set[str], found: Found, root: str) -> Iterator[str]:
    """Yield what is named like a contract below `top`, sorted, through no link."""

    def refused(error: OSError) -> None:
        path = _shown(error.filename or top, root)
        found.diagnostics.append(_unusable(path, _words(error)))

    for here, folders, names in os.walk(top, onerror=refused):
        for name in sorted(folders):
            path = os.path.join(here, name)
            if _hidden(name) or path in skipped:
                folders.remove(name)
            elif os.path.islink(path):
                folders.remove(name)
                problem = "it is a link to a folder, which is not followed"
                found.diagnostics.append(_unusable(_shown(path, root), problem))
        folders.sort()
        yield from (
            os.path.join(here, name) for name in sorted(names) if name.endswith(ENDINGS)
        )


def _take(path: str, top: str, root: str, found: Found) -> None:
    shown = _shown(path, root)
    problem = None
    data = b""
    if any("\ud800" <= mark <= "\udfff" for mark in shown):
        problem = "its name is not UTF-8"
    elif os.path.islink(path) and not _inside(path, root):
        problem = "it is a link that leads out of the project"
    else:
        try:
            data = _read(path)
        except OSError as error:
            problem = _words(error)
    if problem:
        found.diagnostics.append(_unusable(shown, problem))
        return
    found.files.append(SourceFile(shown, _shown(path, top), data))


def _read(path: str) -> bytes:
    with open(os.open(path, _OPEN), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is not a regular file")
        if status.st_size > _LARGEST:
            raise OSError(0, f"it has {status.st_size:,} bytes")
        return file.read()


def _inside(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return real.startswith(root.rstrip(os.sep) + os.sep)


def _shown(path: str, root: str) -> str:
    """Return `path` relative to `root` with forward slashes, alike on every system.

    macOS keeps accents decomposed in file names; composed, the output is the same
    everywhere.
    """
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    return unicodedata.normalize("NFC", relative)


def _unusable(path: str, problem: str) -> Diagnostic:
    return UNUSABLE_FILE.at(None, f"cannot use `{path}`: {problem}")


def _words(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def pruned(config: Config) -> Callable[[str], bool]:
    """Return what tells whether a path is passed over: hidden, or generated."""
    written = {os.path.normpath(one) for one in (config.output, config.package_folder)}

    def is_pruned(path: str) -> bool:
        return _hidden(path.rpartition("/")[2]) or path in written

    return is_pruned


def _hidden(name: str) -> bool:
    return name.startswith(".") or name in _PASSED_OVER
