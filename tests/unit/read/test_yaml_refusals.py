"""What a YAML contract may not be: each with its code and place.

The names at the front are those of the hostile cases.
"""

from collections.abc import Callable
from typing import Any

import pytest

DEEP = "".join(f"{' ' * level}a:\n" for level in range(10_000))[:300_000]
BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10)
)
REFUSED: list[tuple[str, str | bytes, list[tuple[str, int, int]]]] = [
    ("Y01 nothing", "", [("CG104", 1, 1)]),
    ("Y01 comments", "# a\n# b\n", [("CG104", 1, 1)]),
    ("Y01 marker alone", "---\n", [("CG104", 1, 1)]),
    ("Y02 text", "hello", [("CG115", 1, 1)]),
    ("Y02 list", "- a", [("CG115", 1, 1)]),
    ("Y03", "a: 1\n---\nb: 2\n", [("CG114", 2, 1)]),
    ("Y03 after the end", "a: 1\n...\nb: 2\n", [("CG114", 3, 1)]),
    ("Y05 utf-16 mark", "a: 1".encode("utf-16"), [("CG102", 1, 1)]),
    ("Y05 utf-16-le", "a: 1".encode("utf-16-le"), [("CG102", 1, 2)]),
    ("Y05 utf-16-be", "a: 1".encode("utf-16-be"), [("CG102", 1, 1)]),
    ("Y05 bytes before NUL", b"\xff\0a\xa4", [("CG102", 1, 1)]),
    ("Y05 bytes after NUL", b"\0\xff\xfe", [("CG102", 1, 2)]),
    ("Y05 latin-1", "b: 1\na: é".encode("latin-1"), [("CG102", 2, 4)]),
    ("Y06 NUL", "a: x\0", [("CG103", 1, 5)]),
    ("Y06 BEL DEL", "a: \a\x7f", [("CG103", 1, 4), ("CG103", 1, 5)]),
    ("Y07 NEL", "a: x\u0085y", [("CG103", 1, 5)]),
    ("Y07 line separator", "é: 1\r\na: x\u2028y", [("CG103", 2, 5)]),
    ("Y09", "a:\n\tb: 1\n", [("CG112", 2, 1)]),
    ("Y09 plain text", "a:\n  b\n\tc\n", [("CG112", 3, 1)]),
    ("Y09 flow", "a: {x: 1,\n  \ty: 2}\n", [("CG112", 2, 3)]),
    ("Y10", b"#" * 50_000_000, [("CG101", 1, 1)]),
    ("Y11 text", "b: 1\na: " + "x" * 250_001, [("CG107", 2, 4)]),
    ("Y11 key", "a: 1\n" + "k" * 900_000 + ": 1\n", [("CG107", 2, 1)]),
    ("Y11 key libyaml takes", "k" * 1001 + ": 1\n", [("CG107", 1, 1)]),
    ("Y12 flow", "a: " + "[" * 10_000, [("CG106", 1, 35)]),
    ("Y12 block", DEEP, [("CG106", 33, 33)]),
    ("Y14", "v: &a [*a]", [("CG116", 1, 4), ("CG116", 1, 8)]),
    ("Y15", "a: *zz", [("CG116", 1, 4)]),
    ("Y16", "a: { <<: x }", [("CG116", 1, 6)]),
    ("Y17", 'a: 1\n"a": 2\n', [("CG108", 2, 1)]),
    ("Y17 nested", "a: { b: 1, b: 2 }", [("CG108", 1, 12)]),
    ("Y18 list", "[a]: 1", [("CG109", 1, 1)]),
    ("Y18 mapping", "{a: 1}: 1", [("CG109", 1, 1)]),
    ("Y26 python", "a: !!python/object/apply:os.system x", [("CG117", 1, 4)]),
    ("Y26 own", "a: !foo [x]", [("CG117", 1, 4)]),
    ("Y26 set", "a: !!set {x}", [("CG117", 1, 4)]),
    ("Y26 binary", "a: !!binary aGk=", [("CG117", 1, 4)]),
    ("Y26 key", "!!str a: x", [("CG117", 1, 1)]),
    ("Y27 1.1", "%YAML 1.1\n---\na: 1", [("CG113", 1, 1)]),
    ("Y27 9.9", "# x\n%YAML 9.9\n---\na: 1", [("CG113", 2, 1)]),
    ("Y27 tag", "%TAG ! x\n---\na: 1", [("CG113", 1, 1)]),
    ("N07 override", "key: a\u202eb", [("CG103", 1, 7)]),
    ("N07 zero width", "key: a\u200bb", [("CG103", 1, 7)]),
    ("N07 isolate", "key: a\u2066b", [("CG103", 1, 7)]),
    ("N07 escaped", 'key: "a\\u202eb"', [("CG103", 1, 6)]),
    ("T03 form feed", "a: x\fy", [("CG103", 1, 5)]),
    ("T03 escaped NEL", 'a: "x\\Ny"', [("CG103", 1, 4)]),
    ("T10 surrogate", 'a: "\\ud800"', [("CG103", 1, 7)]),
    ("T10 noncharacter", "a: \ufffe", [("CG103", 1, 4)]),
    ("T10 astral noncharacter", "a: \U0001ffff", [("CG103", 1, 4)]),
    ("T10 tags block", "a: \U000e0041", [("CG103", 1, 4)]),
    ("F16", "a: 1\n<<<<<<< HEAD\n=======\n>>>>>>> x\n", [("CG105", 2, 1)]),
]


@pytest.mark.parametrize(
    ("text", "places"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_refused_at_its_place(
    read_yaml: Callable[..., Any], text: str | bytes, places: list[tuple[str, int, int]]
) -> None:
    _, found = read_yaml(text)
    assert [(each.code, each.span.line, each.span.column) for each in found] == places


@pytest.mark.parametrize(
    "key",
    ["1", "1.5", "-2", ".5", "0x1F", "1_0", "true", "Null", "~", "on", "NO", ".nan"],
)
def test_keys_that_some_reader_takes_for_something_else(
    read_yaml: Callable[..., Any], key: str
) -> None:
    _, [found] = read_yaml(f"a: 1\n{key}: 2\n")
    assert (found.code, found.message) == ("CG109", "keys must be text")
    assert found.help == f'quote it: "{key}"'
    assert read_yaml(f'"{key}": 1')[0]


def test_an_alias_bomb_is_not_unfolded(read_yaml: Callable[..., Any]) -> None:
    _, found = read_yaml(BOMB)
    assert {each.code for each in found} == {"CG116"}
    assert len(found) == 50  # and no more: the rest is not worth reading


def test_a_duplicate_shows_both_places(read_yaml: Callable[..., Any]) -> None:
    _, [found] = read_yaml("models:\n  A: 1\n  A: 2\n")
    assert str(found.labels[0].span) == "specs/jobs/x.contract.yaml:2:3"


def test_not_utf8_names_the_byte(read_yaml: Callable[..., Any]) -> None:
    _, [found] = read_yaml("é: 1\nb: é".encode()[:-1] + b"\xff")
    assert "byte offset 9" in found.message


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: { tags: String[]? }", (1, 18), "must be quoted"),
        ("a: b: c", (1, 5), "must be quoted"),
        ("a:1\nb: 2", (2, 2), "blank after the colon"),
        ("a: @x", (1, 4), "quotes"),
        ("a: `x", (1, 4), "quotes"),
        ("a: %x", (1, 4), "quotes"),
        ('b: 1\na: "x\nc: 1', (2, 4), "closing quote"),
        ("a: 'it's'", (1, 8), "quoted as a whole"),
        ("a: [1\nb: 2", (2, 2), "close it with `]`"),
        ("a: {b: 1", (1, 9), "close it with `}`"),
        ("{a: 1}}", (1, 7), "one bracket too many"),
        ("a: - b", (1, 4), "line of its own"),
        ("a:\n  b: 1\n c: 2", (3, 2), "line up"),
        ("- a\nb: 1", (2, 1), "line up"),
        ('a: "\\q"', (1, 5), "single quotes"),
        ("a: > x", (1, 6), "next line"),
        ("a: 1\nb\nc: 2", (3, 1), "key: value"),
    ],
)
def test_syntax_errors_in_our_words(
    read_yaml: Callable[..., Any], text: str, place: tuple[int, int], words: str
) -> None:
    _, [found] = read_yaml(text)
    assert (found.code, found.span.line, found.span.column) == ("CG111", *place)
    assert words in found.help
