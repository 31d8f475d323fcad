"""A TOML document to a `Config`, gathering what is wrong with it.

A wrong value is reported and its default used, so that one run finds everything.
"""

from typing import Any, cast

from contractgen.cli.settings.codes import BAD_EMIT, UNKNOWN_KEY, WRONG_VALUE
from contractgen.cli.settings.keys import CONFIG, Choice, Key, Many, Table, Text
from contractgen.cli.settings.places import Path, Places
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic
from contractgen.suggest import shown, suggesting


def decode(
    document: object, places: Places, at: Path
) -> tuple[Config, list[Diagnostic]]:
    """Return the configuration that the table at path `at` says, and its findings."""
    decoder = _Decoder(places)
    config = decoder.table(CONFIG, document, at)
    return config or Config(), decoder.findings


class _Decoder:
    """Walks document and key table together; None stands for a value left out."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.findings: list[Diagnostic] = []

    def table(self, key: Table, raw: object, path: Path) -> Any:
        if not isinstance(raw, dict):
            self._wrong(path, raw, "a table")
            return None
        entries = cast(dict[str, object], raw)
        made: dict[str, object] = {}
        for name, value in entries.items():
            known = key.keys.get(name)
            if known is None:
                self._unknown(name, key, (*path, name))
                continue
            decoded = self._any(known, value, (*path, name))
            if decoded is not None:
                made[name] = decoded
        missing = [name for name in key.required if name not in entries]
        for name in missing:
            place = self._places.key(path)
            self.findings.append(WRONG_VALUE.at(place, f"`{name}` is missing"))
        complete = all(name in made for name in key.required)
        return key.make(**made) if complete else None

    def _any(self, key: Key, raw: object, path: Path) -> Any:
        match key:
            case Text():
                return self._text(key, raw, path)
            case Choice():
                return self._choice(key, raw, path)
            case Many():
                return self._many(key, raw, path)
            case Table():
                return self.table(key, raw, path)

    def _text(self, key: Text, raw: object, path: Path) -> str | None:
        if not isinstance(raw, str):
            self._wrong(path, raw, "a text in quotes")
            return None
        problem = key.check(raw)
        if problem is None:
            return key.tidy(raw)
        place = self._places.value(path)
        self.findings.append(
            key.code.at(place, f"`{_last(path)}`: {shown(raw)} {problem}")
        )
        return None

    def _choice(self, key: Choice, raw: object, path: Path) -> str | None:
        if isinstance(raw, str) and raw in key.words:
            return raw
        known = tuple(key.more()) if key.more else key.words
        if isinstance(raw, str) and raw in known:
            return raw
        words = ", ".join(f'"{word}"' for word in known)
        if not isinstance(raw, str):
            self._wrong(path, raw, f"one of {words}")
            return None
        code = BAD_EMIT if key.more else WRONG_VALUE
        message = f"`{_last(path)}` cannot be {shown(raw)}"
        hint = f"it takes one of {words}"
        found = code.at(self._places.value(path), message, help=hint)
        self.findings.append(suggesting(found, raw, known))
        return None

    def _many(self, key: Many, raw: object, path: Path) -> tuple[Any, ...] | None:
        if not isinstance(raw, list):
            self._wrong(path, raw, "a list")
            return None
        items = cast(list[object], raw)
        if key.some and not items:
            place = self._places.value(path)
            message = f"`{_last(path)}` is an empty list"
            hint = "leave it out to get the default"
            self.findings.append(WRONG_VALUE.at(place, message, help=hint))
            return None
        decoded = [
            self._any(key.item, one, (*path, index)) for index, one in enumerate(items)
        ]
        return tuple(one for one in decoded if one is not None) or None

    def _unknown(self, name: str, key: Table, path: Path) -> None:
        message = f"unknown key {shown(name)}"
        hint = "the keys here are: " + ", ".join(key.keys)
        found = UNKNOWN_KEY.at(self._places.key(path), message, help=hint)
        self.findings.append(suggesting(found, name, key.keys))

    def _wrong(self, path: Path, raw: object, wanted: str) -> None:
        message = f"`{_last(path)}` takes {wanted}, not {_kind(raw)}"
        self.findings.append(WRONG_VALUE.at(self._places.value(path), message))


def _last(path: Path) -> str:
    """Return the key of `path`, for messages: `servers` for one of the servers."""
    words = [step for step in path if isinstance(step, str)]
    return words[-1] if words else "contractgen"


def _kind(raw: object) -> str:
    match raw:
        case str():
            return "a text"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"
