"""Imports between contract modules, packages, and references across them."""

from typing import Any

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.nodes import Mapping, Node, Scalar, Sequence
from contractgen.read import read
from contractgen.read.text import MAX_KEY, MAX_SCALAR
from contractgen.source import SourceFile

DSL = "from contractgen.dsl import contract_file, define_enum, define_schema_model\n"


def read_all(files: dict[str, str]) -> tuple[dict[str, Any], list[Diagnostic]]:
    sources = [SourceFile(f"specs/{n}", n, t.encode()) for n, t in files.items()]
    trees, found = read(sources)
    return {tree.module_path: plain(tree.root) for tree in trees}, found


def plain(node: Node) -> Any:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {name: plain(value) for name, value in node}


def model(type_: str) -> str:
    return f"M = define_schema_model(name='M', fields={{'x': {type_}}})\n"


def type_of_x(document: dict[str, Any]) -> str:
    return str(document["models"]["M"]["fields"]["x"])


A = DSL + "A = define_enum('A', ['a'])\nSHARED = {'type': A}\nLIST = ['x']\n"


def test_each_way_to_import() -> None:
    ways = {
        "from .a_contract import A": "A",
        "from .a_contract import A as B": "B",
        "from my_app.a_contract import A": "A",
        "from . import a_contract": "a_contract.A",
        "import my_app.a_contract": "my_app.a_contract.A",
        "import my_app.a_contract as a": "a.A",
        "from my_app import a_contract as a": "a.A",
    }
    for statement, name in ways.items():
        text = f"{statement}\n{DSL}{model(name)}"
        files = {"my_app/b_contract.py": text, "my_app/a_contract.py": A}
        documents, found = read_all(files)
        assert found == [], statement
        assert type_of_x(documents["my_app/b_contract.py"]) == "A"
        assert "enums" not in documents["my_app/b_contract.py"], "only its own"


def test_references_across_packages_name_the_package() -> None:
    files = {
        "my-app/a_contract.py": A,
        "shop/a_contract.py": A + "contract_file(package='renamed')",
        "shop/b_contract.py": f"from .a_contract import SHARED\n{DSL}{model('SHARED')}",
        "shop/c_contract.py": f"from .a_contract import A\n{DSL}{model('A')}"
        "contract_file(package='renamed')",
    }
    documents, found = read_all(files)
    assert found == []
    shared = documents["shop/b_contract.py"]["models"]["M"]["fields"]["x"]
    assert shared == {"type": "renamed.A"}
    assert type_of_x(documents["shop/c_contract.py"]) == "A"
    assert documents["shop/c_contract.py"]["package"] == "renamed"


def test_a_circle_is_reported_once_where_it_closes() -> None:
    files = {
        "p/a_contract.py": f"from .b_contract import B\n{DSL}{model('B')}",
        "p/b_contract.py": "from .c_contract import C\nB = C\n",
        "p/c_contract.py": "from .a_contract import M\nC = [M]\n",
        "p/d_contract.py": "X = 1\n",
    }
    documents, [found] = read_all(files)
    assert (found.code, str(found.span)) == ("CG134", "specs/p/c_contract.py:1:1")
    assert found.message.count(" imports ") == 3
    assert list(documents) == ["p/d_contract.py"]


def test_a_module_that_imports_itself() -> None:
    _, [found] = read_all({"p/a_contract.py": "from .a_contract import X\n"})
    assert found.code == "CG134"


def test_a_broken_import_is_not_reported_again_by_its_users() -> None:
    files = {
        "p/a_contract.py": "X = foo()\nY = 1\n",
        "p/b_contract.py": f"from .a_contract import X, Y\n{DSL}{model('X')}",
    }
    documents, [found] = read_all(files)
    assert (found.code, found.span and found.span.line) == ("CG131", 1)
    assert documents == {}


def test_a_name_that_the_module_lacks() -> None:
    files = {
        "p/a_contract.py": "OWNERS = []\n",
        "p/b_contract.py": "from .a_contract import OWNER\n",
    }
    _, [found] = read_all(files)
    assert (found.code, found.help) == ("CG133", "did you mean `OWNERS`?")


def test_a_module_without_the_suffix_is_suggested() -> None:
    files = {"p/a_contract.py": "X = 1\n", "p/b_contract.py": "from .a import X\n"}
    _, [found] = read_all(files)
    assert found.help == "did you mean `p.a_contract`?"


def test_a_long_chain_of_imports() -> None:
    files = {
        f"p/m{i}_contract.py": f"from .m{i + 1}_contract import X\n"
        for i in range(1_500)
    }
    files["p/m1500_contract.py"] = "X = 1\n"
    documents, found = read_all(files)
    assert (len(documents), found) == (1_501, [])


def test_nodes_stand_where_they_are_written() -> None:
    text = f"É = 'ü'; X = '😀'\n{DSL}M = define_enum('é', [É, X], description='d')"
    trees, _ = read([SourceFile("p/a_contract.py", "p/a_contract.py", text.encode())])
    enums = trees[0].root.get("enums")
    assert isinstance(enums, Mapping)
    assert enums.key_span("é").text == "'é'"
    made = enums.get("é")
    assert isinstance(made, Mapping)
    assert made.key_span("description").text == "description"
    assert made.value_span("description").text == "'d'"
    values = made.get("values")
    assert isinstance(values, Sequence)
    assert [item.span.text for item in values.items] == ["'ü'", "'😀'"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "# coding: utf8\nx = 1",
            "# -*- Coding: UTF_8 -*-\nx = 1",
        ),
        *("x = 1\n\n# coding: latin-1", "x = 'coding: latin-1'", "x = 1  # recoding"),
        *("import typing\nx = typing.Any", "from __future__ import annotations"),
        *("from typing_extensions import *", "from collections.abc import Mapping"),
        *("import contractgen.dsl as d\nx = d.document.x", "from types import X as Y"),
        *("a = b = 1\nc: int = b\nd: int", "'text'", "pass", "__all__ = [lambda: 1]"),
        *("__all__: list[str] = [nope]", "x = -1.5", "x = -0x1", "x = 1e308", "x = ()"),
        *(
            "x = 0x" + "f" * 1024,
            "x = {**{'a': 1}, 'a': 2, **{'a': 3}}",
            "x = [*[], *()]",
        ),
        *("x = '" + "x" * MAX_SCALAR + "'", "x = {'" + "k" * MAX_KEY + "': 1}"),
        *("x = " + "[" * 33 + "]" * 33, "x = 'a' 'b' + ('c' + 'd')", "x = 'a\\r\\n'"),
    ],
)
def test_fine(text: str) -> None:
    documents, found = read_all({"p/a_contract.py": text})
    assert found == []
    assert documents == {"p/a_contract.py": {"contractgen": "1"}}


def test_a_module_of_the_own_root_comes_first() -> None:
    shared = DSL + "A = define_enum('{}', ['a'])"
    user = f"from .shared_contract import A\n{DSL}{model('A')}"
    sources = [
        SourceFile(
            f"{root}/p/{name}_contract.py", f"p/{name}_contract.py", text.encode()
        )
        for root in ("first", "second")
        for name, text in (("shared", shared.format(root)), ("user", user))
    ]
    trees, found = read(sources)
    assert found == []
    types = [
        type_of_x(plain(tree.root)) for tree in trees if "user" in tree.module_path
    ]
    assert types == ["first", "second"]
    only_there = [one for one in sources if one.path != "second/p/shared_contract.py"]
    trees, found = read(only_there)
    assert found == []
    assert type_of_x(plain(trees[-1].root)) == "first"


def test_folders_are_packages() -> None:
    files = {
        "shop/deep/a_contract.py": A,
        "shop/b_contract.py": f"import shop.deep.a_contract\n{DSL}"
        + model("shop.deep.a_contract.A"),
        "shop/c_contract.py": f"from shop import deep\n{DSL}"
        + model("deep.a_contract.A"),
        "shop/deep/d_contract.py": f"from ..deep.a_contract import A\n{DSL}"
        + model("A"),
        "e_contract.py": f"from shop.deep import a_contract as x\n{DSL}{model('x.A')}",
    }
    documents, found = read_all(files)
    assert found == []
    for name in ("shop/b", "shop/c", "shop/deep/d"):
        assert type_of_x(documents[f"{name}_contract.py"]) == "A", name
    assert type_of_x(documents["e_contract.py"]) == "shop.A"


MISSING = [
    ("import p.a", "did you mean `p.a_contract`?"),
    ("import p.b_contract", "did you mean `p.a_contract`?"),
    ("import q.b_contact", "did you mean `p.a_contract`?"),
    ("from p import b_contract", None),
    ("from p import a_contact", None),
    ("import p.a_contract\nx = p.nope", "check the module's names"),
    ("import p.a_contract\nx = p.a_contract.OWNER", "check the module's names"),
    ("from .a_contract import OWNERS, OWNER", "did you mean `OWNERS`?"),
    ("from .a_contract import xyzzy", None),
    (
        "from . import a_contract as a\nx = [a]",
        "name something that the module defines",
    ),
]


@pytest.mark.parametrize(("text", "advice"), MISSING)
def test_what_is_not_there(text: str, advice: str | None) -> None:
    files = {"p/a_contract.py": "OWNERS = []\n", "p/z_contract.py": text}
    _, [found] = read_all(files)
    if advice is None:
        assert found.help is None or "did you mean" not in found.help
    else:
        assert found.help == advice


def test_two_circles_are_two_findings_and_users_are_quiet() -> None:
    files = {
        "p/a_contract.py": "from .b_contract import B\nA = B\n",
        "p/b_contract.py": "from .a_contract import A\nB = A\n",
        "p/c_contract.py": "from . import a_contract, b_contract\nC = [a_contract.A]\n",
        "p/d_contract.py": "X = 1\nfrom .d_contract import X\nimport p.d_contract\n",
    }
    documents, found = read_all(files)
    assert [str(each.span) for each in found] == [
        *("specs/p/b_contract.py:1:1", "specs/p/d_contract.py:2:1"),
        "specs/p/d_contract.py:3:1",
    ]
    assert found[0].message == (
        "circular import: p.a_contract imports p.b_contract imports p.a_contract"
    )
    assert documents == {}


@pytest.mark.parametrize(
    ("package", "name"),
    [("other", "my_app.A"), ("my_app", "A"), ("my-app", "my_app.A")],
)
def test_a_folder_names_its_package(package: str, name: str) -> None:
    user = f"from .a_contract import A\n{DSL}contract_file(package={package!r})\n"
    files = {"my-app/a_contract.py": A, "my-app/b_contract.py": user + model("A")}
    documents, found = read_all(files)
    assert found == []
    assert type_of_x(documents["my-app/b_contract.py"]) == name
