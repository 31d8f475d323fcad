"""The manifest: which files of an output root are ours, by path and digest.

A manifest is read as hostile input: it may be truncated, hand-edited, full of merge
conflict markers or written to make us delete somebody's files. What it says only
ever allows to replace a file whose digest it knows, at a path inside the root.
"""

import re
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as _string
from typing import Any, TypeGuard

import msgspec
from msgspec import Struct, field

from contractgen.artifact import unsafe
from contractgen.render.json import to_json_phrase

MANIFEST = ".contractgen.json"
FORMAT = 1

_DIGEST = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*")
_CONFLICT = re.compile(rb"^<{7} .*^={7}\r?$.*^>{7} ", re.MULTILINE | re.DOTALL)


class Entry(Struct, frozen=True):
    """One generated file; two digests where both sides of a merge are kept."""

    digests: frozenset[str]
    emitter: str
    origin: str


class Manifest(Struct, frozen=True):
    """A manifest as far as it could be understood.

    `data` is its bytes with CRLF read as LF, None where there is no manifest.
    `problems` are ends of sentences that begin with its name.
    """

    data: bytes | None = None
    version: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    names: Mapping[str, Any] = field(default_factory=dict[str, Any])
    conflicted: bool = False
    problems: tuple[str, ...] = ()


def has_conflict(content: bytes) -> bool:
    """Whether git left the markers of an unsolved merge in `content`."""
    return b"<<<<<<< " in content and _CONFLICT.search(content) is not None


def render(files: Mapping[str, Entry], names: Mapping[str, Any], version: str) -> bytes:
    """Return a manifest: sorted, one line per file and per name, for kind merges."""
    rows = (f"    {_string(path)}: {_row(files[path])}" for path in sorted(files))
    named = (
        f"    {_string(name)}: {to_json_phrase(names[name])}" for name in sorted(names)
    )
    head = f'  "manifest": {FORMAT},\n  "contractgen": {to_json_phrase(version)}'
    members = ",\n".join([head, _object("files", rows), _object("names", named)])
    return f"{{\n{members}\n}}\n".encode()


def _row(entry: Entry) -> str:
    """Return an entry as `to_json_phrase` would; there are thousands of them."""
    emitter, origin = _string(entry.emitter), _string(entry.origin)
    digest = min(entry.digests)
    return f'{{"sha256": "{digest}", "emitter": {emitter}, "source": {origin}}}'


def _object(title: str, rows: Iterable[str]) -> str:
    lines = ",\n".join(rows)
    return f'  "{title}": {{\n{lines}\n  }}' if lines else f'  "{title}": {{}}'


def parse(data: bytes) -> Manifest:
    """Read a manifest; whatever is wrong with it ends in `problems`."""
    data = data.replace(b"\r\n", b"\n")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Manifest(data, problems=("is not UTF-8",))
    if has_conflict(data):
        return Manifest(data, files=_salvage(text), conflicted=True)
    try:
        document = msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return Manifest(data, problems=("is not JSON",))
    return _read(data, document)


def _read(data: bytes, document: object) -> Manifest:
    if not _is_mapping(document):
        return Manifest(data, problems=("is not a manifest",))
    written = document.get("manifest")
    if type(written) is int and written > FORMAT:
        return Manifest(data, problems=("was written by a newer contractgen",))
    version, names = document.get("contractgen"), document.get("names")
    rows = document.get("files")
    if (
        type(written) is not int
        or written != FORMAT
        or not isinstance(version, str)
        or not _VERSION.fullmatch(version)
        or not _is_mapping(rows)
        or not _is_mapping(names)
    ):
        return Manifest(data, problems=("is not a manifest",))
    files: dict[str, Entry] = {}
    problems: list[str] = []
    for path, row in rows.items():
        entry = _entry(row)
        reason = unsafe(path) if entry else "has no digest"
        if entry and not reason:
            files[path] = entry
        else:
            problems.append(f"has the entry {path!r}, which {reason}")
    return Manifest(data, version, files, names, problems=tuple(problems))


def _entry(row: object) -> Entry | None:
    if not _is_mapping(row):
        return None
    digest, emitter, origin = row.get("sha256"), row.get("emitter"), row.get("source")
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        return None
    if not isinstance(emitter, str) or not isinstance(origin, str):
        return None
    return Entry(frozenset({digest}), emitter, origin)


def _salvage(text: str) -> dict[str, Entry]:
    """Gather the file lines of all sides of a merge conflict."""
    files: dict[str, Entry] = {}
    for line in text.splitlines():
        try:
            row = msgspec.json.decode("{" + line.strip().rstrip(",") + "}")
        except (ValueError, RecursionError):
            continue
        for path, value in row.items():
            entry = _entry(value)
            if entry and not unsafe(path):
                known = files.get(path, entry)
                files[path] = Entry(
                    known.digests | entry.digests, known.emitter, known.origin
                )
    return files


def _is_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)  # JSON has text keys only
