"""D: contracts in Python are read, never run, whatever they would do."""

import sys
from pathlib import Path

import pytest

from .judge import compiled, refused

IMPORT = "from contractgen.dsl import ScalarTypeEnum, define_schema_model\n"
MODEL = 'define_schema_model(name="Job", fields={})'
CASES: list[tuple[str, str, str]] = [
    ("D01", "CG131", "while True: pass"),
    ("D01", "CG131", "for _ in iter(int, 1): pass"),
    ("D02", "CG131", 'open("pwned", "w").write("x")'),
    ("D02", "CG133", 'import subprocess\nsubprocess.run(["touch", "pwned"])'),
    ("D02", "CG133", "import socket\nsocket.socket()"),
    ("D02", "CG133", "import os\nos._exit(0)"),
    ("D02", "CG133", "import sys\nsys.exit(0)"),
    ("D02", "CG131", '__import__("os").system("touch pwned")'),
    ("D02", "CG131", 'exec("x")'),
    ("D02", "CG131", 'eval("x")'),
    ("D03", "CG131", "raise ValueError"),
    ("D03", "CG130", "def x(:"),
    ("D03", "CG130", "x = (1"),
    ("D03", "CG130", "\tx = 1"),
    ("D03", "CG133", "import missing_package"),
    ("D03", "CG133", "from jobs.absent_contract import X"),
    ("D04", "CG131", 'print("x")'),
    ("D04", "CG133", 'import os\nos.chdir("/")'),
    ("D04", "CG133", 'import locale\nlocale.setlocale(locale.LC_ALL, "tr_TR")'),
    ("D04", "CG133", 'import sys\nsys.path.insert(0, ".")'),
    ("D04", "CG133", "import builtins\nstr = 1"),
    ("D05", "CG133", "import random\nX = random.random()"),
    ("D05", "CG133", "from datetime import datetime\nX = datetime.now()"),
    ("D05", "CG133", "from os import environ\nX = environ"),
    ("D05", "CG131", "X = {1, 2}"),
    ("D05", "CG131", "X = id(1)"),
    ("D06", "CG131", f"for i in range(10**6):\n    {MODEL}"),
    ("D06", "CG131", f"X = [{MODEL} for i in range(10**6)]"),
    ("D06", "CG131", 'X = "x" * 2_000_000_000'),
    ("D06", "CG131", "X = [0] * 10**9"),
    ("D07", "CG131", 'define_schema_model(name=lambda: "Job", fields={})'),
    ("D07", "CG131", 'define_schema_model(name="Job", fields=dict(a=1))'),
    ("D07", "CG131", 'define_schema_model(name=f"{1}", fields={})'),
    ("D07", "CG131", "class X:\n    pass"),
    ("D07", "CG131", "def x():\n    pass"),
    ("D07", "CG131", "if True:\n    X = 1"),
    ("D07", "CG131", "with x:\n    pass"),
    ("D07", "CG131", "X = (y := 1)"),
    ("D07", "CG131", "del X"),
    ("D08", "CG131", "().__class__.__bases__[0].__subclasses__()"),
]


@pytest.mark.parametrize(
    ("code", "text"),
    [pytest.param(*case, id=f"{name} {case[1][:30]}") for name, *case in CASES],
)
def test_nothing_runs(
    code: str,
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    modules = {*sys.modules}
    shown = refused({"jobs/x_contract.py": f"{IMPORT}{text}\n"}, code)
    assert "specs/jobs/x_contract.py:2:" in shown or code == "CG130"
    assert "Traceback" not in shown
    assert not {"missing_package", "random_contract"} & ({*sys.modules} - modules)
    assert [*tmp_path.iterdir()] == []
    assert capsys.readouterr() == ("", "")


def test_d03_a_circular_import() -> None:
    refused(
        {
            "jobs/a_contract.py": "from .b_contract import B\nA = 1\n",
            "jobs/b_contract.py": "from .a_contract import A\nB = 1\n",
        },
        "CG134",
    )


def test_d06_spreads_have_a_budget() -> None:
    doubling = "".join(f"A{i} = [*A{i - 1}, *A{i - 1}]\n" for i in range(1, 64))
    refused({"jobs/x_contract.py": f"A0 = [0]\n{doubling}"}, "CG138")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5_000,
        "X = " + "-" * 100_000 + "1",
        "X = " + "[" * 300 + "]" * 300,
        "X" + ".a" * 50_000,
        "X = " + "1+" * 50_000 + "1",
    ],
    ids=["brackets", "minus signs", "lists", "attributes", "sums"],
)
def test_depth_is_no_crash(text: str) -> None:
    found = compiled({"jobs/x_contract.py": f"{text}\n"}).diagnostics
    assert found
    assert all(one.span and one.span.line >= 1 for one in found)
