r"""GraphQL fragments: names, descriptions, strings and constant values.

Source of every rule here: the GraphQL specification, September 2025, sections 2.1
(names), 2.9.4 (strings and block strings) and 3.3 (descriptions). Text reads back
exactly as it was; a block string is written only where reading it changes nothing.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring

from contractgen.ir import Json
from contractgen.render.fragments import GqlText

ONE_LINE = 70
"""The longest description that stands on one line with its quotes."""

_NOTHING = GqlText("")
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_PLAIN = re.compile(r"[^\x00-\x08\x0b-\x1f]*")


@lru_cache(maxsize=16384)
def gql_name(name: str) -> GqlText:
    """Return `name` as a GraphQL name.

    Raises ValueError if it is none: names come from the name table, which makes legal
    ones alone, so this is a bug and not a user's mistake.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a GraphQL name: {name!r}")
    return GqlText(name)


def gql_string(text: str) -> GqlText:
    r"""Return the quoted string of `text`; its escapes are JSON's (section 2.9.4)."""
    return GqlText(encode_basestring(text))


def gql_description(text: str, indent: int = 0) -> GqlText:
    """Return the description before a definition, its line end included.

    Empty text gives an empty fragment.
    """
    if not text:
        return _NOTHING
    margin = " " * indent
    if not _survives_block(text):
        return GqlText(f"{margin}{gql_string(text)}\n")
    body = text.replace('"""', '\\"""')
    if "\n" not in text and len(text) <= ONE_LINE and text[-1] not in '"\\':
        return GqlText(f'{margin}"""{body}"""\n')
    lines = (f"{margin}{line}" if line else "" for line in body.split("\n"))
    return GqlText("\n".join((f'{margin}"""', *lines, f'{margin}"""', "")))


def _survives_block(text: str) -> bool:
    """Whether a block string keeps `text` (BlockStringValue in section 2.9.4).

    It drops outer blank lines and the blanks that all lines start with, and turns
    every line end into a line feed.
    """
    lines = text.split("\n")
    if not _PLAIN.fullmatch(text) or not lines[0].strip() or not lines[-1].strip():
        return False
    return any(line[:1].strip(" \t") for line in lines)


def gql_value(value: Json) -> GqlText | None:
    """Return a JSON value as a constant; None if GraphQL cannot say it.

    The names in an input object are GraphQL names, JSON's are any text.
    """
    if isinstance(value, str):
        return gql_string(value)
    if isinstance(value, tuple):
        return gql_list([gql_value(item) for item in value])
    if isinstance(value, Mapping):
        return gql_object({name: gql_value(item) for name, item in value.items()})
    return GqlText(json.dumps(value, allow_nan=False))


def gql_list(items: list[GqlText | None]) -> GqlText | None:
    """Return a list of constants; None if one of them is None."""
    said = [item for item in items if item is not None]
    return GqlText(f"[{', '.join(said)}]") if len(said) == len(items) else None


def gql_object(members: Mapping[str, GqlText | None]) -> GqlText | None:
    """Return an input object; None if a name or a constant cannot be said."""
    said = [
        f"{name}: {value}"
        for name, value in members.items()
        if value is not None and _NAME.fullmatch(name)
    ]
    return GqlText(f"{{{', '.join(said)}}}") if len(said) == len(members) else None
