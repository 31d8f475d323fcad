r"""YAML fragments: block YAML of JSON-like data that every reader reads alike.

Text stands plain only where no reader of YAML 1.1 or 1.2 could take it for anything
else, as a literal block where it has several tame lines, and in JSON's quotes
otherwise: JSON's escapes are YAML's (YAML 1.2.2 section 5.7). Characters beyond ASCII
stay raw, but for those that YAML forbids or folds. Reads no YAML.
"""

import re
from collections.abc import Mapping
from json.encoder import encode_basestring

from contractgen.ir import Json
from contractgen.render.fragments import YamlText
from contractgen.render.json import json_scalar

# A letter first: no number, date or indicator starts with one ("/" and "$" are safe
# for paths and `$ref`). Neither ":" nor "#", which may end a scalar.
_PLAIN = re.compile(
    r"[A-Za-z/$](?:[\w .,;/$(){}<>='*+!?%&@^~|-]*[\w.()?!}/-])?", re.ASCII
)
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_FORBIDDEN = r"\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_ESCAPED = re.compile(f"[{_FORBIDDEN}]")
_UNTAMED = re.compile(rf"[\x00-\x09\x0b-\x1f{_FORBIDDEN}]")
_LINE_START = re.compile(r"\n(?=[^\n])")
_LONGEST_KEY = 1000  # implicit keys end at 1024 characters (YAML 1.2.2 section 7.4.2)


def to_yaml(data: Json, indent: int = 0) -> YamlText:
    """Return `data` as YAML, without a final line end.

    The first line stands where the fragment is printed; all others are indented by
    `indent` spaces. So a template prints a mapping or sequence on a line of its own,
    `indent` columns in, and a scalar there or after its key.
    """
    pad = " " * indent
    if isinstance(data, str):
        return YamlText(_text(data, pad))
    lines: list[str] = []
    _write(data, "", pad, lines)
    return YamlText("\n".join(lines))


def _write(value: Json, lead: str, pad: str, lines: list[str]) -> None:
    """Append `value`: `lead` begins its first line and `pad` the others."""
    if isinstance(value, dict):
        _write_members(value, lead, pad, lines)
    elif isinstance(value, str):
        lines.append(lead + _text(value, pad))
    elif isinstance(value, tuple):
        _write_items(value, lead, pad, lines)
    elif isinstance(value, Mapping):
        _write_members(dict(value), lead, pad, lines)
    else:
        lines.append(lead + _scalar(value))


def _write_items(
    items: tuple[Json, ...], lead: str, pad: str, lines: list[str]
) -> None:
    if not items:
        lines.append(lead + "[]")
    inner = pad + "  "
    for item in items:
        _write(item, lead + "- ", inner, lines)
        lead = pad


def _write_members(
    members: dict[str, Json], lead: str, pad: str, lines: list[str]
) -> None:
    if not members:
        lines.append(lead + "{}")
    inner = pad + "  "
    for key, item in members.items():
        name = _KEYS[key] or f"? {_LINES[key]}\n{pad}:"
        if isinstance(item, str):  # most are: no call more than needed
            text = _text(item, inner) if "\n" in item else _LINES[item]
            lines.append(f"{lead}{name} {text}")
        elif isinstance(item, dict) and item:
            lines.append(lead + name)
            _write_members(item, inner, inner, lines)
        elif isinstance(item, tuple) and item:
            lines.append(lead + name)
            _write_items(item, inner, inner, lines)
        elif isinstance(item, int):  # or a boolean
            lines.append(f"{lead}{name} {json_scalar(item)}")
        elif isinstance(item, Mapping) and item:
            lines.append(lead + name)
            _write_members(dict(item), inner, inner, lines)
        else:
            _write(item, f"{lead}{name} ", inner, lines)
        lead = pad


def _text(text: str, pad: str) -> str:
    if "\n" in text and pad and _is_tame(text):
        body = _LINE_START.sub(f"\n{pad}", text)
        return f"|-\n{pad}{body}"
    return _LINES[text]


def _is_tame(text: str) -> bool:
    """Whether a literal block keeps the text: no blanks at ends, all printable."""
    if text[0] in " \n" or text[-1] in " \n" or " \n" in text:
        return False
    if text.isascii():  # what is printable beyond ASCII depends on Python's version
        return text.replace("\n", "").isprintable()
    return not _UNTAMED.search(text)


class _Lines(dict[str, str]):
    """Text on one line, plain or quoted; a look-up is quicker than a call."""

    def __missing__(self, text: str) -> str:
        line = text
        if not _PLAIN.fullmatch(text) or text.lower() in _WORDS:
            line = _ESCAPED.sub(_escape, encode_basestring(text))
        self[text] = line
        return line


class _Keys(dict[str, str]):
    """Keys with their colon; nothing for one that is too long to be an implicit key."""

    def __missing__(self, key: str) -> str:
        line = _LINES[key]
        name = self[key] = f"{line}:" if len(line) <= _LONGEST_KEY else ""
        return name


_LINES, _KEYS = _Lines(), _Keys()


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _scalar(value: object) -> str:
    """Return a number, a boolean or null."""
    text = json_scalar(value)
    if "e" in text and isinstance(value, float) and "." not in text:
        return text.replace("e", ".0e")  # YAML 1.1: no exponent without a point
    return text
