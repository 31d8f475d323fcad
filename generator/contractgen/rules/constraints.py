"""Constraints on fields: that they fit the type, and can be met at all.

Readers have seen to it that lengths are counts and bounds are numbers that JSON
keeps. Whether defaults and examples meet the constraints is checked where values are
read.
"""

from collections.abc import Iterator

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import EnumType, Field, ModelType, ScalarType
from contractgen.rules.subject import Rule, Subject
from contractgen.scalars import Kind

MISPLACED = Code(
    "CG250",
    "a constraint that does not fit the type",
    "`min` and `max` bound Int and Float; `minLength`, `maxLength` and `pattern` speak "
    "of text; `minItems` and `maxItems` of arrays. A constraint on another type would "
    "be kept by some surfaces and ignored by others.",
    "Remove the constraint, or use the type that has it. Beside `isArray`, item counts "
    "speak of the array and all others of its items.",
    wrong="done: { type: Boolean, max: 1 }\n",
    right="attempts: { type: Int, max: 1 }\n",
)
IMPOSSIBLE = Code(
    "CG251",
    "constraints that no value meets",
    "The least is above the greatest, or beyond what the type allows: every value "
    "would be refused.",
    "Swap the two, or correct the one that is wrong.",
    wrong="name: { type: String, minLength: 10, maxLength: 5 }\n",
    right="name: { type: String, minLength: 5, maxLength: 10 }\n",
)
FRACTION = Code(
    "CG252",
    "a bound of an Int that is no whole number",
    "An Int is a whole number, so a bound between two of them bounds as the next one "
    "does, which generated code in several languages would each have to work out.",
    "Write a whole number.",
    wrong="attempts: { type: Int, max: 2.5 }\n",
    right="attempts: { type: Int, max: 2 }\n",
)

_BOUNDS = (("min", "min"), ("max", "max"))
_TEXT = (
    ("minLength", "min_length"),
    ("maxLength", "max_length"),
    ("pattern", "pattern"),
)
_ITEMS = (("minItems", "min_items"), ("maxItems", "max_items"))
_PAIRS = (_BOUNDS, _TEXT[:2], _ITEMS)


def _misplaced(subject: Subject) -> Iterator[Diagnostic]:
    for field in subject.limited:
        allowed = _allowed(field)
        for key, attribute in (*_BOUNDS, *_TEXT, *_ITEMS):
            if getattr(field.limits, attribute) is None or key in allowed:
                continue
            message = f"`{key}` does not fit {_type(field)}"
            yield MISPLACED.at(field.origin.at(key), message, help=_home(key))


def _allowed(field: Field) -> set[str]:
    keys = {key for key, _ in _ITEMS} if field.array else set[str]()
    if isinstance(field.type, ScalarType):
        if field.type.row.bounded:
            keys |= {key for key, _ in _BOUNDS}
        if field.type.row.kind is Kind.TEXT:
            keys |= {key for key, _ in _TEXT}
    return keys


def _type(field: Field) -> str:
    match field.type:
        case ScalarType(row):
            name = f"`{row.name}`"
        case EnumType():
            name = "an enum"
        case ModelType():
            name = "a model"
    return f"an array of {name}" if field.array else name


def _home(key: str) -> str:
    if key in dict(_BOUNDS):
        return "only Int and Float have bounds"
    if key in dict(_TEXT):
        return "only text has lengths and patterns"
    return "only arrays have item counts: `isArray: true`"


def _impossible(subject: Subject) -> Iterator[Diagnostic]:
    for field in subject.limited:
        allowed = _allowed(field)
        for (low_key, low_name), (high_key, high_name) in _PAIRS:
            low = getattr(field.limits, low_name)
            high = getattr(field.limits, high_name)
            if low is None or high is None or low <= high or low_key not in allowed:
                continue
            message = f"`{low_key}` {low} is above `{high_key}` {high}"
            yield IMPOSSIBLE.at(
                field.origin.at(low_key), message, help="swap or correct them"
            ).also(field.origin.at(high_key), f"`{high_key}` is here")
        if "pattern" in allowed:
            yield from _beyond_type(field)


def _beyond_type(field: Field) -> Iterator[Diagnostic]:
    """Compare lengths with those the scalar has of itself."""
    if not isinstance(field.type, ScalarType):
        return
    row, limits = field.type.row, field.limits
    least, most = row.schema.get("minLength"), row.schema.get("maxLength")
    longest, shortest = limits.max_length, limits.min_length
    if longest is not None and isinstance(least, int) and longest < least:
        message = f"`{row.name}` has at least {least} characters"
        mend = "raise `maxLength`, or use String"
        yield IMPOSSIBLE.at(field.origin.at("maxLength"), message, help=mend)
    if shortest is not None and isinstance(most, int) and shortest > most:
        message = f"`{row.name}` has at most {most} characters"
        mend = "lower `minLength`, or use String"
        yield IMPOSSIBLE.at(field.origin.at("minLength"), message, help=mend)


def _fractions(subject: Subject) -> Iterator[Diagnostic]:
    for field in subject.limited:
        if not isinstance(field.type, ScalarType):
            continue
        if field.type.row.kind is not Kind.INTEGER:
            continue
        for key, bound in (("min", field.limits.min), ("max", field.limits.max)):
            if bound is not None and bound != int(bound):
                message = f"`{key}` {bound} is not a whole number"
                mend = "write a whole number: Int has no fractions"
                yield FRACTION.at(field.origin.at(key), message, help=mend)


RULES = (
    Rule(MISPLACED, _misplaced),
    Rule(IMPOSSIBLE, _impossible),
    Rule(FRACTION, _fractions),
)
