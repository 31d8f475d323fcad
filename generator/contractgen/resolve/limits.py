"""One scalar's text as a value of its type, and the limits such a value keeps to.

Knows a scalar's row and a field's constraints, no nodes and no diagnostics.
"""

import re
from functools import cache
from typing import NamedTuple

from contractgen.documents.numbers import ONLY_JSON, parse_number
from contractgen.ir import Limits
from contractgen.nodes import Style
from contractgen.resolve.patterns import matcher
from contractgen.scalars import ScalarRow
from contractgen.suggest import shown


class Problem(NamedTuple):
    """Why a value is refused; `kind` is type, limit or shape."""

    kind: str
    message: str
    help: str = ""


def written(row: ScalarRow) -> str:
    """Return what most contracts call the scalar: `Int`, not `Int_unsecure`."""
    return row.name.removesuffix("_unsecure")


def read_scalar(
    row: ScalarRow, text: str, style: Style
) -> str | int | float | bool | Problem:
    """Return the value that `text` is for a scalar other than JSON's."""
    wanted = row.schema["type"]
    if wanted == "string":
        if style is Style.VALUE:
            return Problem("type", f"expected {written(row)}, a text", "quote it")
        return text
    if style is Style.TEXT:
        return Problem(
            "type", f"expected {written(row)}, not a text", "remove the quotes"
        )
    if wanted == "boolean":
        if text in ("true", "false"):
            return text == "true"
        return Problem("type", "expected true or false")
    number = parse_number(text)
    if isinstance(number, str):
        kind = "type" if number == "is not a number" else "limit"
        message = (
            f"expected {written(row)}" if kind == "type" else f"{shown(text)} {number}"
        )
        return Problem(kind, message, ONLY_JSON if kind == "type" else "")
    if wanted == "integer" and not isinstance(number, int):
        return Problem("type", f"expected {written(row)}, an integer")
    return number


def breach(value: str | float | bool, row: ScalarRow, limits: Limits) -> Problem | None:
    """Return which limit of its scalar or field `value` breaks, if any."""
    if isinstance(value, str):
        return _shape(value, row) or _length(value, row, limits) or _own(value, limits)
    if isinstance(value, bool):
        return None
    least, most = row.schema.get("minimum"), row.schema.get("maximum")
    return _range(value, _number(least), _number(most)) or _range(
        value, limits.min, limits.max
    )


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _range(value: float, least: float | None, most: float | None) -> Problem | None:
    if least is not None and most is not None and least > most:
        return None  # the constraints contradict each other, which is reported alone
    if least is not None and value < least:
        return Problem("limit", f"{value} is less than {least}, the least value")
    if most is not None and value > most:
        return Problem("limit", f"{value} is greater than {most}, the greatest value")
    return None


def _length(value: str, row: ScalarRow, limits: Limits) -> Problem | None:
    scalars = row.schema.get("minLength"), row.schema.get("maxLength")
    for least, most in (scalars, (limits.min_length, limits.max_length)):
        if isinstance(least, int) and isinstance(most, int) and least > most:
            continue
        if isinstance(least, int) and len(value) < least:
            message = f"expected at least {least} characters, found {len(value)}"
            return Problem("limit", message)
        if isinstance(most, int) and len(value) > most:
            message = f"expected at most {most} characters, found {len(value)}"
            return Problem("limit", message)
    return None


def _shape(value: str, row: ScalarRow) -> Problem | None:
    pattern = row.schema.get("pattern")
    if not isinstance(pattern, str):
        return None
    longest = row.schema.get("maxLength")
    if isinstance(longest, int) and len(value) > longest:
        return None  # too long: `_length` says so, and the pattern is not tried
    if not _compiled(pattern).fullmatch(value):
        help_ = f"an example is `{row.example}`"
        return Problem("shape", f"{shown(value)} is not {_called(row)}", help_)
    calendar = row.schema.get("format")
    if calendar in ("date", "date-time") and not _in_calendar(value):
        return Problem("shape", f"{shown(value)} is not in the calendar")
    return None


def _called(row: ScalarRow) -> str:
    return f"{'an' if row.name[0] in 'AEIO' else 'a'} {row.name}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.removeprefix("^").removesuffix("$"))


def _own(value: str, limits: Limits) -> Problem | None:
    if limits.pattern is None:
        return None
    matches = matcher(limits.pattern)
    if matches is None or matches(value):
        return None  # a pattern outside the portable subset is reported by itself
    return Problem("shape", f"{shown(value)} does not match {shown(limits.pattern)}")


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _in_calendar(text: str) -> bool:
    """Return whether a text of the shape yyyy-mm-dd… names a day (RFC 3339 5.7)."""
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= _DAYS[month - 1] + (month == 2 and leap)
