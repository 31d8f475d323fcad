"""Imports between contract modules, packages, and references across them."""

from typing import Any

from contractgen.diagnostics import Diagnostic
from contractgen.nodes import Mapping, Node, Scalar, Sequence
from contractgen.read import read
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
