"""Where a definition stands does not matter; the order within one is the author's."""

import random
from typing import Any

import pytest

from .forms import Document, as_yaml, document
from .specs import contracts, outputs, unlike

CONTRACTS = {
    path: document(text) if path.endswith(".yaml") else text
    for path, text in contracts().items()
}


def written(contracts: dict[str, Document | str]) -> dict[str, str]:
    return {
        path: one if isinstance(one, str) else as_yaml(one)
        for path, one in contracts.items()
    }


def shuffled(contract: Document | str, chance: random.Random) -> Document | str:
    """Return the contract with its sections and all definitions in another order."""
    if isinstance(contract, str):
        return contract
    sections = {name: mixed(value, chance) for name, value in contract.items()}
    mixed_up: Document = mixed(sections, chance)
    return mixed_up


def mixed(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        return dict(chance.sample([*value.items()], len(value)))
    return chance.sample(value, len(value)) if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(6))
def test_definitions_and_files_in_any_order(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    paths = chance.sample([*CONTRACTS], len(CONTRACTS))
    moved = {path: shuffled(CONTRACTS[path], chance) for path in paths}
    assert moved != CONTRACTS or [*moved] != [*CONTRACTS]
    before, after = outputs(written(CONTRACTS)), outputs(written(moved))
    assert unlike(before, after) == []
    assert [*before] == [*after]


_ORDERED = """\
contractgen: 1
package: jobs
enums: {{ Kind: {{ values: [{values}] }} }}
models: {{ Out: {{ fields: {{ {fields} }} }} }}
queries:
  - meta:
      {{ key: jobs.get, version: 1.0.0, stability: stable, owners: [a], tags: [{tags}],
        description: d, goal: g, context: c }}
    io:
      {{ input: null, output: Out, errors: {{ {errors} }} }}
    policy: {{ auth: user }}
"""
_PARTS = {
    "values": ["zeta", "alpha", "mid"],
    "fields": ["zeta: Kind", "alpha: String", "mid: Int"],
    "tags": ["zeta", "alpha", "mid"],
    "errors": [
        "ZETA: { description: z, http: 409 }",
        "ALPHA: { description: a, http: 404 }",
        "MID: { description: m, http: 410 }",
    ],
}
_PAGE = "generated/docs/jobs/jobs.get.v1.md"
_SDL = "generated/graphql/schema.graphql"
_SHOWN = {
    "values": (_SDL, ("\n  zeta\n", "\n  alpha\n", "\n  mid\n")),
    "fields": (_SDL, ("zeta:", "alpha:", "mid:")),
    "tags": (_PAGE, ("`zeta`", "`alpha`", "`mid`")),
    "errors": (_PAGE, ("`ZETA`", "`ALPHA`", "`MID`")),
}
"""Where each is shown, and as what."""


@pytest.mark.parametrize("part", _PARTS)
def test_what_keeps_the_order_of_its_author(part: str) -> None:
    path, words = _SHOWN[part]
    for turn in range(3):
        told = {name: ", ".join(items) for name, items in _PARTS.items()}
        items = _PARTS[part][turn:] + _PARTS[part][:turn]
        text = _ORDERED.format_map({**told, part: ", ".join(items)})
        shown = outputs({"jobs/jobs.contract.yaml": text})[path].decode()
        shown = shown.partition("## Source Definition")[0]
        expected = [*words[turn:], *words[:turn]]
        assert sorted(expected, key=shown.index) == expected
