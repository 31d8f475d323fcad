"""What samples are made of: the author's examples, limits, and enums spelt anew."""

from collections.abc import Mapping

import pytest
from contractgen.ir import Contracts, Json, Symbol
from contractgen.scalars import scalar
from contractgen.views.samples import Samples

from ...support import compile_files

_CONTRACT = """\
contractgen: 1
package: jobs
enums: { Kind: { values: [small, large] } }
models:
  Part: { fields: { name: { type: String, example: bolt }, kind: Kind } }
  Whole:
    fields:
      kind: { type: Kind, example: large }
      first: Kind
      kinds: { type: Kind, isArray: true, minItems: 2 }
      none: { type: Int, isArray: true, maxItems: 0 }
      part: Part
      parts: { type: Part, isArray: true }
      again: { type: Whole, isNullable: true }
      low: { type: Int, min: 5 }
      high: { type: Int, max: -5 }
      short: { type: String, maxLength: 2 }
      long: { type: String, minLength: 6 }
      told: { type: Int, example: 42 }
      left: { type: String, isOptional: true }
queries:
  - meta:
      { key: jobs.get, version: 1.0.0, stability: beta, owners: [a], tags: [b],
        description: d, goal: g, context: c }
    io: { input: null, output: Whole }
    policy: { auth: user }
"""
WHOLE = Symbol("jobs", "Whole")
PART = {"name": "bolt", "kind": "SMALL"}


@pytest.fixture(scope="module")
def contracts() -> Contracts:
    compiled = compile_files({"jobs/jobs.contract.yaml": _CONTRACT})
    assert compiled.contracts
    return compiled.contracts


def shouted(_symbol: Symbol, value: str) -> str:
    return value.upper()


def test_a_sample_of_everything(contracts: Contracts) -> None:
    sample = dict(Samples(contracts, shouted).model(WHOLE))
    again = sample.pop("again")
    expected = {
        "kind": "LARGE",
        "first": "SMALL",
        "kinds": ("SMALL", "SMALL"),
        "none": (),
        "part": PART,
        "parts": (PART,),
        "low": 5,
        "high": -5,
        "short": "te",
        "long": "textxx",
        "told": 42,
    }
    assert sample == expected
    assert again == {**expected, "again": None}


def test_what_the_author_wrote_is_spelt_anew(contracts: Contracts) -> None:
    given: dict[str, Json] = {
        "kind": "large",
        "kinds": ("small",),
        "part": {"kind": "small", "name": "small"},
        "told": 7,
        "odd": "small",
    }
    assert Samples(contracts, shouted).respelt(WHOLE, given) == {
        "kind": "LARGE",
        "kinds": ("SMALL",),
        "part": {"kind": "SMALL", "name": "small"},
        "told": 7,
        "odd": "small",
    }
    assert Samples(contracts).respelt(WHOLE, "text") == "text"
    assert Samples(contracts).respelt(WHOLE, given) == given


_LIMITS = """\
contractgen: 1
package: jobs
models:
  Tree: { fields: { name: String, trees: { type: Tree, isArray: true } } }
  Values:
    fields:
      none: { type: Int, isArray: true, minItems: 0 }
      three: { type: ID, isArray: true, minItems: 3, maxItems: 3 }
      low: { type: Int, min: 1 }
      lower: { type: Int, min: 0, max: 0 }
      edge: { type: Float, min: -2.5, max: -1.5 }
      exact: { type: String, minLength: 4, maxLength: 4 }
      empty: { type: String, maxLength: 0 }
      id: { type: ID, maxLength: 3 }
      short: { type: NonEmptyString, maxLength: 1 }
      fixed: { type: EmailAddress, maxLength: 999 }
      truth: { type: Boolean }
      shown: { type: String, example: "", minLength: 0 }
      tree: { type: Tree, example: { name: x, trees: [] } }
      all: { type: Int, isArray: true, example: 3, minItems: 2 }
queries:
  - meta:
      { key: jobs.get, version: 1.0.0, stability: beta, owners: [a], tags: [b],
        description: d, goal: g, context: c }
    io: { input: null, output: Values }
    policy: { auth: user }
"""


@pytest.fixture(scope="module")
def limited() -> Contracts:
    compiled = compile_files({"jobs/jobs.contract.yaml": _LIMITS})
    assert compiled.contracts, compiled.diagnostics
    return compiled.contracts


def row(name: str) -> Json:
    found = scalar(name)
    assert found
    return found.example


def test_samples_keep_to_limits(limited: Contracts) -> None:
    text = str(row("String_unsecure"))
    number = row("Int")
    assert isinstance(number, int)
    sample = dict(Samples(limited).model(Symbol("jobs", "Values")))
    assert sample == {
        "none": (number,),
        "three": (row("ID"),) * 3,
        "low": max(1, number),
        "lower": 0,
        "edge": -1.5,
        "exact": text[:4],
        "empty": "",
        "id": str(row("ID"))[:3],
        "short": str(row("NonEmptyString"))[:1],
        "fixed": row("EmailAddress"),
        "truth": row("Boolean"),
        "shown": "",
        "tree": {"name": "x", "trees": ()},
        "all": (3, 3),
    }
    assert list(sample)[:3] == ["none", "three", "low"]


def test_a_tree_ends(limited: Contracts) -> None:
    node: Json = Samples(limited).model(Symbol("jobs", "Tree"))
    levels = 0
    while node:
        assert isinstance(node, Mapping)
        assert node["name"] == row("String_unsecure")
        inner = node["trees"]
        assert isinstance(inner, tuple)
        assert len(inner) <= 1
        node = inner[0] if inner else None
        levels += 1
    assert levels == 9
