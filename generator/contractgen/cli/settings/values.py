"""What single texts of the configuration may be. Looks at no disk.

Each check returns the end of a sentence that begins with the value, or None.
"""

import keyword
import re
import sys
from urllib.parse import urlsplit

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_URL_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")
_NEEDED = frozenset(
    {"contractgen", "fastapi", "graphql", "pydantic", "pydantic_core", "starlette"}
)


def text(value: str) -> str | None:
    """Any line of text."""
    found = _CONTROL.search(value)
    return f"holds the character U+{ord(found[0]):04X}" if found else None


def title(value: str) -> str | None:
    """A line of text that a page may print without escaping it."""
    if not value.strip():
        return "is empty"
    for mark in "<>":
        if mark in value:
            return f"holds `{mark}`"
    return text(value)


def word(value: str) -> str | None:
    """A text without blanks, such as a version."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+_-]*", value):
        return "may hold letters, digits and `. + _ -` only"
    return None


def path(value: str) -> str | None:
    """A path that stays below the folder it is relative to."""
    if not value:
        return "is empty"
    if value.startswith("~"):
        return "starts with `~`; paths are relative to the configuration's folder"
    if value.startswith("/") or re.match(r"[A-Za-z]:", value):
        return "is absolute; paths are relative to the configuration's folder"
    if "\\" in value:
        return "holds a backslash; use `/`"
    if ".." in value.split("/"):
        return "leaves the project's folder"
    if ".git" in value.lower().split("/"):
        return "lies in a git folder"
    if any(mark in value for mark in '*?"<>|:'):
        return 'holds one of `* ? " < > | :`'
    return text(value)


def package(value: str) -> str | None:
    """The name of a top-level Python package."""
    if not _IDENTIFIER.fullmatch(value):
        return "is not a Python identifier of lower case letters, digits and `_`"
    if keyword.iskeyword(value):
        return "is a Python keyword"
    if value in sys.stdlib_module_names:
        return "is a module of Python's standard library"
    if value in _NEEDED:
        return "is a package that generated code imports, or contractgen itself"
    return None


def uri_reference(value: str) -> str | None:
    """A URI or a reference relative to one (RFC 3986)."""
    if not value:
        return "is empty"
    if not _URL_CHARACTERS.fullmatch(value):
        return "holds a character that is not allowed in a URL"
    try:
        urlsplit(value)
    except ValueError:
        return "is not a URL"
    return None


def absolute_url(value: str) -> str | None:
    """An absolute http or https URL without query and fragment."""
    wrong = uri_reference(value)
    if wrong:
        return wrong
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return "is not an absolute http or https URL"
    if parts.query or parts.fragment:
        return "has a query or a fragment"
    return None


def server_url(value: str) -> str | None:
    """An absolute http or https URL, or a path on the same server."""
    if value.startswith("/") and not value.startswith("//"):
        return uri_reference(value)
    return absolute_url(value)


def type_prefix(value: str) -> str | None:
    """Dotted words, as CloudEvents recommends for `type`."""
    if not re.fullmatch(r"[A-Za-z0-9._-]*", value):
        return "may hold letters, digits and `. _ -` only"
    return None
