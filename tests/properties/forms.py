"""One contract as data, and written in both forms from there.

PyYAML's composer reads the contracts of this repository, so that nothing of the
compiler decides what a file says.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pprint import pformat
from typing import Any

import yaml

Document = dict[str, Any]

_DEFINE = {
    "events": "define_event",
    "commands": "define_command",
    "queries": "define_query",
}
_IMPORT = """\
from contractgen.dsl import (
    contract_file,
    define_command,
    define_enum,
    define_event,
    define_query,
    define_schema_model,
)
"""


def document(text: str) -> Document:
    """Return what a YAML contract says; plain scalars are JSON where they can be."""
    read: Document = _data(yaml.compose(text, yaml.SafeLoader))
    return read


def _data(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.style is None:
        with suppress(ValueError):
            return json.loads(node.value)
    return node.value


def as_yaml(contract: Document) -> str:
    """Return the contract as YAML: JSON is YAML."""
    return json.dumps(contract, indent=2, ensure_ascii=False)


def as_python(contract: Document) -> str:
    """Return the contract as a Python module."""
    return "\n".join([_IMPORT, *_statements(contract)])


def _statements(contract: Document) -> Iterator[str]:
    head = {"language": contract["contractgen"]}
    head |= {key: contract[key] for key in ("package", "defaults") if key in contract}
    yield _call("contract_file", head)
    for name, enum in contract.get("enums", {}).items():
        yield f"{name} = {_call('define_enum', {'name': name, **enum})}"
    for name, model in contract.get("models", {}).items():
        fields = {key: _field(field) for key, field in model["fields"].items()}
        given = {"name": name, **model, "fields": fields}
        yield f"{name} = {_call('define_schema_model', given)}"
    for section, function in _DEFINE.items():
        for number, one in enumerate(contract.get(section, [])):
            yield f"{section}_{number} = {_call(function, one)}"


def _field(field: Any) -> Any:
    return field if isinstance(field, Mapping) else {"type": field}


def _call(function: str, arguments: Mapping[str, Any]) -> str:
    given = (
        f"    {name}={pformat(value, sort_dicts=False)},"
        for name, value in arguments.items()
    )
    return "\n".join([f"{function}(", *given, ")"])
