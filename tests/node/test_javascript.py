"""JavaScript's readers agree: npm graphql, @asyncapi/parser and ajv on what is emitted.

ajv's verdicts are held against those of the table of scalars, which all other surfaces
are held to (`tests/runs/test_scalars_everywhere.py`), so all give one verdict.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import yaml
from contractgen.config import EMITTERS

from ..properties.forms import as_yaml
from ..properties.specs import contracts as specs
from ..runs.chance.contracts import draft
from ..runs.generated import read
from ..runs.test_scalars_everywhere import TABLE, contract, inputs
from ..support import compile_files, shown
from .node import judge

pytestmark = pytest.mark.timeout(240)  # the first run of a checkout installs libraries
SEEDS = (3, 8, 21, 34)


@cache
def built(name: str) -> Mapping[str, str]:
    """Return the outputs of one set of contracts: path → text."""
    compiled = compile_files(_contracts(name), EMITTERS)
    assert not compiled.failed, shown(compiled.diagnostics)
    return {made.path: made.content.decode() for made in compiled.artifacts}


def _contracts(name: str) -> Mapping[str, str]:
    match name.split():
        case ["specs"]:
            return specs()
        case ["scalars"]:
            return {"lab.contract.yaml": contract()}
        case ["seed", number]:
            documents = draft(int(number)).documents
            return {
                f"{pack}/x.contract.yaml": as_yaml(documents[pack])
                for pack in documents
            }
        case _:
            return read()


SETS = ("specs", "contracts", "scalars", *(f"seed {seed}" for seed in SEEDS))


def test_graphql_builds_every_schema() -> None:
    path = "generated/graphql/schema.graphql"
    answers = judge([("schema", built(name)[path]) for name in SETS])
    assert dict(zip(SETS, answers, strict=True)) == {name: [] for name in SETS}


def test_asyncapi_parses_every_document() -> None:
    path = "generated/events/asyncapi.yaml"
    said = {name: built(name)[path] for name in SETS if path in built(name)}
    answers = judge([("channels", text) for text in said.values()])
    assert dict(zip(said, answers, strict=True)) == {name: [] for name in said}


def test_ajv_reads_every_schema() -> None:
    tasks = [
        ("verdicts", {"schema": schema, "values": []})
        for name in SETS
        for schema in (*_events(name), *_components(name))
    ]
    assert len(tasks) > 100
    assert judge(tasks) == [[]] * len(tasks)


def _events(name: str) -> list[Any]:
    return [
        json.loads(text)
        for path, text in built(name).items()
        if path.endswith(".schema.json")
    ]


def _components(name: str) -> list[Any]:
    document = yaml.safe_load(built(name)["generated/openapi/openapi.yaml"])
    schemas = document["components"]["schemas"]
    return [_component(schemas, each) for each in schemas]


def _component(schemas: Any, name: str) -> Any:
    reference = f"#/components/schemas/{name}"
    return {"$ref": reference, "components": {"schemas": schemas}}


def test_ajv_gives_the_same_verdicts() -> None:
    document = json.loads(built("scalars")["generated/python/contracts/openapi.json"])
    schemas = document["components"]["schemas"]
    tasks = [
        ("verdicts", {"schema": _component(schemas, f"A{name}Input"), "values": values})
        for name in TABLE
        if (values := [value for value, _ in inputs(name)])
    ]
    for name, verdicts in zip(TABLE, judge(tasks), strict=True):
        for (value, good), verdict in zip(inputs(name), verdicts, strict=True):
            assert verdict == good, (name, value)
