"""Which values are values of a type: the table of DESIGN §2 and §3."""

from collections.abc import Callable

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.ir import Constant, Contracts, Symbol
from contractgen.scalars import SCALARS, ScalarRow

Resolve = Callable[..., tuple[Contracts, list[Diagnostic]]]

GOOD: list[tuple[str, str, object]] = [
    ("String", "7", "7"),
    ("String", "no", "no"),
    ("String", "true", "true"),
    ("String", '"null"', "null"),
    ("String", '""', ""),
    ("String", "__import__('os').system('id')", "__import__('os').system('id')"),
    ("ID", "1.10", "1.10"),
    ("Int", "7", 7),
    ("Int", "1.0", 1),
    ("Int", "-0", 0),
    ("Int", "9007199254740991", 9007199254740991),
    ("Float", "7", 7),
    ("Float", "1e30", 1e30),
    ("Boolean", "true", True),
    ("JSON", "{a: [null, no, '7', 7, 1.50]}", {"a": (None, "no", "7", 7, 1.5)}),
    ("JSON", "010", "010"),
    ("JSONObject", "{}", {}),
    ("Date", "2028-02-29", "2028-02-29"),
    (
        "DateTime",
        "2030-01-01T00:00:00.123456+14:00",
        "2030-01-01T00:00:00.123456+14:00",
    ),
    ("Time", "12:30", "12:30"),
    ("Bytes", '""', ""),
    ("Duration", "PT1.5S", "PT1.5S"),
    ("E", "a", "a"),
    ("E", "1", "1"),
    ("N", "{i: 1}", {"i": 1}),
    ("N[]", "[{i: 1}, {i: 2}]", ({"i": 1}, {"i": 2})),
    ("Int[]", "[]", ()),
]
BAD = [
    ("String", "null", "CG226"),
    ("String", "", "CG226"),
    ("String", "[a]", "CG220"),
    ("String", "{a: b}", "CG220"),
    ("Int", '"7"', "CG220"),
    ("Int", "1.5", "CG220"),
    ("Int", "true", "CG220"),
    ("Int", "0x1F", "CG220"),
    ("Int", "1_000", "CG220"),
    ("Int", "9" * 5000, "CG221"),
    ("Int", "1e30", "CG220"),
    ("Float", ".inf", "CG220"),
    ("Float", "1e400", "CG221"),
    ("Float", "9007199254740993", "CG221"),
    ("Boolean", "yes", "CG220"),
    ("Boolean", "1", "CG220"),
    ("Boolean", '"true"', "CG220"),
    ("JSONObject", "[]", "CG220"),
    ("JSON", "{a: 1e400}", "CG154"),
    ("Date", "2023-02-29", "CG222"),
    ("Date", "1900-02-29", "CG222"),
    ("Date", "20240101", "CG222"),
    ("DateTime", "2030-01-01", "CG222"),
    ("DateTime", "2030-02-30T00:00:00Z", "CG222"),
    ("DateTime", "2030-01-01T23:59:60Z", "CG222"),
    ("DateTime", "2030-01-01 00:00:00Z", "CG222"),
    ("NonEmptyString", '""', "CG221"),
    ("Longitude", "181", "CG221"),
    ("EmailAddress", "a@b", "CG222"),
    ("UUID", "6ba7b8109dad11d180b400c04fd430c8", "CG222"),
    ("Decimal", '"1' + "0" * 64 + '"', "CG221"),
    ("E", "b", "CG223"),
    ("E", "[a]", "CG220"),
    ("N", "a", "CG220"),
    ("N", "{}", "CG225"),
    ("N", "{i: 1, j: 2}", "CG224"),
    ("N", "{i: null}", "CG226"),
    ("N[]", "{i: 1}", "CG220"),
    ("N[]", "[{i: 1}, {i: x}]", "CG220"),
    ("Int[]", "[1, null]", "CG226"),
    ("Int[]", "1", "CG220"),
]
LIMITED = [
    ("Int, min: 2, max: 4", "2", True),
    ("Int, min: 2, max: 4", "4.0", True),
    ("Int, min: 2, max: 4", "5", False),
    ("Int, min: 9, max: 4", "5", True),  # the constraints are wrong, not the value
    ("String, minLength: 2, maxLength: 2", "é\U0001f600", True),
    ("String, minLength: 2", "a", False),
    ("String, pattern: '^[a-c]+$'", "abc", True),
    ("String, pattern: '^[a-c]+$'", "abcd", False),
    ("String, pattern: '^a$'", '"a\\n"', False),
    ("String, pattern: 'b'", "abc", True),
    ("String, pattern: '(a+)+$'", "a" * 5000 + "!", False),
    ("String, pattern: '(?=a)'", "b", True),  # not portable: a rule says so
    ("String, pattern: '('", "b", True),
    ("'String[]', minItems: 1", "[]", False),
    ("'String[]', maxItems: 1, maxLength: 1", "[a]", True),
    ("'String[]', maxItems: 1, maxLength: 1", "[ab]", False),
    ("Int, isNullable: true", "null", True),
    ("'Int[]', isNullable: true", "null", True),
    ("Int, isOptional: true", "null", False),
]


def contract(type_: str, value: str) -> str:
    return f"""
enums: {{E: {{values: [a, 1]}}}}
models:
  N: {{fields: {{i: Int}}}}
  M:
    fields:
      f:
        type: {type_}
        default: {value}
"""


@pytest.mark.parametrize(("type_", "value", "expected"), GOOD)
def test_good(resolved: Resolve, type_: str, value: str, expected: object) -> None:
    contracts, found = resolved(jobs__a=contract(type_, value))
    assert not found, found[0].message
    (field,) = contracts.models[Symbol("jobs", "M")].fields
    assert isinstance(field.default, Constant)
    assert field.default.value == expected
    assert isinstance(field.default.value, type(expected))


@pytest.mark.parametrize(("type_", "value", "code"), BAD)
def test_bad(resolved: Resolve, type_: str, value: str, code: str) -> None:
    _, found = resolved(jobs__a=contract(type_, value))
    assert [one.code for one in found] == [code], [one.message for one in found]


@pytest.mark.parametrize(("more", "value", "good"), LIMITED)
def test_limits(resolved: Resolve, more: str, value: str, good: bool) -> None:
    field = f"{{type: {more}, default: {value}}}"
    _, found = resolved(jobs__a=f"models: {{M: {{fields: {{f: {field}}}}}}}\n")
    assert len(found) == (not good), [one.message for one in found]


@pytest.mark.parametrize("row", SCALARS, ids=lambda row: row.name)
def test_the_tables_own_examples_are_good(resolved: Resolve, row: ScalarRow) -> None:
    value = str(row.example).replace("'", '"')
    value = value.lower() if row.example is True else value
    _, found = resolved(jobs__a=contract(row.name, value))
    assert not found, found[0].message


def test_an_example_is_of_an_arrays_items(resolved: Resolve) -> None:
    field = "{type: Int, isArray: true, example: 7}"
    contracts, found = resolved(jobs__a=f"models: {{M: {{fields: {{f: {field}}}}}}}\n")
    assert found == []
    (made,) = contracts.models[Symbol("jobs", "M")].fields
    assert made.example == Constant(7)
