"""What samples are made of: the author's examples, limits, and enums spelt anew."""

import pytest
from contractgen.ir import Contracts, Json, Symbol
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
