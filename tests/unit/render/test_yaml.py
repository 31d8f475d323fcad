"""What `to_yaml` writes, every reader reads back as it was."""

from collections.abc import Mapping
from itertools import product
from random import Random
from types import MappingProxyType
from typing import Any, TypeAlias

import pytest
import yaml
from contractgen.ir import Json
from contractgen.render.json import to_json
from contractgen.render.yaml import to_yaml
from ruamel.yaml import YAML

Data: TypeAlias = dict[str, Json]

NASTY = "an0 \n:#-\"'\\{[]&*!|>%@`~.,/?=$\t\x85\u2028\ufeff\x7fé😀"
WORDS = [
    *["yes", "No", "ON", "off", "y", "N", "true", "FALSE", "null", "~", "", "Null"],
    *["1", "1.0", "1e3", "1.5e+3", "0x1f", "0o7", "010", "1_000", ".5", "+1", "-"],
    *["12:30:45", "2024-01-01", "2024-01-01T00:00:00Z", ".inf", ".NaN", "-.inf"],
    *["=", "<<", "---", "...", "- a", "? a", "a: b", "a:", "a #b", "a#b", "%YAML 1.2"],
    *["!!str a", "&a b", "*a", "@a", "`a`", "|", ">-", "key: |\n a", "'a'", '"a"'],
    *["a\nb", "a\n\nb", "a\n  b\n", " a\nb", "\na", "a \nb", "a\tb\nc", "a\n---\nb"],
    *["a\rb", "a\r\nb", "x" * 3000, "x " * 900 + "y", "- a\n- b", "# a\nb", "日本\né"],
    *["/jobs/{id}", "$ref", "#/components/schemas/A", "https://a.b/c?d=e&f#g", "1.2.3"],
]


def pure(text: str) -> Any:
    return yaml.load(text, yaml.SafeLoader)  # the pure Python reader


def native(text: str) -> Any:
    return yaml.load(str(text), yaml.CSafeLoader)  # libyaml's


def ruamel(text: str) -> Any:
    """YAML 1.2."""
    return YAML(typ="safe", pure=True).load(text)


READERS = [pure, native, ruamel]


def check(texts: list[str], reader: Any) -> None:
    keys: Data = dict.fromkeys(texts, 1)
    data: Data = {
        "values": {f"k{number}": text for number, text in enumerate(texts)},
        "items": (*texts, tuple(texts[:9]), {"in": (keys,)}),
    }
    written = to_yaml(data)
    assert reader(written) == listed(data)
    assert reader("a:\n    - " + to_yaml(texts[0], 6)) == {"a": [texts[0]]}


def listed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: listed(item) for key, item in value.items()}
    return [listed(item) for item in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("reader", READERS)
def test_words_that_look_like_something_else(reader: Any) -> None:
    check(WORDS, reader)
    for word in WORDS:
        check([word], reader)


@pytest.mark.parametrize("reader", READERS)
def test_all_short_texts(reader: Any) -> None:
    check(
        ["".join(text) for n in range(3) for text in product(NASTY, repeat=n)], reader
    )


def test_all_texts_of_three() -> None:
    check(["".join(text) for text in product(NASTY, repeat=3)], native)


@pytest.mark.parametrize("seed", range(3))
def test_longer_texts(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # no secrets here
    alphabet = [*NASTY, *"aaa  \n\n\n", ": ", " #", "\n  ", "\n- "]
    texts = {
        "".join(chance.choices(alphabet, k=chance.randint(4, 12))) for _ in range(4000)
    }
    check(sorted(texts), native)


def test_every_character() -> None:
    points = [*range(0x3100), *range(0xD780, 0xD800), *range(0xE000, 0x11000, 61)]
    points += [0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1F600, 0xE0041, 0x10FFFF]
    check([f"a{chr(point)}b\n{chr(point)}c" for point in points], native)


@pytest.mark.parametrize("reader", READERS)
def test_values(reader: Any) -> None:
    numbers = (0, -1, 2**53, 1.5, 1e16, 1e22, 1e-7, 5e-324, 1.5e300, -2.5e-10)
    data: Data = {
        "numbers": numbers,
        "constants": (True, False, None),
        "empty": ({}, (), {"a": {}, "b": ()}),
        "frozen": MappingProxyType(
            {"a": MappingProxyType({}), "b": (MappingProxyType({"c": 1}),)}
        ),
        "deep": {"a": ((1, (2,)), {"b": ({"c": 3, "d": 4},)})},
    }
    read = reader(to_yaml(data))
    assert read == listed(data)
    assert [type(item) for item in read["numbers"]] == [type(n) for n in numbers]
    assert read["constants"] == [True, False, None]


def test_how_it_looks() -> None:
    data: Data = {
        "description": "Two lines,\n  one indented.",
        "paths": {"/jobs/{id}": {"$ref": "#/a", "tags": ("a b", "no")}},
    }
    assert to_yaml(data, 2).splitlines() == [
        "description: |-",
        "    Two lines,",
        "      one indented.",
        "  paths:",
        "    /jobs/{id}:",
        '      $ref: "#/a"',
        "      tags:",
        "        - a b",
        '        - "no"',
    ]


def test_astral_characters_stay_whole() -> None:
    assert to_yaml("😀") == '"😀"'
    assert to_json("😀") == '"😀"'


def test_no_line_ends_in_a_blank() -> None:
    assert to_yaml("a \nb", 2) == '"a \\nb"'


def test_lines_stand_in_a_block() -> None:
    assert to_yaml({"a": "one\nX"}) == "a: |-\n  one\n  X"


AS_WRITTEN: list[tuple[Json, str]] = [
    (1e16, "1.0e+16"),
    (5e-324, "5.0e-324"),
    (1.5e300, "1.5e+300"),
    (2**60, "1152921504606846976"),
    *((True, "true"), (False, "false"), (None, "null"), (-0.5, "-0.5"), (0, "0")),
    ((), "[]"),
    ({}, "{}"),
    (((), {}), "- []\n  - {}"),
    ((1, (2, (3,), 4)), "- 1\n  - - 2\n    - - 3\n    - 4"),
    (({"a": 1, "b": {}}, {"c": ()}), "- a: 1\n    b: {}\n  - c: []"),
    ({"a": {"b": {"c": "d"}}}, "a:\n    b:\n      c: d"),
    ({"a": ("b", {"c": "d"})}, "a:\n    - b\n    - c: d"),
    ({"a": MappingProxyType({"b": 1})}, "a:\n    b: 1"),
    ((MappingProxyType({"b": 1}),), "- b: 1"),
    ({"a": ("b\nc",)}, "a:\n    - |-\n      b\n      c"),
    ({"a": {"b": "c\n\nd"}}, "a:\n    b: |-\n      c\n\n      d"),
    ("a\nb", "|-\n  a\n  b"),
    ("a\n", '"a\\n"'),
    ("\na", '"\\na"'),
    ("a\n b", "|-\n  a\n   b"),
    (" a\nb", '" a\\nb"'),
    ("a\nb ", '"a\\nb "'),
    ("a\tb\nc", '"a\\tb\\nc"'),
    ("é\nb", "|-\n  é\n  b"),
    ("é\x85\nb", '"é\\u0085\\nb"'),
    ("é", '"é"'),
    *(("yes", '"yes"'), ("Off", '"Off"'), ("yess", "yess"), ("a.b/c", "a.b/c")),
    *(("a:", '"a:"'), ("a #", '"a #"'), ("1a", '"1a"'), ("-", '"-"'), ("/", "/")),
    *(("\x7f", '"\\u007f"'), ("\ufeff", '"\\ufeff"'), ("\ud800", '"\\ud800"')),
    ({"x" * 1000: 1}, "x" * 1000 + ": 1"),
    ({"x" * 1001: 1, "b": 2}, "? " + "x" * 1001 + "\n  : 1\n  b: 2"),
    ({"b": {"x" * 1001: {"a": 1}}}, "b:\n    ? " + "x" * 1001 + "\n    :\n      a: 1"),
]


@pytest.mark.parametrize(("data", "written"), AS_WRITTEN, ids=range(len(AS_WRITTEN)))
def test_as_written(data: Json, written: str) -> None:
    assert to_yaml(data, 2) == written


def test_no_block_without_an_indent() -> None:
    assert to_yaml("a\nb") == '"a\\nb"'
    assert to_yaml(("a\nb",)) == "- |-\n  a\n  b"
