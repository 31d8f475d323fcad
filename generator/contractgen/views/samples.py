"""Sample values for docs: the author's examples where there are any, else made up.

A sample is as short as its model allows: optional fields are left out. It is a legal
value of its type unless a `pattern` without an `example` keeps us from knowing one.
"""

from collections.abc import Callable, Mapping

from contractgen.ir import (
    Contracts,
    EnumType,
    Field,
    Json,
    ModelType,
    ScalarType,
    Symbol,
)
from contractgen.scalars import ScalarRow

_DEEPEST = 8
_FREE_TEXT = ("String_unsecure", "NonEmptyString", "ID")


def wire_value(_symbol: Symbol, value: str) -> str:
    """Return an enum's value as JSON carries it."""
    return value


class Samples:
    """Makes samples of models; `spell` says how an enum's value is written."""

    def __init__(
        self, contracts: Contracts, spell: Callable[[Symbol, str], str] = wire_value
    ) -> None:
        self._contracts = contracts
        self._spell = spell

    def model(self, symbol: Symbol, depth: int = 0) -> Mapping[str, Json]:
        """Return a sample object with what its model requires."""
        return {
            field.name: self.field(field, depth)
            for field in self._contracts.models[symbol].fields
            if field.required
        }

    def respelt(self, symbol: Symbol, given: Json) -> Json:
        """Return the author's own value of a model, its enums spelt as here."""
        if not isinstance(given, Mapping):
            return given
        fields = {field.name: field for field in self._contracts.models[symbol].fields}
        return {
            name: self._respelt(fields[name], value) if name in fields else value
            for name, value in given.items()
        }

    def _respelt(self, field: Field, value: Json) -> Json:
        if isinstance(value, tuple) and field.array:
            return tuple(self._respelt(field, item) for item in value)
        match field.type:
            case EnumType(symbol) if isinstance(value, str):
                return self._spell(symbol, value)
            case ModelType(symbol):
                return self.respelt(symbol, value)
            case _:
                return value

    def field(self, field: Field, depth: int = 0) -> Json:
        """Return a sample value of a field: an array where it is one."""
        if not field.array:
            return self._item(field, depth)
        least = field.limits.min_items or 0
        if depth >= _DEEPEST or field.limits.max_items == 0:
            return ()
        return (self._item(field, depth),) * max(1, least)

    def _item(self, field: Field, depth: int) -> Json:
        given = field.example
        match field.type:
            case ScalarType(row):
                return given.value if given else _scalar(row, field)
            case EnumType(symbol):
                first = self._contracts.enums[symbol].values[0].value
                return self._spell(symbol, str(given.value) if given else first)
            case ModelType(symbol) if given is not None:
                return given.value
            case ModelType(symbol):
                nothing = field.nullable and not field.array and depth >= 1
                return None if nothing else self.model(symbol, depth + 1)


def _scalar(row: ScalarRow, field: Field) -> Json:
    limits = field.limits
    if isinstance(row.example, int | float) and row.bounded:
        return _within(row.example, limits.min, limits.max)
    if isinstance(row.example, str) and row.name in _FREE_TEXT:
        return _sized(row.example, limits.min_length, limits.max_length)
    return row.example


def _within(value: float, low: float | None, high: float | None) -> float:
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value


def _sized(text: str, least: int | None, most: int | None) -> str:
    grown = text.ljust(least or 0, "x")
    return grown if most is None else grown[:most]
