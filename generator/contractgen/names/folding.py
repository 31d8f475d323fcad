"""How a contract's names are spelt in the conventions of a surface.

Pure text to text, ASCII only, and never with a counter: two names that come out equal
are the rules' business. Knows nothing of reserved words (`names.reserved`).
"""

import re
from functools import lru_cache

_WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])"  # a plural acronym: the URLs of allURLs
    r"|[A-Z]+(?=[A-Z][a-z])"  # an acronym before a word: the HTTP of HTTPServer
    r"|[A-Z]?[a-z0-9]+"
    r"|[A-Z]+[0-9]*"
    r"|[0-9]+"
)
_GRAPHQL_NAME = re.compile(r"(?!__)[_A-Za-z][_0-9A-Za-z]*")
_GRAPHQL_CONSTANTS = frozenset({"true", "false", "null"})
_NOT_NAME = re.compile(r"[^A-Za-z0-9_]")
_NAME_PART = re.compile(r"[A-Za-z0-9]")


def words(text: str) -> list[str]:
    """Split a name at case changes and at whatever is no ASCII letter or digit."""
    return _WORD.findall(text)


@lru_cache(maxsize=16384)
def snake(text: str) -> str:
    """`getURLById` becomes `get_url_by_id`."""
    return "_".join(words(text)).lower()


@lru_cache(maxsize=16384)
def pascal(text: str) -> str:
    """`job.cancelled` and `JOB_CANCELLED` become `JobCancelled`."""
    return "".join(word[0].upper() + word[1:].lower() for word in words(text))


def python_member(text: str) -> str:
    """Return an enum value's member name, `` where nothing legal is left of it.

    Members are UPPER_SNAKE, which keeps them apart from all that `enum.Enum` and `str`
    bring along (`mro`, `name`, `value`, `title` …).
    """
    name = "_".join(words(text)).upper()
    return f"_{name}" if name[:1].isdigit() else name


def graphql_member(text: str) -> str:
    """Return an enum value's GraphQL name, `` where nothing legal is left of it.

    The value itself wherever the GraphQL specification allows it (October 2021, 2.1.9
    Names, 3.9 Enums); names with two leading underscores are introspection's.
    """
    if _GRAPHQL_NAME.fullmatch(text) and text not in _GRAPHQL_CONSTANTS:
        return text
    if not _NAME_PART.search(text):
        return ""
    name = _NOT_NAME.sub("_", text)
    if name[0].isdigit():
        return f"_{name}"
    if name.startswith("__"):
        return f"_{name.lstrip('_')}"
    return f"{name}_" if name in _GRAPHQL_CONSTANTS else name
