"""GraphQL's own coercions, one by one; in all else the contract's models judge."""

from datetime import UTC, datetime
from typing import Any

import pytest

from .graph import ECHO, Graph, graph, schema

__all__ = ["graph", "schema"]  # fixtures

ACCEPTED: dict[str, tuple[dict[str, Any], Any]] = {
    "an item for a list": ({"ids": "7"}, ["7"]),
    "an integer for a Float": ({"number": 1}, 1.0),
    "1.0 in a variable": ({"small": 1.0}, 1),
    "1.0 for a SafeInt": ({"large": 1.0}, 1),
    "null for an absent optional": ({"flag": None}, None),
    "an enum's member": ({"grade": "very_good"}, "very_good"),
    "members that are other members' values": ({"grades": ["B", "C"]}, ["B", "C"]),
    "any JSON": ({"any": {"b-c": [1, None, "x"]}}, {"b-c": [1, None, "x"]}),
    "a default that GraphQL cannot say": ({"odd": {}}, {}),
    "an object without fields": ({"empty": {}}, {}),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(graph: Graph, name: str) -> None:
    sent, expected = ACCEPTED[name]
    (field,) = sent
    assert graph.data(ECHO % field, {"input": sent}) == {
        "lab_echo_v1": {field: expected}
    }


def test_defaults(graph: Graph) -> None:
    fields = "grade grades odd inner { grade }"
    sent: Any = {"inner": {"grades": []}}
    assert graph.data(ECHO % fields, {"input": sent})["lab_echo_v1"] == {
        "grade": "C",
        "grades": ["B", "very_good"],
        "odd": {"a-b": 1},
        "inner": [{"grade": "C"}],
    }


def test_the_service_gets_wire_values(graph: Graph) -> None:
    at = "2030-01-01T00:00:00Z"
    sent = {"grade": "B", "at": at, "inner": [{"grade": "very_good"}], "flag": None}
    graph.data(ECHO % "id", {"input": sent})
    seen = graph.lab.seen
    assert (seen.grade.value, seen.inner[0].grade.value) == ("A", "very good")
    assert seen.at == datetime(2030, 1, 1, tzinfo=UTC)
    assert (seen.flag, seen.id) == (None, None)


REFUSED: dict[str, dict[str, Any]] = {
    "the wire value of a renamed member": {"grade": "very good"},
    "text for an Int": {"small": "1"},
    "true for an Int": {"small": True},
    "1.5 for an Int": {"small": 1.5},
    "what its bounds forbid": {"small": 10},
    "text for a SafeInt": {"large": "1"},
    "true for a SafeInt": {"large": True},
    "a SafeInt too large": {"large": 2**53},
    "text for a Float": {"number": "1"},
    "1 for a Boolean": {"flag": 1},
    "a number for an ID": {"id": 1},
    "a number for an ID in a list": {"ids": ["1", 2]},
    "null for what has a default": {"grade": None},
    "null in a list": {"grades": [None]},
    "an unknown field": {"unknown": 1},
    "a field of an object without fields": {"empty": {"a": 1}},
    "a DateTime that is none": {"at": "yesterday"},
    "a number for a Decimal": {"amount": 1.5},
    "a list for a JSONObject": {"odd": []},
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(graph: Graph, name: str) -> None:
    sent = {"input": REFUSED[name]}
    assert graph.code(ECHO % "id", sent) == "VALIDATION_FAILED"
    assert graph.lab.seen is None


LITERALS = {
    "small: 1": True,
    "small: 1.0": False,  # GraphQL, section 3.5.1
    "large: 1.0": True,
    "large: 9007199254740991": True,
    "large: 9007199254740993": False,
    "large: " + "9" * 5000: False,
    "number: 1": True,
    "number: 1e999": False,
    "grade: very_good": True,
    'grade: "very_good"': False,
    'ids: "x"': True,
    'id: "1"': True,
    "id: 1": False,
    'any: {a: [1, 2.5, true, null, "x", {b: {}}]}': True,
    "any: 1e999": False,
    "any: $unknown": False,
    'at: "2030-01-01T00:00:00Z"': True,
    "at: 2030": False,
    "flag: null": True,
}


@pytest.mark.parametrize("literal", LITERALS)
def test_literals(graph: Graph, literal: str) -> None:
    query = f"mutation {{ lab_echo_v1(input: {{{literal}}}) {{ id }} }}"
    answer = graph.ask(query).json()
    assert ("errors" not in answer) == LITERALS[literal], answer


def test_variables_in_a_json_literal(graph: Graph) -> None:
    query = """mutation($a: Int, $b: Int) {
      lab_echo_v1(input: {any: {x: [$a, $b], y: $b, z: $a}}) { any }
    }"""
    answer = graph.data(query, {"a": 1})
    assert answer["lab_echo_v1"]["any"] == {"x": [1, None], "z": 1}


def test_a_variable_of_its_own_for_an_id(graph: Graph) -> None:
    query = "mutation($id: ID!) { lab_echo_v1(input: {id: $id}) { id } }"
    assert graph.data(query, {"id": "7"}) == {"lab_echo_v1": {"id": "7"}}
    assert graph.code(query, {"id": 7}) == "VALIDATION_FAILED"


def test_null_in_a_variable_with_a_default(graph: Graph) -> None:
    query = """query($id: String = "1") { jobs_get_v1(input: {jobId: $id}) { id } }"""
    assert graph.data(query) == {"jobs_get_v1": {"id": "1"}}
    assert graph.code(query, {"id": None}) == "VALIDATION_FAILED"


def test_required_and_nullable_must_be_said(graph: Graph) -> None:
    query = 'mutation { jobs_enqueue_v1(input: {name: "a"%s}) { id } }'
    assert graph.code(query % "") == "VALIDATION_FAILED"
    assert graph.data(query % ", parent: null")
