"""JSON fragments: text of JSON-like data, indented or on one line.

`json.dumps` leaves its C encoder as soon as it has to indent; here msgspec's formatter
indents what that encoder wrote, to the same text as `json.dumps(data, indent=2,
ensure_ascii=False)`. msgspec encodes nothing: it spells some numbers another way.
Keys stay in the order of the data.
"""

from collections.abc import Iterable
from json.encoder import JSONEncoder, encode_basestring

from msgspec.json import format as indented

from contractgen.ir import Json
from contractgen.render.fragments import JsonText

_LINE = JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    default=dict,
    check_circular=False,  # data are trees, and looking for circles takes time
)


def to_json(data: Json) -> JsonText:
    """Return `data` as JSON text, indented by two spaces, without a final line end."""
    return JsonText(indented(_LINE.encode(data), indent=2))


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
