"""Every node of both forms: its style, its text, and the stretch it was written on."""

from collections.abc import Iterator

import pytest
from contractgen.nodes import Mapping, Node, Scalar, Sequence, Style
from contractgen.read import read
from contractgen.read.python import document, expressions
from contractgen.source import SourceFile
from syrupy.assertion import SnapshotAssertion

YAML = """\
# comment
contractgen: 1
'é 😀':   "a\\tb"   # after
list:
- plain text
-   - 'it''s'
    - [x, {y: z, w: }, []]
- k: v
  l:
    m: >-
      folded
      text

    n: |
      kept

  o: ~
empty:
flow: { a: [1,
  2], "b" : {} }
? long key
: long
  value
last: "q"
"""
OTHER = 'from contractgen.dsl import define_enum\nOWNERS = ["é", *("b",)]\n'
OTHER += "FIELDS = {'id': {'type': 'ID', 'max': -1}, 'n': {'min': -0.5}}\n"
OTHER += "E = define_enum('E', OWNERS)\n"
PYTHON = '''\
"""A module."""
from __future__ import annotations
from typing import Any
import contractgen.dsl as dsl
from contractgen.dsl import ScalarTypeEnum as T, contract_file
from . import other_contract
from .other_contract import FIELDS, OWNERS as O
import jobs.other_contract as deep

contract_file(language=1, package="jobs", defaults={"owners": [*O, "x"]})
NAME: str = "É" + "\\t" + "joined"
LATER: Any
__all__ = [NAME]
A = B = dsl.define_enum("A", [*O, NAME], description=None, names={})
dsl.define_event(
    meta={"key": "a.b", "version": "1.0"}, payload="M", pii=[]
)
E = dsl.define_event(payload=A, meta={"version": "2", "key": "c.d"}, pii=["a"])
M = dsl.define_schema_model(
    name="Mé",
    fields={
        **FIELDS, "max": {"type": T.String(), "isOptional": True, "min": 1.50},
        "e": {"type": other_contract.E}, "é": {"type": deep.E, "default": None},
        "id": {"type": B},
    },
)
C = dsl.define_command(
    meta={"key": 1_000}, io={"input": M, "output": None}, policy={**{"auth": "x"}},
    sideEffects={"emits": [{"ref": E}, {"ref": E, "version": "3"}, {"ref": "x"}]},
    transport={}, acceptance=(),
)
dsl.define_query(**{"meta": {}, "io": [], "policy": False}, **{"tests": {"a": 1e3}})
'''


def lines(node: Node, key: str = "") -> Iterator[str]:
    """Say of each node where it is, how it is written, and what it says."""
    assert 0 <= node.start <= node.end <= len(node.source.text)
    text = node.span.text
    shown = text if len(text) < 70 else f"{text[:32]} … {text[-32:]}"
    place = f"{node.span}: {shown!a}"
    if isinstance(node, Scalar):
        yield f"{key} {node.style.name} {node.text!a} at {place}"
    elif isinstance(node, Sequence):
        yield f"{key} list at {place}"
        for number, item in enumerate(node.items):
            yield from lines(item, f"{key}[{number}]")
    else:
        yield f"{key} mapping at {place}"
        for name, entry in node.entries.items():
            assert entry.key.text == name
            yield from lines(entry.key, f"{key} key")
            yield from lines(entry.value, f"{key}.{ascii(name)[1:-1]}")


def roots(files: dict[str, str]) -> list[Mapping]:
    sources = [SourceFile(f"specs/{n}", n, t.encode()) for n, t in files.items()]
    trees, found = read(sources)
    assert found == []
    assert [tree.module_path for tree in trees] == list(files)
    return [tree.root for tree in trees]


def test_of_yaml(snapshot: SnapshotAssertion) -> None:
    (root,) = roots({"jobs/a.contract.yaml": YAML})
    assert "\n".join(lines(root)) == snapshot


def test_of_python(snapshot: SnapshotAssertion) -> None:
    files = {"jobs/a_contract.py": PYTHON, "jobs/other_contract.py": OTHER}
    assert "\n".join(line for root in roots(files) for line in lines(root)) == snapshot


def keys(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from keys(item)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield entry.key
            yield from keys(entry.value)


def test_keys_of_python_are_text() -> None:
    files = {"jobs/a_contract.py": PYTHON, "jobs/other_contract.py": OTHER}
    for root in roots(files):
        assert {key.style for key in keys(root)} == {Style.TEXT}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("x = [1, 2]\ny = [*x, *x]", 4),
        ("x = {'a': 1, 'b': 2}\ny = [{**x}, {**x}]", 4),
        ("x = [1, 2]\ny = [*x]\nz = [*y]", 4),
        ("x = 'ab'\ny = x + 'cd'", 1),
        ("x = 'a' + 'b'\ny = 'c' + 'd'", 1),
    ],
)
def test_values_are_counted(
    monkeypatch: pytest.MonkeyPatch, text: str, values: int
) -> None:
    monkeypatch.setattr(expressions, "MAX_VALUES", values)
    monkeypatch.setattr(expressions, "_MAX_JOINED", 4 * values)
    files = [SourceFile("a_contract.py", "a_contract.py", text.encode())]
    assert read(files)[1] == []
    monkeypatch.setattr(expressions, "MAX_VALUES", values - 1)
    monkeypatch.setattr(expressions, "_MAX_JOINED", 4 * values - 1)
    (found,) = read(files)[1]
    assert found.code == "CG138"
    assert found.message == "this contract unfolds too far"
    assert found.help == "refer to a model in place of repeating its parts"


def test_written_values_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "from contractgen.dsl import define_enum\nx = define_enum('A', ['b', ['c']])"
    files = [SourceFile("a_contract.py", "a_contract.py", text.encode())]
    nodes = 5  # the definition, its values, and what is in them
    monkeypatch.setattr(document, "MAX_VALUES", nodes)
    assert read(files)[1] == []
    monkeypatch.setattr(document, "MAX_VALUES", nodes - 1)
    (found,) = read(files)[1]
    assert (found.code, found.span and found.span.text) == ("CG138", "'c'")
    assert found.message == "this contract unfolds too far"
    assert found.help == "refer to a model in place of repeating its parts"


DSL = "from contractgen.dsl import contract_file, define_command, define_enum\n"
DSL += "from contractgen.dsl import define_event, define_query, define_schema_model\n"
PLACES = {
    "contract_file(defaults={})": "defaults: {}",
    "define_enum(name='E', values={})": "enums: {{ E: {{ values: {} }} }}",
    "define_schema_model(name='M', fields={})": "models: {{ M: {{ fields: {} }} }}",
    "define_event(meta={}, payload='M')": "events: [{{ meta: {} }}]",
    "define_command(meta={}, io='', policy='')": "commands: [{{ meta: {} }}]",
    "define_query(meta={}, io='', policy='')": "queries: [{{ meta: {} }}]",
}


@pytest.mark.parametrize("call", PLACES)
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}")])
def test_both_forms_may_nest_as_deep(call: str, opening: str, closing: str) -> None:
    depths = set[int]()
    for depth in range(25, 35):
        value = opening * depth + "0" + closing * depth
        python, yaml = DSL + call.format(value), PLACES[call].format(value)
        forms = {"a_contract.py": python, "a.contract.yaml": yaml}
        files = [SourceFile(name, name, text.encode()) for name, text in forms.items()]
        trees, found = read(files)
        assert [one.code for one in found] == ["CG106"] * (2 - len(trees)), depth
        assert len(trees) in {0, 2}, depth
        depths |= {depth} if trees else set()
    assert max(depths) in range(28, 33)
