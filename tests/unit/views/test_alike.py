"""Fields are alike if they differ in place alone, whatever `==` says of values."""

from typing import Any

import pytest
from contractgen.ir import Constant, EnumType, Field, Limits, Names, Symbol
from contractgen.views.alike import likeness
from msgspec.structs import fields, replace

from ...support import compile_files

_MODELS = """\
contractgen: 1
package: jobs
models:
  A: { fields: { data: { type: JSON, default: 1, example: { a: [1] } } } }
  B: { fields: { data: { type: JSON, default: 1, example: { a: [1] } } } }
"""
_OTHER: dict[str, Any] = {
    "name": "date",
    "type": EnumType(Symbol("jobs", "Kind")),
    "description": "Words.",
    "array": True,
    "optional": True,
    "nullable": True,
    "default": Constant(True),
    "limits": Limits(min=1),
    "deprecated": True,
    "pii": True,
    "example": None,
    "names": Names(python="datum"),
}


@pytest.fixture(scope="module")
def data() -> tuple[Field, Field]:
    contracts = compile_files({"a.contract.yaml": _MODELS}).contracts
    assert contracts is not None
    one, other = contracts.models.values()
    return one.fields[0], other.fields[0]


def test_a_place_makes_no_difference(data: tuple[Field, Field]) -> None:
    one, other = data
    assert one.origin.span != other.origin.span
    assert likeness(one) == likeness(other)
    assert hash(likeness(one)) == hash(likeness(other))


@pytest.mark.parametrize(
    "attribute", [each.name for each in fields(Field) if each.name != "origin"]
)
def test_all_else_makes_one(data: tuple[Field, Field], attribute: str) -> None:
    changed = replace(data[0], **{attribute: _OTHER[attribute]})
    assert likeness(changed) != likeness(data[0])
