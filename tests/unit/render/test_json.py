"""`to_json` writes what the standard module would, quicker."""

import json
from types import MappingProxyType

import pytest
from contractgen.ir import Json
from contractgen.render.json import (
    json_member,
    json_object,
    json_union,
    to_json,
    to_json_line,
)


@pytest.mark.parametrize(
    "data",
    [
        {},
        (),
        {"a": {}, "b": (), "c": ((), ({},))},
        {"b": 1, "a": (1.5, 1e15, 1e-4, -0.0, 2**70, True, False, None)},
        {'"\\/\x00\x1f\n\t\x7f\u2028': "é😀\x85\ufeff</script>"},
        "text",
        (1, {"a": ({"b": "c"}, "d")}),
    ],
)
def test_equals_the_standard_module(data: Json) -> None:
    assert to_json(data) == json.dumps(data, indent=2, ensure_ascii=False)


@pytest.mark.parametrize(
    "number", [1e16, 1e-5, -1e-7, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, -(2**70)]
)
def test_numbers_are_read_back(number: float) -> None:
    for made in (to_json(number), to_json_line(number)):
        assert repr(json.loads(made)) == repr(number)


def test_one_line() -> None:
    data: Json = {"a": ({}, MappingProxyType({"b": 1.5})), "é": None}
    assert to_json_line(data) == '{"a":[{},{"b":1.5}],"é":null}'


def test_objects_are_put_together() -> None:
    first = json_object([json_member('"a"', to_json_line(1))])
    second = json_object([json_member("b", json_object([])), json_member("c", first)])
    assert json_union(first, second) == r'{"\"a\"":1,"b":{},"c":{"\"a\"":1}}'
