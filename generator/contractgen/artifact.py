"""What an emitter hands over: one file as a value, and what its path may be.

Nothing here looks at the disk; a path is text until the output opens it, and content
that lies somewhere else is read by whoever put it there.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Protocol, TypeAlias

from msgspec import Struct

from contractgen.source import Span

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
_OUTWARD = frozenset(("", ".", ".."))
_PLAIN = re.compile(r"(?:\w[\w.-]*/)*\w[\w.-]*", re.ASCII)

Rows: TypeAlias = tuple[tuple[str, ...], ...]
"""A fact about a package: a table of text."""

Place: TypeAlias = tuple[int, int]
"""Where a text begins and ends in a document, in bytes."""


class Parts(Struct, frozen=True):
    """What packages add to a document that they share, by section and package."""

    texts: dict[str, dict[str, Place]]
    facts: dict[str, dict[str, Rows]]


class Content(Protocol):
    """Bytes that are not held in memory; the same whenever they are read."""

    @property
    def size(self) -> int:
        """How many bytes they are."""
        ...

    @property
    def digest(self) -> str:
        """What `digest` says of them."""
        ...

    @property
    def is_plain(self) -> bool:
        """Whether no CR is among them, so that `digest` is their plain SHA-256."""
        ...

    def pieces(self) -> Iterable[bytes]:
        """Read them, piece by piece. Raises OSError where they cannot be read."""
        ...


Body: TypeAlias = bytes | Content
"""The content of a file, or where it lies."""


class Artifact(Struct, frozen=True, dict=True):
    """One file to be generated.

    `body` is its content, or where that lies: emitters give bytes, and never need to
    know what becomes of them. All but `content` is known without reading anything.

    `path` is relative to the project's root and uses forward slashes. `origin` names
    the contract element (`jobs.cancel 1.0.0`, `package jobs`, `contracts`) without a
    line, so that the committed manifest does not change whenever a line is inserted
    above it; `span` is where that element stands, shown by `check`. `package` is the
    one package it is made from, if it is one; `parts` what each adds to it otherwise.

    Raises ValueError for a path that could leave the root: emitters build paths
    from names, never from contract text, so such a path is a bug.
    """

    path: str
    body: Body
    emitter: str
    origin: str
    span: Span | None = None
    package: str = ""
    parts: Parts | None = None

    def __post_init__(self) -> None:
        reason = unsafe(self.path)
        if reason:
            raise ValueError(f"artifact path {self.path!r} {reason}")

    @property
    def content(self) -> bytes:
        """The content. Raises OSError where it cannot be read."""
        return whole(self.body)

    @property
    def size(self) -> int:
        """Bytes of the content."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.size

    @property
    def digest(self) -> str:
        """Digest of the content, as the manifest stores it."""
        body = self.body
        return self._digest if isinstance(body, bytes) else body.digest

    @cached_property
    def _digest(self) -> str:
        return digest(self.content)

    @property
    def is_plain(self) -> bool:
        """Whether the content has no CR: then `digest` is its plain SHA-256."""
        body = self.body
        return b"\r" not in body if isinstance(body, bytes) else body.is_plain


def pieces(body: Body) -> Iterable[bytes]:
    """Read a content, piece by piece. Raises OSError where it cannot be read."""
    return (body,) if isinstance(body, bytes) else body.pieces()


def whole(body: Body) -> bytes:
    """Return a content. Raises OSError where it cannot be read."""
    return b"".join(pieces(body))


def unsafe(path: str) -> str | None:
    """Return why `path` must not be opened below an output root; None if it may."""
    if _PLAIN.fullmatch(path):  # so nearly all are
        return None
    if not path or path.startswith("/"):
        return "is not relative to the output folder"
    if _FORBIDDEN.search(path):
        return "has characters that not every file system takes"
    segments = path.lower().split("/")
    if not _OUTWARD.isdisjoint(segments):
        return "leaves its folder"
    if ".git" in segments:
        return "lies in a git folder"
    return None


def parents(path: str) -> tuple[str, ...]:
    """Return the folders above `path`, the outermost first, without the root."""
    folder, slash, _ = path.rpartition("/")
    return _with_parents(folder) if slash else ()


@lru_cache(maxsize=1024)  # asked of each file several times
def _with_parents(folder: str) -> tuple[str, ...]:
    return *parents(folder), folder


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` with CRLF read as LF.

    A checkout with git's `core.autocrlf` is no drift.
    """
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def digest_stream(read: Callable[[int], bytes]) -> str:
    """Return the same digest of a file of any size, read piece by piece."""
    state = hashlib.sha256()
    held = b""
    while piece := read(1 << 20):
        piece = held + piece
        held = b"\r" if piece.endswith(b"\r") else b""
        state.update(piece[: len(piece) - len(held)].replace(b"\r\n", b"\n"))
    state.update(held)
    return state.hexdigest()
