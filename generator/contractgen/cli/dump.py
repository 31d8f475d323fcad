"""IR and names as plain JSON values, for `list`, `show` and scripts.

Places are left out but for one per definition: the rest is in the contract.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, cast

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
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _record(value)
        case _:
            return value


def _record(value: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for one in fields(value):
        given = getattr(value, one.name)
        if isinstance(given, Constant):  # null, false and [] are values like others
            made[one.name] = given.value
            continue
        member = plain(given)
        unsaid = None if one.default is None else False  # `idempotent: false` is said
        if member is not None and member is not unsaid and member not in ("", [], {}):
            made["place" if one.name == "origin" else one.name] = member
    return made


def _key(key: object) -> str:
    if isinstance(key, tuple):
        parts = cast(tuple[object, ...], key)
        return " ".join(map(str, parts))
    return str(key)
