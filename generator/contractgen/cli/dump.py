"""IR and names as plain JSON values, for `list`, `show` and scripts.

Places are left out but for one per definition: the rest is in the contract.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import Struct

from contractgen.ir import (
    Constant,
    EnumType,
    ModelType,
    Origin,
    ScalarType,
    Symbol,
    Version,
)
from contractgen.source import Span


def plain(value: object) -> Any:
    """Return `value` as JSON values; empty parts of a record are left out."""
    match value:
        case Origin():
            return str(value.span)
        case Span() | Symbol() | Version():
            return str(value)
        case ScalarType():
            return value.row.name
        case EnumType() | ModelType():
            return str(value.symbol)
        case Mapping():
            entries = cast(Mapping[object, object], value)
            return {_key(key): plain(one) for key, one in entries.items()}
        case list() | tuple():
            items = cast(Sequence[object], value)
            return [plain(one) for one in items]
        case Struct():
            return _record(value)
        case _:
            return value


def _record(value: Struct) -> dict[str, Any]:
    made: dict[str, Any] = {}
    names, defaults = value.__struct_fields__, value.__struct_defaults__
    optional = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
    for name in names:
        given = getattr(value, name)
        if isinstance(given, Constant):  # null, false and [] are values like others
            made[name] = given.value
            continue
        member = plain(given)
        # `idempotent: false` is said
        unsaid = None if optional.get(name, False) is None else False
        if member is not None and member is not unsaid and member not in ("", [], {}):
            made["place" if name == "origin" else name] = member
    return made


def _key(key: object) -> str:
    if isinstance(key, tuple):
        parts = cast(tuple[object, ...], key)
        return " ".join(map(str, parts))
    return str(key)
