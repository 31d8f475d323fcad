"""What is read line by line is what libyaml reads, or is left to it."""

import random
from pathlib import Path

import pytest
from contractgen.nodes import Mapping, Node, Scalar, Sequence
from contractgen.read import source_of
from contractgen.read.tame import read_tame
from contractgen.read.text import decode
from contractgen.read.yaml import read_yaml
from contractgen.source import Source, SourceFile

ROOT = Path(__file__).parents[3]
OURS = sorted(
    path
    for folder in ("specs", "examples", "docs")
    for path in (ROOT / folder).rglob("*.contract.yaml")
)


def shape(node: Node) -> object:
    """Return all that there is to a node."""
    match node:
        case Scalar():
            return node.start, node.end, node.text, node.style
        case Sequence():
            return node.start, node.end, [shape(item) for item in node.items]
        case Mapping():
            entries = node.entries.items()
            each = [(key, shape(one.key), shape(one.value)) for key, one in entries]
            return "mapping", node.start, node.end, each


def source(text: str) -> Source:
    return Source("specs/x.contract.yaml", text)


def is_tame(text: str) -> bool:
    """Whether a text is tame; if so, libyaml has to read the same."""
    found = read_tame(source(text))
    if found is None:
        return False
    other, problems = read_yaml(source(text))
    assert not problems, (text, problems)
    assert other is not None
    assert shape(found) == shape(other), text
    return True


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_contracts_are_tame(path: Path) -> None:
    file = SourceFile(str(path), path.name, path.read_bytes())
    assert is_tame(source_of(file).text)


TAME = (
    "a: b",
    "a: b\n",
    "\n# c\n\n  a: b  # c\n  # c\n\n",
    "a:\n  b:\n    c: d\n  e: f\ng: h",
    "a:  \n  - b\n  -  c: d\n     e: f\n  - g:\n      h: i\n    j: k\nl: m",
    "a:\n- b\n- c: d\n  e: f\ng: h",
    "a: [b, [c, {}], { d: e, f: [] }, 'g' , \"h i\" ]  # c",
    "a: {b: c,d: 'e', f: { g: \"h\" }}",
    "a: -5\nb: { c: -5 }\nc: 1.5\nd: 2030-01-31T12:00:00\ne: null\nf: yes",
    'a: it\'s "b" & c, [d] {e} http://f:1/g?h#i \\ * | ! % @ `j`',
    'a: { b: it\'s "c" & d \\ * | ! % @ `e` }',
    "a: é x 😀\nb: Über\nc: { d: é 😀 }",
    "a: 'b: # c'\nb: \"\"\nc: ''\nd: 'e' # f",
    "a-b.c_D9: x\n_: y\ny: n",
)


@pytest.mark.parametrize("text", TAME)
def test_what_is_tame(text: str) -> None:
    assert is_tame(text)


WILD = (
    *("", "\n", "# c", "a", "- a", "- a: b", "a:", "a:\nb: c", "a: b\nc:", "{ a: b }"),
    *("a: b\na: c", "a: { b: c, b: d }", "yes: a", "Null: a", "a: { ON: b }", "1: a"),
    *("a: b: c", "a: b:", "a: { b: c: d }", "a: b\n c", "a: b\n  c: d", "a: b\n- c"),
    *("a:\n    b: c\n  d: e", "  a: b\nc: d", "a:\n  - b\n - c", "a:\n  b: c\n  - d"),
    *("a: |\n  b", "a: >-\n  b", "a: &b c", "a: *b", "a: !b c", "a: ~", "a: ? b"),
    *("a: 'b", 'a: "b', "a: 'b''c'", 'a: "b\\n"', "a: 'b' c", "a: 'b'#c", "'a': b"),
    *("a: {", "a: [b", "a: {b: c]", "a: [b}", "a: { b }", "a: { b: }", "a: { b: c, }"),
    *("a: [b,, c]", "a: [b: c]", "a: {b:c}", "a: {b: c} d", "a: [b]]", "a: [?b]"),
    *("---\na: b", "a: b\n...", "%YAML 1.2\n---\na: b", "a:\tb", "a: b\t", "<<: a"),
    *("- a\n- b", "a:\n  - - b", "a:\n  -", "a:\n  - # c", "a: # c\n  b: c", "a:b"),
    *("? a\n: b", "a: -", "a: - b", "a: @b", "a: `b`", "a: %b", "a: ,b", "a: ]"),
)


@pytest.mark.parametrize("text", WILD)
def test_what_is_not(text: str) -> None:
    assert read_tame(source(text)) is None


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_limits_are_libyamls_to_tell(shift: int) -> None:
    assert is_tame(f"{'k' * (100 + shift)}: a") is (shift <= 0)
    assert is_tame(f"a: {'b' * (900 + shift)}") is (shift <= 0)
    maps = "".join(f"{'  ' * depth}a:\n" for depth in range(11 + shift))
    assert is_tame(f"{maps}{'  ' * (11 + shift)}a: b") is (shift <= 0)
    lists = "".join(f"{'    ' * depth}- a:\n" for depth in range(5 + shift))
    assert is_tame(f"a:\n{lists}{'    ' * (5 + shift)}b: c") is (shift <= 0)
    assert is_tame(f"a: {'[' * (13 + shift)}{']' * (13 + shift)}") is (shift <= 0)


PIECES = (
    *"  \n\n::--'\"{}[],,#&*!|>%@`?~\\.ab1é\u00a0\t",
    *(": ", "\n  ", "- ", " #", "a: ", "\n- ", ", ", "{ a: ", " }", "[b", "]", "''"),
)
LINES = (
    *("a: b", "b: 'c'", 'c: "d" # e', "d: { a: b, c: -1 }", "e: [a, 'b']", "f: [ ]"),
    *("g:", "a:", "# c", "", "- a", "- a: b", "- { a: b }", "- b:", "h: a  b"),
)
TRIES = 100_000


def test_chance_finds_no_difference() -> None:
    chance = random.Random(27)  # noqa: S311 (repeatable, not secret)
    tame = 0
    for _ in range(TRIES):
        text = "".join(
            f"{' ' * chance.choice((0, 0, 2, 2, 4, 1))}{chance.choice(LINES)}\n"
            for _ in range(chance.randint(1, 5))
        )
        for _ in range(chance.choice((0, 1, 2))):
            at = chance.randrange(len(text))
            text = (
                text[:at] + chance.choice(PIECES) + text[at + chance.choice((0, 1)) :]
            )
        read, problems = decode(SourceFile("x.contract.yaml", "", text.encode()))
        tame += not problems and is_tame(read.text)
    assert tame > TRIES / 20, "too few of them are tame to tell anything"
