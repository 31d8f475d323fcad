"""What a YAML contract may be, and that nodes stand where they are written."""

from collections.abc import Callable
from typing import Any

import pytest
from contractgen.nodes import Mapping, Node, Scalar, Sequence, Style
from contractgen.read import read
from contractgen.read.text import MAX_BYTES
from contractgen.source import SourceFile


def plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {name: plain(value) for name, value in node}


def test_collections_and_styles(read_yaml: Callable[..., Any]) -> None:
    tree, _ = read_yaml("a: [1, 'x', \"y\"]\nb: |\n  z\n  z\nc: {d: }\ne: []\n")
    assert plain(tree.root) == {
        "a": ["1", "x", "y"],
        "b": "z\nz\n",
        "c": {"d": ""},
        "e": [],
    }
    styles = [item.style for item in tree.root.get("a").items]
    assert styles == [Style.PLAIN, Style.TEXT, Style.TEXT]
    assert tree.root.get("b").style is Style.TEXT


@pytest.mark.parametrize(
    "text",
    [  # Y19-Y25, Y28: whatever YAML might make of it, it stays as written
        *("no", "y", "NO", "010", "0x1F", "1_000", ".nan", "-.inf", "1.10", "=", "~"),
        *("2024-13-45", "1:20:30", "1e400", "-0.0", "null", "7" * 5_000),
    ],
)
def test_plain_scalars_stay_text(read_yaml: Callable[..., Any], text: str) -> None:
    tree, _ = read_yaml(f"a: {text}\n")
    scalar = tree.root.get("a")
    assert (scalar.text, scalar.style) == (text, Style.PLAIN)
    assert scalar.is_null == (text == "null")


def test_spans_are_exact(read_yaml: Callable[..., Any]) -> None:
    text = (
        "é: 😀 x\nlist:\n  - { k: 'v v' }\n  - w  # end\n\nblock: >\n  t\n\nlast: 1\n"
    )
    tree, _ = read_yaml(text)
    root = tree.root
    assert root.value_span("é").text == "😀 x"
    assert root.key_span("list").text == "list"
    assert root.value_span("list").text == "- { k: 'v v' }\n  - w"
    first, second = root.get("list").items
    assert first.span.text == "{ k: 'v v' }"
    assert first.value_span("k").text == "'v v'"
    assert (second.span.line, second.span.column) == (4, 5)
    assert root.value_span("block").text == ">\n  t"
    assert root.span.text == text.rstrip()


def test_line_ends_and_mark_change_nothing(read_yaml: Callable[..., Any]) -> None:
    text = "a: 1\nb:\n  - x\n  - |\n    y\n    z\n"
    expected, _ = read_yaml(text)
    for variant in (
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r"),
    ):
        tree, _ = read_yaml(variant)
        assert plain(tree.root) == plain(expected.root)
        assert tree.root.value_span("b") == tree.root.get("b").span
        assert str(tree.root.value_span("b")) == str(expected.root.value_span("b"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"x\\r\\ny\\rz"', "x\ny\nz"),  # T03
        ("👨‍👩‍👧 é́ 日本 مرحبا", "👨‍👩‍👧 é́ 日本 مرحبا"),  # T11
        ('"\\t\\u00e9"', "\té"),
        ("|\n  x\n  \ty", "x\n\ty\n"),
        ('"x\n\ty"', "x y"),
    ],
)
def test_text_is_kept(read_yaml: Callable[..., Any], text: str, value: str) -> None:
    tree, _ = read_yaml(f"a: {text}\n# \t a tab in a comment\n")
    assert tree.root.get("a").text == value


def test_32_levels_are_fine(read_yaml: Callable[..., Any]) -> None:
    assert read_yaml("a: " + "[" * 31 + "]" * 31)[0]
    assert not read_yaml("a: " + "[" * 32 + "]" * 32)[0]


def test_a_broken_file_leaves_the_others_alone() -> None:
    files = [
        SourceFile("b.contract.yaml", "b.contract.yaml", b"[: 1"),
        SourceFile("a.contract.yml", "a.contract.yml", b"a: 1"),
        SourceFile("c_contract.py", "c_contract.py", b"X = 1"),
        SourceFile("d.yaml", "d.yaml", b"a: 1"),
    ]
    trees, found = read(files)
    assert [tree.module_path for tree in trees] == ["a.contract.yml", "c_contract.py"]
    assert [each.code for each in found] == ["CG111", "CG110"]
    unknown = found[1]
    assert unknown.message == "not a contract file"
    assert unknown.help == "name it *.contract.yaml, *.contract.yml or *_contract.py"
    assert str(unknown.span) == "d.yaml:1:1"
    assert unknown.span
    assert (unknown.span.start, unknown.span.end) == (0, 0)


def test_trees_and_findings_keep_the_order_of_the_files() -> None:
    names = ("b_contract.py", "b.contract.yml", "a_contract.py", "a.contract.yaml")
    good = [SourceFile(f"specs/{name}", name, b"a: 1") for name in names]
    assert [tree.module_path for tree in read(good)[0]] == [
        *("b.contract.yml", "a.contract.yaml", "b_contract.py", "a_contract.py")
    ]
    bad = [SourceFile(f"specs/{name}", name, b"- [") for name in names]
    assert [each.span.source.path for each in read(bad)[1] if each.span] == [
        *("specs/b.contract.yml", "specs/a.contract.yaml"),
        *("specs/b_contract.py", "specs/a_contract.py"),
    ]
    assert read([]) == ([], [])


@pytest.mark.parametrize("more", [0, 1])
def test_the_largest_file(read_yaml: Callable[..., Any], more: int) -> None:
    text = b"a: 1\n" + b"#" * (MAX_BYTES - 5 + more)
    assert bool(read_yaml(text)[0]) is not bool(more)


@pytest.mark.parametrize(
    "text",
    [
        *("a: 1\n'<<': 2", '"1": 2', "'~': 1", "a: '*b'", 'a: "&b"', "a: '!c'"),
        *("a: 'b\t\tc\n\t d'", "a: |\n  b\n  \tc", "a:\tb", "a: {\t}", "a: 1 #\tx"),
        *("a: 1\n# \t\n  \n", "a: 1\n...\n", "? a\n: b\n? c", "{}", "--- {a: b}"),
        *("y: 1\nn: 2", "a: <<", "a: b%", "a: x:y", "1a: 1", "a: null"),
        *("k" * 1000 + ": 1", '"' + "k" * 1000 + '": 1', "a: " + "x" * 1001),
        *("a: '<<<<<<< b'", "a: |\n  =======", "a:\n- >\n  b\n  \tc\n- d"),
        *("# \u200d\u00ad\ufe0f\na: 👨‍👩‍👧", "a: \u2070", "a: ~"),
    ],
)
def test_fine(read_yaml: Callable[..., Any], text: str) -> None:
    assert read_yaml(text)[1] == []
