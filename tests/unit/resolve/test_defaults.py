"""Defaults of models: completed in the order in which they need one another."""

from collections.abc import Callable

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.ir import Constant, Contracts, Json, Symbol

Resolve = Callable[..., tuple[Contracts, list[Diagnostic]]]


def default(contracts: Contracts, model: str, field: str) -> Json:
    fields = contracts.models[Symbol("jobs", model)].fields
    (found,) = (one.default for one in fields if one.name == field)
    assert isinstance(found, Constant)
    return found.value


@pytest.mark.parametrize("names", ["AB", "BA"])
def test_models_that_name_each_other(resolved: Resolve, names: str) -> None:
    outer, inner = names
    contracts, found = resolved(
        jobs__x=f"""
models:
  {outer}:
    fields:
      held: {{ type: {inner}, default: {{ list: [{{}}] }} }}
      count: {{ type: Int, default: 7 }}
  {inner}:
    fields:
      back: {outer}?
      many: {{ type: {outer}, isArray: true, default: [] }}
      grade: {{ type: Int, default: 5 }}
      list: {{ type: Leaf, isArray: true, isOptional: true }}
  Leaf: {{ fields: {{ note: {{ type: String, default: x }} }} }}
"""
    )
    assert found == []
    held = {"many": (), "grade": 5, "list": ({"note": "x"},)}
    assert default(contracts, outer, "held") == held


def test_a_default_that_says_what_would_go_on(resolved: Resolve) -> None:
    contracts, found = resolved(
        jobs__x="""
models:
  Node:
    fields:
      next: { type: Node, isArray: true, default: [{ next: [] }] }
      count: { type: Int, default: 7 }
"""
    )
    assert found == []
    assert default(contracts, "Node", "next") == ({"next": (), "count": 7},)


@pytest.mark.parametrize(
    ("models", "way"),
    [
        (
            "  A: { fields: { a: { type: A, isArray: true, default: [{}] } } }\n",
            "jobs.A.a → jobs.A.a",
        ),
        (
            "  A: { fields: { b: { type: B, isNullable: true, default: {} } } }\n"
            "  B: { fields: { a: { type: A, isNullable: true, default: {} } } }\n",
            "jobs.A.b → jobs.B.a → jobs.A.b",
        ),
    ],
)
def test_a_default_without_end(resolved: Resolve, models: str, way: str) -> None:
    _, found = resolved(jobs__x=f"models:\n{models}")
    assert [one.code for one in found] == ["CG206"]
    assert found[0].message.endswith(f"contains itself: {way}")


def test_a_model_that_requires_itself_is_said_once(resolved: Resolve) -> None:
    _, found = resolved(
        jobs__x="models:\n  A: { fields: { a: { type: A, default: {} } } }"
    )
    assert [one.code for one in found] == ["CG206"]
