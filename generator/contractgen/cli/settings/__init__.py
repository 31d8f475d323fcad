"""Configuration: found, read, decoded and judged.

`load` is the way in. What the keys are is in `keys`, what they mean in
`contractgen.config`; nothing here compiles anything.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from contractgen.cli.settings.codes import CODES, NOT_READABLE
from contractgen.cli.settings.decode import decode
from contractgen.cli.settings.judge import judge
from contractgen.cli.settings.places import Path as KeyPath
from contractgen.cli.settings.places import Places, scan
from contractgen.cli.settings.schema import config_schema
from contractgen.cli.settings.search import SHARED, Candidate, find
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic
from contractgen.source import Source, Span

__all__ = ["CODES", "Settings", "config_schema", "load"]

_LARGEST = 1_000_000  # bytes; a configuration has some hundred
_TOML_PLACE = re.compile(r"(.*?) \(at line (\d+), column (\d+)\)", re.DOTALL)


class Settings(Struct, frozen=True):
    """A project's configuration and where it was said.

    `config` holds defaults wherever `diagnostics` has an error. `file` is None if
    the project has no configuration file.
    """

    root: Path
    file: Path | None
    config: Config
    diagnostics: tuple[Diagnostic, ...] = ()
    places: Places | None = None
    at: KeyPath = ()

    def place(self, *path: str | int) -> Span | None:
        """Return where the configuration says a value; None if it does not."""
        full = (*self.at, *path)
        if self.places is None or full not in self.places.values:
            return None
        return self.places.values[full]


def load(start: Path, chosen: Path | None = None) -> Settings:
    """Return the settings for folder `start`, or those that file `chosen` says."""
    if chosen is None:
        return _load(find(start))
    file = start / chosen
    if not file.is_file():
        found = NOT_READABLE.at(None, f"there is no configuration file `{chosen}`")
        return Settings(start, None, Config(), (found,))
    return _load(Candidate(file.parent, file))


def _load(candidate: Candidate) -> Settings:
    root, file = candidate.root, candidate.file
    if file is None:
        return Settings(root, None, Config())
    source, problem = _text(file)
    if problem or source is None:
        return Settings(root, file, Config(), (problem,) if problem else ())
    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return Settings(root, file, Config(), (_syntax(source, error),))
    except RecursionError:
        found = NOT_READABLE.at(Span(source, 0, 0), "the file is nested too deeply")
        return Settings(root, file, Config(), (found,))
    settings = _decoded(root, file, document, scan(source))
    if candidate.rival is None:
        return settings
    message = f"`{candidate.rival.name}` in the same folder configures contractgen too"
    hint = "keep one of the two"
    rival = NOT_READABLE.at(Span(source, 0, 0), message, help=hint)
    return replace(settings, diagnostics=(rival, *settings.diagnostics))


def _decoded(root: Path, file: Path, document: Any, places: Places) -> Settings:
    at: KeyPath = ("tool", "contractgen") if file.name == SHARED else ()
    table: Any = document
    for step in at:
        table = table.get(step, {})
    config, findings = decode(table, places, at)
    if not findings:
        findings = list(judge(config, places, at, root))
    return Settings(root, file, config, tuple(findings), places, at)


def _text(file: Path) -> tuple[Source | None, Diagnostic | None]:
    name = file.name
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        words = (error.strerror or type(error).__name__).lower()
        return None, NOT_READABLE.at(None, f"cannot read `{name}`: {words}")
    if len(data) > _LARGEST:
        return None, NOT_READABLE.at(None, f"`{name}` has more than {_LARGEST} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"`{name}` is not UTF-8 (byte {error.start + 1})"
        start = Span(Source(name, data[: error.start].decode()), 0, 0)
        line, column = start.source.position(len(start.source.text))
        message += f", line {line}, column {column}"
        return None, NOT_READABLE.at(None, message)
    return Source(name, text.replace("\r\n", "\n")), None


def _syntax(source: Source, error: tomllib.TOMLDecodeError) -> Diagnostic:
    """Return a syntax error at its place, which `tomllib` gives in its message."""
    found = _TOML_PLACE.fullmatch(str(error))
    if found:
        words, offset = found[1], source.offset(int(found[2]), int(found[3]))
    else:
        words, offset = (
            str(error).removesuffix(" (at end of document)"),
            len(source.text),
        )
    message = f"not valid TOML: {words[:1].lower()}{words[1:]}"
    return NOT_READABLE.at(Span(source, offset, offset), message)
