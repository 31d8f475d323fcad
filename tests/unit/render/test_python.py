"""Python fragments: read back by `ast`, and left alone by `ruff format`.

The fuzz is seeded, so a failure stays one; ruff formats one file for each test.
"""

import ast
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from contractgen.ir import Json
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    WIDTH,
    Expression,
    Group,
    OrNone,
    Prefix,
    assignment,
    call,
    class_header,
    declaration,
    docstring,
    keyword,
    layout,
    py_name,
    py_pattern,
    py_string,
    py_tuple,
    py_value,
    subscript,
)

RUFF = Path(sys.executable).with_name("ruff")
NASTY = "\"'\\\n a{"  # what quotes, escapes, breaks, indents, interpolates
ODD = ["\r", "\r\n", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "é", "😀"]
ROUNDS = 400


def formatted(source: str) -> str:
    done = subprocess.run(
        [RUFF, "format", "--isolated", "--no-cache", "--stdin-filename", "x.py", "-"],
        input=source.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def assert_stays(blocks: list[str]) -> None:
    """Assert that ruff changes none of the top-level statements."""
    between = "\n\n\n"  # as much as ruff leaves between any two statements
    after = formatted(between.join(blocks) + "\n").removesuffix("\n").split(between)
    pairs = list(zip(blocks, after, strict=True))
    changed = [f"{old}\n  became\n{new}" for old, new in pairs if old != new]
    assert not changed, "\n\n".join([f"{len(changed)} changed", *changed[:4]])


def texts() -> Iterator[str]:
    yield ""
    for length in range(1, 5):
        yield from map("".join, product(NASTY, repeat=length))
    for odd in ODD:
        yield from (odd, f"a{odd}b", f"{odd}'", f'{odd}"', f"\\{odd}", f"{odd}" * 3)


def test_strings_read_back_and_stay() -> None:
    literals = {text: py_string(text) for text in texts()}
    for text, literal in literals.items():
        assert ast.literal_eval(literal) == text
        assert literal.isascii()
        assert "\n" not in literal
    assert_stays([f"x = {literal}" for literal in literals.values()])


def test_patterns_read_back_and_stay() -> None:
    literals = {text: py_pattern(text) for text in (*texts(), r"^\+[0-9]{1,3}$")}
    for text, literal in literals.items():
        assert ast.literal_eval(literal) == text
    assert literals[r"^\+[0-9]{1,3}$"] == r'r"^\+[0-9]{1,3}$"'
    assert_stays([f"x = {literal}" for literal in literals.values()])


def tidy(text: str) -> bool:
    """Whether prose has no outer blank lines: contracts' prose never has."""
    lines = text.split("\n")
    return bool(lines[0].strip() and lines[-1].strip())


@pytest.mark.parametrize("indent", [0, 4, 8])
def test_docstrings_read_back(indent: int) -> None:
    for text in filter(tidy, texts()):
        literal = docstring(text, indent)
        assert literal.isascii()
        read = ast.literal_eval(literal.replace(f"\n{' ' * indent}", "\n"))
        assert read.removesuffix("\n") == text, repr(text)


def test_docstrings_are_seen_as_written() -> None:
    for text in ("a", "One.\n\nTwo.", 'say "it"', "ends in \\"):
        tree = ast.parse(f"class A:\n    {docstring(text, 4)}\n")
        body = tree.body[0]
        assert isinstance(body, ast.ClassDef)
        assert ast.get_docstring(body) == text


def test_docstrings_stay() -> None:
    assert_stays(
        [
            f"class A{number}:\n    {docstring(text, 4)}"
            for number, text in enumerate(filter(tidy, texts()))
        ]
    )


def test_docstrings_cannot_be_left() -> None:
    for text in ('"""\nimport os\n"""', '\\"""', "\\", '"', '""', 'a\n"""', "a\r\nb"):
        tree = ast.parse(f"class A:\n    {docstring(text, 4)}\n    x = 1\n")
        (body,) = tree.body
        assert isinstance(body, ast.ClassDef)
        assert [type(each) for each in body.body] == [ast.Expr, ast.Assign], text


@pytest.mark.parametrize(
    "name", ["class", "a b", "1a", "é", "a.class", "", "a.", "a;b"]
)
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(ValueError, match="not a Python name"):
        py_name(name)


@pytest.mark.parametrize("name", ["a", "_a1", "models.Job", "list_", "match"])
def test_names(name: str) -> None:
    assert py_name(name) == name


class Maker:
    """Makes expressions of any width, from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # nothing here is secret

    def name(self, most: int = 40) -> PyText:
        length = self.random.randint(1, most)
        return py_name("A" + "b" * (length - 1))

    def constant(self) -> Expression:
        return self.random.choice(
            [
                self.name(),
                py_string("t" * self.random.randint(0, 60)),
                PyText(str(self.random.randint(0, 10**6))),
            ]
        )

    def value(self, depth: int = 3) -> Expression:
        if depth == 0 or self.random.random() < 0.25:
            return self.constant()
        items = [self.value(depth - 1) for _ in range(self.random.randint(0, 4))]
        match self.random.randint(0, 3):
            case 0:
                return Group("[", tuple(items), "]")
            case 1:
                return py_tuple(items)
            case 2:
                pairs = (
                    Prefix(f'"{index}": ', item) for index, item in enumerate(items)
                )
                return Group("{", tuple(pairs), "}")
            case _:
                return call(
                    self.name(20), [keyword(f"a{n}", i) for n, i in enumerate(items)]
                )

    def annotation(self) -> Expression:
        """Return an annotation as a model's field has one."""
        inner: Expression = self.name()
        if self.random.random() < 0.5:
            inner = subscript("list", [self.constrained(inner)])
        if self.random.random() < 0.5:
            inner = OrNone(inner)
        return self.constrained(inner, mark=True)

    def constrained(self, inner: Expression, *, mark: bool = False) -> Expression:
        marks: list[Expression] = []
        if self.random.random() < 0.6:
            given = [keyword(f"least{n}", self.constant()) for n in range(2)]
            marks.append(call("Field", given))
        if mark and self.random.random() < 0.5:
            marks.append(PyText("NotNull"))
        return subscript("Annotated", [inner, *marks]) if marks else inner


def body(statement: str) -> str:
    """Return a class that holds one statement, as models hold fields."""
    return f"class A:\n    {statement}"


@pytest.mark.parametrize("seed", range(4))
def test_assignments_stay(seed: int) -> None:
    make = Maker(seed)
    made = [(make.name(), make.value()) for _ in range(ROUNDS)]
    for target, value in made:
        tree = ast.parse(assignment(target, value))
        assert ast.unparse(tree) == ast.unparse(ast.parse(f"{target} = {value}"))
    assert_stays([assignment(target, value) for target, value in made])
    assert_stays([body(assignment(target, value, 4)) for target, value in made])


@pytest.mark.parametrize("seed", range(4))
def test_declarations_stay(seed: int) -> None:
    make = Maker(100 + seed)
    blocks: list[str] = []
    for _ in range(ROUNDS):
        name, annotation = py_name("f" + make.name(60).lower()), make.annotation()
        value = make.random.choice([None, PyText("None"), make.value()])
        made = declaration(name, annotation, value, 4)
        end = "" if value is None else f" = {value}"
        plain = ast.parse(f"class A:\n    {name}: {annotation}{end}\n")
        assert ast.unparse(ast.parse(body(made))) == ast.unparse(plain)
        blocks.append(body(made))
    assert_stays(blocks)


@pytest.mark.parametrize("seed", range(2))
def test_class_headers_stay(seed: int) -> None:
    make = Maker(200 + seed)
    headers = [class_header(make.name(90), make.name(90)) for _ in range(ROUNDS)]
    assert_stays([f'{header}\n    """x."""' for header in headers])


def test_every_width_of_types_and_names_stays() -> None:
    """The edge is where mistakes are: all widths around the line's end."""
    blocks: list[str] = []
    for length in range(1, WIDTH + 10):
        long = py_name("a" * length)
        blocks += [
            assignment("x", py_tuple([long])),
            assignment(long, PyText("y")),
            assignment(long, Group("[", (PyText("y"),), "]")),
            body(declaration("x", subscript("list", [long]), None, 4)),
            body(declaration("x", OrNone(long), PyText("None"), 4)),
            body(declaration(long, subscript("list", [PyText("y")]), None, 4)),
        ]
    assert_stays(blocks)


@pytest.mark.parametrize("indent", [0, 4, 8])
def test_every_width_of_declarations_stays(indent: int) -> None:
    """Both the type and the value may be what is too long for the line."""
    within = {0: "", 4: "class A:\n    ", 8: "class A:\n    class B:\n        "}[indent]
    two = subscript("Annotated", [PyText("int"), PyText("NotNull")])
    blocks: list[str] = []
    for length in range(1, WIDTH + 20):
        long, text = py_name("a" * length), py_string("y" * length)
        made = [
            declaration("x", two, text, indent),
            declaration("x", two, call("f", [long]), indent),
            declaration("x", OrNone(two), long, indent),
            declaration("x", OrNone(PyText("int")), text, indent),
            declaration("x", subscript("list", [PyText("int")]), text, indent),
            declaration("x", subscript("list", [two]), call("f", [text]), indent),
            declaration("x", PyText("int"), text, indent),
            declaration("x", PyText("int"), py_tuple([long, text]), indent),
            declaration("x", long, PyText("None"), indent),
            declaration("x", long, None, indent),
            declaration("x", subscript("list", [long]), PyText("None"), indent),
            declaration("x", subscript("Annotated", [long, long]), long, indent),
            declaration(long, two, None, indent),
            declaration(long, PyText("int"), None, indent),
            declaration(long, OrNone(PyText("int")), None, indent),
            declaration("x", OrNone(long), None, indent),
            declaration(long, OrNone(two), PyText("None"), indent),
            declaration(long, PyText("int"), PyText("None"), indent),
            declaration(long, subscript("list", [two]), call("f", [two]), indent),
        ]
        blocks += [f"{within}{one}" for one in made]
    assert_stays(blocks)


LONGEST = WIDTH - len("    (")
"""The longest function name that a line has room for in parentheses."""


def calls(lengths: range) -> list[str]:
    names = [py_name("a" * length) for length in lengths]
    targets = ("x", "ctx", "output", "t" * 60)
    return [
        assignment(target, call(name, items))
        for name in names
        for target in targets
        for items in ([PyText("y")], [PyText("y"), PyText("z" * 60)])
    ]


def test_calls_stay() -> None:
    assert_stays(calls(range(1, LONGEST + 1)))


def test_calls_of_the_longest_names_stay() -> None:
    assert_stays(calls(range(LONGEST + 1, 129)))


def test_calls_of_nothing_stay() -> None:
    names = [py_name("a" * length) for length in range(60, 129)]
    targets = ("x", "ctx", "output", "t" * 60)
    assert_stays([assignment(one, call(name, [])) for one in targets for name in names])


def test_layout_leaves_room() -> None:
    made = call("f", [py_name("a" * 40), py_name("b" * 40)])
    room = WIDTH - len(made)
    assert "\n" not in layout(made, 0, room)
    assert "\n" in layout(made, 0, room + 1)
    assert "\n" in layout(made, 0, room, 1)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -1,
        2**53,
        1.5,
        -0.25,
        1e300,
        1e-300,
        "a",
        (),
        {},
        ("a", (1, None), {"b": ({},)}),
        {'"': 1, "\\": "'", "é": (True, 1.0)},
    ],
)
def test_values_read_back_and_stay(value: Json) -> None:
    made = py_value(value)
    assert ast.literal_eval(made) == listed(value)
    assert_stays([assignment("x", made)])


def listed(value: Json) -> object:
    if isinstance(value, tuple):
        return [listed(item) for item in value]
    if isinstance(value, dict):
        return {key: listed(item) for key, item in value.items()}
    return value
