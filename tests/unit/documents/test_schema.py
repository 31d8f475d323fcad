"""The JSON Schema of contract files agrees with the decoder, for an own validator."""

import json

import jsonschema_rs
import pytest
import yaml
from contractgen.documents import contract_schema

GOOD = """
contractgen: 1
package: jobs
defaults: {owners: [platform.jobs], stability: stable, tags: [jobs]}
enums:
  Kind: {values: [a, {value: b, name: B}, true, 1, null]}
models:
  M: {fields: {a: "String[]?", b: {type: Int, default: 7}}}
events:
  - {meta: {key: a.done, version: 1.0.0, description: 5}, payload: M}
commands:
  - meta: {key: a.b, version: 1.0.0, description: d, goal: g, context: c}
    io:
      input: null
      output: {name: Out, fields: {x: ID}}
      errors: {GONE: {description: d, http: 410}}
    policy: {auth: user}
    sideEffects: {emits: [{ref: a.done, version: 1.0.0, when: w}]}
    acceptance: {scenarios: [{key: s, given: [a], when: b, then: c}]}
"""
BAD = {
    "no-language": ("contractgen: 1", "package: jobs2"),
    "language": ("contractgen: 1", "contractgen: 2"),
    "unknown-key": ("package: jobs", "pakage: jobs"),
    "stability": ("stability: stable", "stability: finished"),
    "device-free-key": ("key: a.b", "key: A.b"),
    "version": ("key: a.done, version: 1.0.0", 'key: a.done, version: "1.0"'),
    "status": ("http: 410", "http: 200"),
    "type": ("String[]?", "List[String]"),
    "missing": ("policy: {auth: user}", "policy: {}"),
    "field-name": ("{x: ID}", "{_x: ID}"),
    "no-values": ("[a, {value: b, name: B}, true, 1, null]", "[]"),
}


@pytest.fixture(scope="module")
def validator() -> jsonschema_rs.Draft202012Validator:
    schema = contract_schema()
    jsonschema_rs.meta.validate(schema)
    return jsonschema_rs.Draft202012Validator(schema)


def test_a_good_contract(validator: jsonschema_rs.Draft202012Validator) -> None:
    assert [
        error.message for error in validator.iter_errors(yaml.safe_load(GOOD))
    ] == []


@pytest.mark.parametrize(("old", "new"), BAD.values(), ids=list(BAD))
def test_bad_contracts(
    validator: jsonschema_rs.Draft202012Validator, old: str, new: str
) -> None:
    assert GOOD.count(old) == 1
    contract = yaml.safe_load(GOOD.replace(old, new).replace("package: jobs2", ""))
    assert not validator.is_valid(contract)


def test_every_key_is_described() -> None:
    schema = contract_schema()
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    for shape in (schema, *definitions.values()):
        for name, key in shape["properties"].items():
            assert key["description"], name


def test_the_schema_is_data_alone() -> None:
    schema = contract_schema()
    assert json.loads(json.dumps(schema)) == schema
