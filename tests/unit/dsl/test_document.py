"""A contract that is imported and one that is read say the same."""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from contractgen import dsl
from contractgen.nodes import Mapping, Node, Scalar, Sequence, Style
from contractgen.read import read
from contractgen.source import SourceFile

LIBRARY = Path(__file__).parent / "library"
FILES = ("lending/loans_contract.py", "stock/items_contract.py")


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    monkeypatch.syspath_prepend(str(LIBRARY))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    names = {file: file.removesuffix(".py").replace("/", ".") for file in FILES}
    return {file: importlib.import_module(name) for file, name in names.items()}


def plain(node: Node) -> object:
    match node:
        case Scalar(style=Style.VALUE):
            return json.loads(node.text)
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {name: plain(value) for name, value in node}


def read_library() -> dict[str, object]:
    sources = [SourceFile(f, f, (LIBRARY / f).read_bytes()) for f in FILES]
    trees, found = read(sources)
    assert found == []
    return {tree.module_path: plain(tree.root) for tree in trees}


def test_both_ways_are_equal(modules: dict[str, ModuleType]) -> None:
    for file, document in read_library().items():
        imported = dsl.document(modules[file])
        assert imported == document
        assert list(imported) == list(document) if isinstance(document, dict) else False


def test_the_document_is_what_yaml_would_give(modules: dict[str, ModuleType]) -> None:
    stock = dsl.document(modules["stock/items_contract.py"])
    assert stock == {
        "contractgen": 1,
        "package": "shelves",
        "defaults": {"owners": ["stock"], "stability": "stable"},
        "enums": {
            "Shelf": {
                "description": "A shelf",
                "values": ["a", {"value": "b", "name": "B"}],
            }
        },
        "models": {
            "Item": {
                "fields": {
                    "id": {"type": "ID"},
                    "shelf": {"type": "Shelf", "default": "a"},
                    "parts": "Item[]?",
                }
            }
        },
        "events": [
            {
                "meta": {
                    "key": "item.moved",
                    "version": "1.2.0",
                    "description": "Moved.",
                    "tags": [],
                },
                "pii": ["id"],
                "payload": "Item",
            }
        ],
    }


def test_references_name_the_other_package(modules: dict[str, ModuleType]) -> None:
    text = json.dumps(dsl.document(modules["lending/loans_contract.py"]))
    assert '"item": {"type": "shelves.Item"}' in text
    assert '"ref": "item.moved"' in text
    assert '"version": "1.2.0"' in text
    assert '"enums"' not in text


def test_values_are_frozen_and_keep_nothing_of_their_arguments() -> None:
    fields: dict[str, dsl.Field | dsl.TypeRef] = {"a": "String"}
    model = dsl.define_schema_model(name="A", fields=fields)
    fields["b"] = "String"
    assert model.sections["fields"] == {"a": "String"}
    with pytest.raises(AttributeError):
        model.name = "B"  # type: ignore[misc]  # that it is frozen is the test
    with pytest.raises(TypeError):
        model.sections["fields"]["b"] = 1


def test_wrong_arguments_are_a_type_error() -> None:
    missing: Any = {"meta": {}}
    with pytest.raises(TypeError, match="missing argument io, policy"):
        dsl.define_query(**missing)
    unknown: Any = {"meta": {}, "io": {}, "policy": {}, "sidEffects": 1}
    with pytest.raises(TypeError, match="unknown argument sidEffects"):
        dsl.define_command(**unknown)
