"""Every key of the configuration: one table for the decoder and the JSON Schema.

A row says what a key takes and what is checked of its value alone. What concerns
several keys at once, or the disk, is in `judge`.
"""

import posixpath
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from msgspec import Struct

from contractgen.cli.settings import values
from contractgen.cli.settings.codes import BAD_PACKAGE, BAD_PATH, BAD_TEXT
from contractgen.config import (
    EMITTERS,
    Config,
    EventsConfig,
    GraphqlConfig,
    NamesConfig,
    OpenapiConfig,
    PythonConfig,
    Server,
)
from contractgen.diagnostics import Code
from contractgen.emit.registry import installed

Check: TypeAlias = Callable[[str], str | None]
"""Returns what is wrong with a text, as the end of a sentence; None if nothing."""


class Text(Struct, frozen=True):
    """A text, checked on its own; `code` is the finding if the check fails.

    `tidy` gives the one spelling that is used from there on.
    """

    about: str
    check: Check
    code: Code
    default: str | None = None
    tidy: Callable[[str], str] = str


class Choice(Struct, frozen=True):
    """One of a few words; the first is the default. `more` knows others, if asked."""

    about: str
    words: tuple[str, ...]
    more: Callable[[], Iterable[str]] | None = None


class Many(Struct, frozen=True):
    """A list; `item` is what each element takes. It must not be empty if `some`."""

    about: str
    item: "Text | Choice | Table"
    default: tuple[str, ...] = ()
    some: bool = False


class Table(Struct, frozen=True):
    """A table of keys that becomes `make(**values)`."""

    about: str
    keys: "dict[str, Key]"
    make: Callable[..., Any]
    required: tuple[str, ...] = ()


Key: TypeAlias = Text | Choice | Many | Table


def _path(about: str, default: str | None = None) -> Text:
    return Text(about, values.path, BAD_PATH, default, posixpath.normpath)


_NAMES = Table(
    "How names on the wire are derived.",
    {
        "versions": Choice(
            "What of a version stands in wire names: its major, or all of it.",
            ("major", "full"),
        ),
        "prefix": Choice(
            "Whether names in flat namespaces (GraphQL types, OpenAPI components) "
            "start with their package.",
            ("none", "package"),
        ),
    },
    NamesConfig,
)
_PYTHON = Table(
    "The generated Python package.",
    {
        "package": Text(
            "The package's import name.", values.package, BAD_PACKAGE, "contracts"
        ),
        "output": _path(
            "The folder that holds the package, such as `src`; `python` below "
            "`output` unless said."
        ),
        "service": Choice(
            "Whether service methods are coroutines.",
            ("async", "sync"),
        ),
    },
    PythonConfig,
)
_GRAPHQL = Table(
    "The GraphQL schema.",
    {
        "int": Choice(
            "The type of integers that may exceed 32 bits.",
            ("SafeInt", "Int"),
        )
    },
    GraphqlConfig,
)
_SERVER = Table(
    "A server of the API.",
    {
        "url": Text("Its URL, or a path.", values.server_url, BAD_TEXT),
        "description": Text("What it is for.", values.text, BAD_TEXT, ""),
    },
    Server,
    required=("url",),
)
_OPENAPI = Table(
    "The OpenAPI document as a whole.",
    {
        "title": Text("The API's title.", values.title, BAD_TEXT, "Contracts"),
        "version": Text("The API's version.", values.word, BAD_TEXT, "1.0.0"),
        "servers": Many("The API's servers.", _SERVER),
        "security": Choice("How callers identify themselves.", ("bearer",)),
    },
    OpenapiConfig,
)
_EVENTS = Table(
    "Event schemas and the AsyncAPI document.",
    {
        "source": Text(
            "CloudEvents `source`, a URI or a path.",
            values.uri_reference,
            BAD_TEXT,
            "/contracts",
        ),
        "type_prefix": Text(
            "Written before each event's key in CloudEvents `type`, such as "
            "`com.example.`.",
            values.type_prefix,
            BAD_TEXT,
            "",
        ),
        "id_base": Text(
            "What the `$id` of every event schema starts with.",
            values.absolute_url,
            BAD_TEXT,
            EventsConfig().id_base,
        ),
    },
    EventsConfig,
)
CONFIG = Table(
    "Configuration of contractgen.",
    {
        "specs": Many(
            "Folders that hold contract files.",
            _path("A folder."),
            ("specs",),
            some=True,
        ),
        "output": _path("The folder for everything generated.", "generated"),
        "templates": _path(
            "A folder of templates that replace built-in ones of the same name."
        ),
        "emit": Many(
            "What is generated; `fastapi` and `graphql` need `python`.",
            Choice("An emitter, ours or an installed one.", EMITTERS, more=installed),
            EMITTERS,
            some=True,
        ),
        "names": _NAMES,
        "python": _PYTHON,
        "graphql": _GRAPHQL,
        "openapi": _OPENAPI,
        "events": _EVENTS,
    },
    Config,
)
