"""JSON fragments: indented text of JSON-like data, quicker than the standard module.

`json.dumps` leaves its C encoder as soon as it has to indent; this writes the same
text as `json.dumps(data, indent=2, ensure_ascii=False)` in a fraction of the time.
Keys stay in the order of the data.
"""

from collections.abc import Iterable, Mapping
from json.encoder import JSONEncoder, encode_basestring

from contractgen.ir import Json
from contractgen.render.fragments import JsonText


def to_json(data: Json) -> JsonText:
    """Return `data` as JSON text, indented by two spaces, without a final line end."""
    parts: list[str] = []
    _write(data, "\n", parts)
    return JsonText("".join(parts))


_LINE = JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    default=dict,
    check_circular=False,  # data are trees, and looking for circles takes time
)


def to_json_line(data: Json) -> JsonText:
    """Return `data` as JSON text on one line, for files that machines read."""
    return JsonText(_LINE.encode(data))


def json_member(name: str, value: JsonText) -> JsonText:
    """Return a member of an object, on one line."""
    return JsonText(f"{encode_basestring(name)}:{value}")


def json_object(members: Iterable[JsonText]) -> JsonText:
    """Return the object of `members`, on one line."""
    return JsonText(f"{{{','.join(members)}}}")


def json_union(first: JsonText, second: JsonText) -> JsonText:
    """Return one object with the members of two, neither of them empty."""
    return JsonText(f"{first[:-1]},{second[1:]}")


def json_scalar(value: object) -> str:
    """Return a number, a boolean or null as JSON."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return "null" if value is None else repr(value)


def _write(value: Json, line: str, parts: list[str]) -> None:
    """Append `value`; `line` is a line end and the indentation after it."""
    if isinstance(value, str):
        parts.append(encode_basestring(value))
    elif not isinstance(value, tuple | Mapping):
        parts.append(json_scalar(value))
    elif not value:
        parts.append("[]" if isinstance(value, tuple) else "{}")
    elif isinstance(value, tuple):
        _write_items(value, line, parts)
    else:
        _write_members(value, line, parts)


def _write_items(items: tuple[Json, ...], line: str, parts: list[str]) -> None:
    inner = line + "  "
    lead = "[" + inner
    for item in items:
        parts.append(lead)
        _write(item, inner, parts)
        lead = "," + inner
    parts.append(line + "]")


def _write_members(members: Mapping[str, Json], line: str, parts: list[str]) -> None:
    inner = line + "  "
    lead = "{" + inner
    for key, item in members.items():
        if isinstance(item, str):
            text = f"{lead}{encode_basestring(key)}: {encode_basestring(item)}"
            parts.append(text)
        else:
            parts.append(f"{lead}{encode_basestring(key)}: ")
            _write(item, inner, parts)
        lead = "," + inner
    parts.append(line + "}")
