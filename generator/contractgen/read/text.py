"""Bytes to text: what both contract forms ask of a file before anybody parses it.

Size, encoding, line ends, forbidden characters and merge conflicts are judged here,
and so are the limits that both readers share. Nothing here knows YAML or Python.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

from contractgen.diagnostics import Code, Diagnostic
from contractgen.source import Source, SourceFile, Span

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_SCALAR = 250_000
MAX_KEY = 1_000
MAX_FINDINGS = 50
"""After so many findings in one file the rest of it is not worth reading."""

TOO_LARGE = Code(
    "CG101",
    "contract file too large",
    "A contract file may have at most 1,000,000 bytes. The limit is checked before "
    "anything is parsed, so that a stray data dump cannot stall a build.",
    "Split the file: any number of files may belong to one package, and models are "
    "found across files.",
)
NOT_UTF8 = Code(
    "CG102",
    "not UTF-8",
    "Contract files are UTF-8, with or without a byte order mark. Guessing another "
    "encoding would give different output on different machines.",
    "Save the file as UTF-8. Editors call this 'Save with encoding'; on a command "
    "line `iconv -f latin1 -t utf-8` does it.",
)
FORBIDDEN_CHARACTER = Code(
    "CG103",
    "forbidden character",
    "Control characters, unusual line separators, bidirectional controls, invisible "
    "format characters, noncharacters and lone surrogates are refused everywhere, "
    "also when they are written as an escape. They make text read differently from "
    "what it is (CVE-2021-42574, 'Trojan Source'), or break one of the formats that "
    "contracts are compiled to. Tabs and line feeds are fine inside text; so are "
    "emoji, accents and every script.",
    "Remove the character, or use an ordinary line break or blank in its place.",
    'description: "Cancel\\u202e a job"',
    'description: "Cancel a job"',
)
EMPTY_FILE = Code(
    "CG104",
    "empty file",
    "The file holds nothing but blanks and comments, so it declares nothing.",
    "Delete the file, or start it with the language version.",
    "# to do",
    "contractgen: 1\npackage: jobs",
)
CONFLICT_MARKER = Code(
    "CG105",
    "merge conflict marker",
    "The file still holds the markers that git leaves where two versions disagree.",
    "Decide which side is right, delete the lines that start with `<<<<<<<`, "
    "`=======` and `>>>>>>>`, then build again.",
    "<<<<<<< HEAD\npackage: jobs\n=======\npackage: tasks\n>>>>>>> branch",
    "package: jobs",
)
TOO_DEEP = Code(
    "CG106",
    "nested too deeply",
    "Lists and mappings may be nested 32 levels deep. No contract needs more, and a "
    "limit keeps a hostile file from exhausting the stack of any tool that reads the "
    "output.",
    "Give the inner part a name: declare a model for it and refer to that.",
    "default: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    "default: []",
)
TOO_LONG = Code(
    "CG107",
    "text too long",
    "A single text may have 250,000 characters and a key 1,000.",
    "Long prose belongs in a document that the contract links to (`docId`); a long "
    "key is usually a text that lost its colon or its quotes.",
)
DUPLICATE_KEY = Code(
    "CG108",
    "duplicate key",
    "The same key stands twice in one mapping. Most YAML tools keep the last one "
    "without a word, so one of the two would be lost. A quoted key equals the same "
    "key without quotes.",
    "Keep one of the two, or rename one.",
    "fields:\n  jobId: String\n  jobId: UUID",
    "fields:\n  jobId: UUID",
)
KEY_NOT_TEXT = Code(
    "CG109",
    "key is not text",
    "Keys are text. YAML readers turn an unquoted `1`, `true`, `null`, `~` or `on` "
    "into a number, a boolean or null, each in its own way, so such a key must be "
    "quoted to say what is meant. Lists and mappings cannot be keys.",
    "Put quotes around the key.",
    "input: { 1: first }",
    'input: { "1": first }',
)
NOT_A_CONTRACT = Code(
    "CG110",
    "not a contract file",
    "Contracts are files named `*.contract.yaml`, `*.contract.yml` or `*_contract.py`: "
    "the name says which reader takes the file.",
    "Rename the file, or leave it out.",
    "jobs.yaml",
    "jobs.contract.yaml",
    language="text",
)
CODES = (
    TOO_LARGE,
    NOT_UTF8,
    FORBIDDEN_CHARACTER,
    EMPTY_FILE,
    CONFLICT_MARKER,
    TOO_DEEP,
    TOO_LONG,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    NOT_A_CONTRACT,
)

# Zero-width joiner and non-joiner (U+200C, U+200D) are absent on purpose: emoji and
# several scripts are written with them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1 with NEL
    "\u2028\u2029"  # line and paragraph separator
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # invisible format
    "\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
        for plane in range(0, 0x110000, 0x10000)
    )
    + "\U000e0000-\U000e007f"  # tags
    "\ud800-\udfff]"
)
_PLAIN = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
_OURS = re.compile(r"^<{7}(?: [^\n]*)?$", re.MULTILINE)
_THEIRS = re.compile(r"^>{7}(?: [^\n]*)?$", re.MULTILINE)


def decode(
    file: SourceFile, again: Callable[[Source], dict[int, Any]] | None = None
) -> tuple[Source, list[Diagnostic]]:
    """Return the file as text with `\\n` line ends and without byte order mark.

    Where there are diagnostics the text is only good for showing them. `again` goes to
    the source; who can read a file again needs no text at hand beside its bytes.
    """
    if len(file.data) > MAX_BYTES:
        source = Source(file.path, "")
        message = f"this file has {len(file.data):,} bytes; the limit is {MAX_BYTES:,}"
        advice = "split it: a package may have any number of contract files"
        return source, [TOO_LARGE.at(Span(source, 0, 0), message, help=advice)]
    bad = _first_bad_byte(file.data)
    if bad is not None:
        return _not_utf8(file, bad)
    source = Source(file.path, _text(file.data), again)
    found = _forbidden(source) or _conflicts(source)
    if again and not found:
        source = Source(file.path, partial(_text, file.data), again)
    return source, found


def _text(data: bytes) -> str:
    return unix_lines(data.decode("utf-8").removeprefix("\ufeff"))


def unix_lines(text: str) -> str:
    """Return text with CRLF and CR turned into line feeds."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def forbidden_in(text: str) -> str | None:
    """Return the first forbidden character of a decoded text, described, or None."""
    found = FORBIDDEN.search(text)
    return _described(found.group()) if found else None


def _first_bad_byte(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    if b"\0" in data[:2]:  # no contract starts so: UTF-16 or UTF-32 without a mark
        return data.index(b"\0")
    return None


def _not_utf8(file: SourceFile, offset: int) -> tuple[Source, list[Diagnostic]]:
    before = file.data[:offset].decode("utf-8").removeprefix("\ufeff")
    source = Source(
        file.path,
        unix_lines(before) + unix_lines(file.data[offset:].decode("utf-8", "replace")),
    )
    start = len(unix_lines(before))
    message = f"not UTF-8: byte 0x{file.data[offset]:02X} at byte offset {offset}"
    wide = file.data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in file.data[:4]
    advice = "save the file as UTF-8" + (" (it looks like UTF-16)" if wide else "")
    return source, [NOT_UTF8.at(Span(source, start, start + 1), message, help=advice)]


def _forbidden(source: Source) -> list[Diagnostic]:
    # Nearly all text is plain ASCII, which `translate` takes away 50 times as fast as
    # the expression looks at it.
    unusual = source.text.encode().translate(None, _PLAIN).decode()
    if not FORBIDDEN.search(unusual):
        return []
    found: list[Diagnostic] = []
    for match in FORBIDDEN.finditer(source.text):
        message = f"forbidden character {_described(match.group())}"
        span = Span(source, match.start(), match.end())
        found.append(FORBIDDEN_CHARACTER.at(span, message, help="remove it"))
        if len(found) == MAX_FINDINGS:
            break
    return found


def _described(character: str) -> str:
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X}"
    return f"{code} ({name.lower()})" if name else code


def _conflicts(source: Source) -> list[Diagnostic]:
    marked = "<<<<<<<" in source.text  # seen ten times as fast as by the expression
    ours = _OURS.search(source.text) if marked else None
    if not ours or not _THEIRS.search(source.text, ours.end()):
        return []
    advice = "decide which side is right and delete the three marker lines"
    span = Span(source, ours.start(), ours.end())
    return [CONFLICT_MARKER.at(span, "merge conflict marker", help=advice)]
