"""Every GraphQL encoder, read back by graphql-core."""

import json
from collections.abc import Iterator
from itertools import product

import pytest
from contractgen.ir import Json
from contractgen.render.graphql import (
    gql_description,
    gql_name,
    gql_string,
    gql_value,
)
from graphql import (
    EnumTypeDefinitionNode,
    Lexer,
    Source,
    TokenKind,
    parse,
    parse_value,
    value_from_ast_untyped,
)

NASTY = '"\\\n a\t'  # what quotes, escapes, breaks, indents
ODD = ["\r", "\r\n", "\x00", "\x1f", "\x7f", "\x85", "\u2028", "\ufeff", "é", "😀", "#"]


def nasty_texts() -> Iterator[str]:
    for length in range(1, 7):
        for letters in product(NASTY, repeat=length):
            yield "".join(letters)


def odd_texts() -> Iterator[str]:
    for odd in ODD:
        yield from (odd, f"a{odd}", f"{odd}a", f"a{odd}\nb", f" {odd}\n  b", f"{odd}\n")


def read(literal: str) -> str | None:
    lexer = Lexer(Source(literal))
    token = lexer.advance()
    assert lexer.advance().kind is TokenKind.EOF, literal
    return token.value


@pytest.mark.parametrize("indent", [0, 2])
def test_descriptions_read_back(indent: int) -> None:
    for text in (*nasty_texts(), *odd_texts()):
        assert read(gql_description(text, indent)) == text, repr(text)


def test_strings_read_back() -> None:
    for text in ("", *nasty_texts(), *odd_texts()):
        assert read(gql_string(text)) == text, repr(text)


def test_no_text_is_no_description() -> None:
    assert gql_description("") == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Short.", '  """Short."""\n'),
        ('So "quoted"', '  """\n  So "quoted"\n  """\n'),
        ("back\\", '  """\n  back\\\n  """\n'),
        ('"""', '  """\n  \\"""\n  """\n'),
        ("a\n\n  b", '  """\n  a\n\n    b\n  """\n'),
        (" a", '  " a"\n'),
        ("  a\n  b", '  "  a\\n  b"\n'),
        ("x" * 71, f'  """\n  {"x" * 71}\n  """\n'),
    ],
)
def test_descriptions_as_a_hand_would_write_them(text: str, written: str) -> None:
    assert gql_description(text, 2) == written


def test_descriptions_stand_before_what_they_describe() -> None:
    for text in ('"', '"""', "}", "# no comment", "a\n}\nb", '\\"""'):
        sdl = f"enum A {{\n{gql_description(text, 2)}  B\n}}"
        (enum,) = parse(sdl).definitions
        assert isinstance(enum, EnumTypeDefinitionNode)
        (value,) = enum.values or ()
        assert value.description
        assert value.description.value == text


@pytest.mark.parametrize("name", ["", "1a", "a-b", "a b", "é", "a\n", "a{"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="not a GraphQL name"):
        gql_name(name)


VALUES: list[Json] = [
    None,
    True,
    False,
    0,
    -7,
    2**53 - 1,
    1.5,
    1e300,
    1e-7,
    -0.0,
    "",
    'a "b" \\ \n \u2028',
    (),
    (1, (2, "x"), None),
    {},
    {"a": {"b_1": (True, {"c": "}"})}},
    {"a": 1, "b": "x", "c": (2, 3)},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_read_back(value: Json) -> None:
    written = gql_value(value)
    assert written is not None
    read_back = value_from_ast_untyped(parse_value(written))
    assert json.dumps(read_back) == json.dumps(value)


@pytest.mark.parametrize(
    "value", [{"a-b": 1}, {"": 1}, {"a": ({"1": 0},)}, ({"é": None},)], ids=repr
)
def test_values_that_graphql_cannot_say(value: Json) -> None:
    assert gql_value(value) is None
