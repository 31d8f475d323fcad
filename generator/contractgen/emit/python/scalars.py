"""The scalar types in Python: what they are called, and `_scalars.py`.

Patterns and bounds are those of the scalars' rows. Here is only what Python adds: the
types of those that are text on the wire alone, and who reads and writes them.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from contractgen.render.fragments import PyText
from contractgen.render.python import (
    Expression,
    assignment,
    call,
    keyword,
    py_pattern,
    py_string,
    subscript,
)
from contractgen.scalars import SCALARS, Kind, ScalarRow

_BUILT_IN = {
    "String_unsecure": "str",
    "ID": "str",
    "Boolean": "bool",
    "Float_unsecure": "float",
}
_KEYWORDS = {
    "minimum": "ge",
    "maximum": "le",
    "minLength": "min_length",
    "maxLength": "max_length",
}


def built_in(row: ScalarRow) -> str | None:
    """Return the built-in type of a scalar that needs no alias."""
    return _BUILT_IN.get(row.name)


def alias(row: ScalarRow) -> str:
    """Return the alias of a scalar in `_scalars.py`."""
    return row.name.removesuffix("_unsecure")


def codec(row: ScalarRow) -> str:
    """Return the constant that reads and writes a structured scalar."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", row.name).upper() + "_TEXT"


class WrittenType(Struct, frozen=True):
    """A type that is text on the wire."""

    name: PyText
    codec: PyText
    type: PyText
    title: PyText
    pattern: PyText
    read: PyText
    write: PyText
    check: PyText


class ScalarsModule(Struct, frozen=True):
    """Everything `python/_scalars.py.jinja` shows."""

    numbers: tuple[PyText, ...]
    texts: tuple[PyText, ...]
    written: tuple[WrittenType, ...]
    decimal_length: PyText


class _Form(Struct, frozen=True):
    """How Python reads and writes a structured scalar; `check` knows its values."""

    type: str
    title: str
    read: str
    write: str
    check: str


_FORMS = {
    "Date": _Form(
        "datetime.date",
        "a date",
        "datetime.date.fromisoformat",
        "datetime.date.isoformat",
        "_is_date",
    ),
    "DateTime": _Form(
        "datetime.datetime",
        "a date and time with an offset",
        "datetime.datetime.fromisoformat",
        "_write_datetime",
        "_is_datetime",
    ),
    "Time": _Form(
        "datetime.time",
        "a time of day",
        "datetime.time.fromisoformat",
        "datetime.time.isoformat",
        "_is_time",
    ),
    "UUID": _Form("uuid.UUID", "a UUID", "uuid.UUID", "str", "_is_uuid"),
    "Decimal": _Form(
        "decimal.Decimal",
        "a decimal number as text",
        "_read_decimal",
        "_write_decimal",
        "_is_decimal",
    ),
    "Duration": _Form(
        "datetime.timedelta",
        "a duration of days and time",
        "_read_duration",
        "_write_duration",
        "_is_duration",
    ),
    "Bytes": _Form(
        "bytes", "bytes as base64", "_read_bytes", "_write_bytes", "_is_bytes"
    ),
}


def view() -> ScalarsModule:
    """Return the module of scalar types, the same for all contracts."""
    decimal = next(row for row in SCALARS if row.name == "Decimal")
    return ScalarsModule(
        numbers=tuple(_number(row) for row in SCALARS if "minimum" in row.schema),
        texts=tuple(
            _alias(row, [PyText("str")])
            for row in SCALARS
            if row.kind is Kind.TEXT and built_in(row) is None
        ),
        written=tuple(_written(row) for row in SCALARS if row.kind is Kind.STRUCTURED),
        decimal_length=PyText(decimal.schema["maxLength"]),
    )


def _number(row: ScalarRow) -> PyText:
    if row.kind is Kind.NUMBER:
        return _alias(row, [PyText("float")])
    return _alias(row, [PyText("int"), PyText("BeforeValidator(_integer)")])


def _alias(row: ScalarRow, parts: list[Expression]) -> PyText:
    """Return the alias of a type with the constraints of its row."""
    constraints = call("Field", list(_constraints(row)))
    return assignment(
        f"{alias(row)}: TypeAlias", subscript("Annotated", [*parts, constraints])
    )


def _constraints(row: ScalarRow) -> Iterator[Expression]:
    for word, name in _KEYWORDS.items():
        if word in row.schema:
            yield keyword(name, PyText(format(row.schema[word], "_")))
    if "pattern" in row.schema:
        yield keyword("pattern", py_pattern(str(row.schema["pattern"])))


def _written(row: ScalarRow) -> WrittenType:
    form = _FORMS[row.name]
    return WrittenType(
        name=PyText(row.name),
        codec=PyText(codec(row)),
        type=PyText(form.type),
        title=py_string(form.title),
        pattern=py_pattern(str(row.schema["pattern"])),
        read=PyText(form.read),
        write=PyText(form.write),
        check=PyText(form.check),
    )
