"""What a Python contract may not be: each with its code and place; nothing is run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DSL = "from contractgen.dsl import ScalarTypeEnum, contract_file\n"
DSL += "from contractgen.dsl import define_enum, define_event, define_query\n"
DSL += "from contractgen.dsl import define_command, define_schema_model\n"

WOULD_RUN = [
    ("D01 loop", "while True: pass", [("CG131", 1, 1)]),
    ("D02 open", "open('x', 'w')", [("CG131", 1, 1)]),
    ("D02 exit", "import os\nos._exit(1)", [("CG133", 1, 8)]),
    ("D02 subprocess", "from subprocess import run\nrun('x')", [("CG133", 1, 1)]),
    ("D03 raise", "raise SystemExit", [("CG131", 1, 1)]),
    ("D04 print", "print('x')", [("CG131", 1, 1)]),
    ("D04 path", "import sys\nsys.path = []", [("CG133", 1, 8), ("CG131", 2, 1)]),
    ("D05 random", "import random\nx = random.random()", [("CG133", 1, 8)]),
    ("D05 set", "x = {1, 2}", [("CG131", 1, 5)]),
    ("D05 id", "x = id(1)", [("CG131", 1, 5)]),
    ("D06 for", "for i in range(10**6):\n    pass", [("CG131", 1, 1)]),
    ("D06 memory", "x = [0] * 2**31", [("CG131", 1, 5)]),
    ("D07 lambda", DSL + "x = define_enum('A', lambda: 1)", [("CG131", 4, 22)]),
    ("f-string", "é = f'{1}'", [("CG131", 1, 5)]),
    ("function", "def f():\n    pass", [("CG131", 1, 1)]),
    ("class", "class A: pass", [("CG131", 1, 1)]),
    ("subscript", "x = [1][0]", [("CG131", 1, 5)]),
    ("method", "x = 'a'\ny = x.upper()", [("CG131", 2, 5)]),
    ("in place", "x = []\nx += [1]", [("CG131", 2, 1)]),
    ("bytes", "x = [b'a']", [("CG131", 1, 6)]),
    ("two targets", "x, y = 1, 2", [("CG131", 1, 1)]),
    ("infinity", "x = 1e400", [("CG131", 1, 5)]),
    ("huge", "x = 0x" + "f" * 9_999, [("CG131", 1, 5)]),
]
BROKEN = [
    ("D03 syntax", "def f(:", [("CG130", 1, 7)]),
    ("unclosed", "a = 1\nx = (1,\n", [("CG130", 2, 5)]),
    ("PEP 263", "# -*- coding: latin-1 -*-\nx = 1\n", [("CG102", 1, 15)]),
    ("PEP 263, line 2", "#!python\n# vim: fileencoding=cp1252\n", [("CG102", 2, 21)]),
    ("Y01 empty", "# nothing\n", [("CG104", 1, 1)]),
    ("NUL", "x = 1\0", [("CG103", 1, 6)]),
    ("N07", "é = 'a\u202e'", [("CG103", 1, 7)]),
    ("T10 escaped", "é = '\\ud800'", [("CG103", 1, 5)]),
    ("F16", "<<<<<<< a\nx = 1\n=======\n>>>>>>> b\n", [("CG105", 1, 1)]),
    ("Y10", "#" * 1_000_001, [("CG101", 1, 1)]),
    ("brackets", "x = " + "[" * 5_000, None),
    ("closed brackets", "x = " + "[" * 99 + "]" * 99, [("CG106", 1, 38)]),
    ("signs", "x = " + "-" * 99_999 + "1", [("CG106", 1, 1)]),
    ("attributes", "x = a" + ".a" * 99_999, [("CG106", 1, 1)]),
    ("long sum", "x = 'a'" + " + 'a'" * 99_999, [("CG106", 1, 1)]),
    ("digits", "x = " + "1" * 5_000, None),
]
NAMES = [
    ("unknown", "é = [x]", [("CG132", 1, 6)]),
    ("used too early", "y = x\nx = 1", [("CG132", 1, 5)]),
    ("no module", "from .other import x\ny = x", [("CG133", 1, 1)]),
    ("outside", "from ...other import x", [("CG133", 1, 1)]),
    ("D03 missing", "import missing_pkg", [("CG133", 1, 8)]),
    ("star", "from contractgen.dsl import *", [("CG133", 1, 29)]),
    ("misspelt", "from contractgen.dsl import define_comand", [("CG133", 1, 29)]),
    ("scalar", DSL + "x = ScalarTypeEnum.Strng()", [("CG136", 4, 5)]),
    ("not called", DSL + "x = [ScalarTypeEnum.ID]", [("CG137", 4, 6)]),
    ("function", DSL + "x = [define_enum]", [("CG137", 4, 6)]),
    ("spread text", "x = [*'abc']", [("CG137", 1, 6)]),
    ("spread list", "x = {**[1]}", [("CG137", 1, 8)]),
    ("number key", "x = {1: 2}", [("CG109", 1, 6)]),
    ("twice", "x = {'a': 1, 'a': 2}", [("CG108", 1, 14)]),
]
CALLS = [
    ("unknown", "define_enum('A', [], descripton='x')", [("CG135", 4, 22)]),
    ("missing", "define_schema_model(name='A')", [("CG135", 4, 1)]),
    ("positional", "define_schema_model('A', fields={})", [("CG135", 4, 21)]),
    ("twice", "define_enum('A', [], values=[])", [("CG135", 4, 22)]),
    (
        "twice by spread",
        "define_enum('A', values=[], **{'values': []})",
        [("CG135", 4, 31)],
    ),
    ("name", "define_enum(1, [])", [("CG137", 4, 13)]),
    ("arguments", "ScalarTypeEnum.ID(1)", [("CG137", 4, 1)]),
    ("file twice", "contract_file()\ncontract_file()", [("CG135", 5, 1)]),
    (
        "model twice",
        "A = define_enum('A', [])\nB = define_enum('A', [])",
        [("CG108", 5, 17)],
    ),
    (
        "command as type",
        "A = define_command(meta={}, io={}, policy={})\nB = define_enum('B', [A])",
        [("CG137", 5, 23)],
    ),
    (
        "ref without key",
        "A = define_event(meta={}, payload='X')\n"
        "B = define_command(meta={}, io={}, policy={}, sideEffects={'ref': A})",
        [("CG137", 5, 67)],
    ),
]
CASES = [*WOULD_RUN, *BROKEN, *NAMES, *[(n, DSL + t, p) for n, t, p in CALLS]]


@pytest.mark.parametrize(
    ("text", "places"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_refused_at_its_place(
    read_python: Callable[..., Any],
    text: str,
    places: list[tuple[str, int, int]] | None,
) -> None:
    _, found = read_python(text)
    if places is not None:  # else the place depends on the version of Python
        assert [
            (each.code, each.span.line, each.span.column) for each in found
        ] == places


@pytest.mark.parametrize(
    "text", ["x = = 1", "é = 'a", "(", "x = 1\n  y = 2\n", "x = 1 +", "def", "\n\n)"]
)
def test_python_s_own_words_stand_at_one_character(
    read_python: Callable[..., Any], text: str
) -> None:
    _, [found] = read_python(text)
    assert found.message.startswith("not valid Python: ")
    assert found.span.end - found.span.start in {0, 1}
    assert found.span.end <= len(text)
    assert found.help is None


def test_too_many_brackets_are_too_deep(read_python: Callable[..., Any]) -> None:
    _, [found] = read_python("x = " + "[" * 5_000)
    assert (found.code, found.message) == ("CG106", "nested too deeply to be parsed")
    assert found.help == "give inner parts a name"


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("x = [*x, *x]", "CG138"),
        ("x = {'a': x, 'b': x}", "CG138"),
        ("x = [x, x]", "CG138"),
        ("x = [x]", "CG106"),
    ],
)
def test_small_files_cannot_unfold(
    read_python: Callable[..., Any], step: str, code: str
) -> None:
    first = "x = {}" if "{" in step else "x = [0]"
    steps = 20 if code == "CG138" else 40
    text = f"{first}\n" + f"{step}\n" * steps
    _, [found] = read_python(f"{DSL}{text}y = define_enum('A', x)")
    assert found.code == code


def test_joined_text_is_limited(read_python: Callable[..., Any]) -> None:
    _, [found] = read_python("x = 'a'\n" + "x = x + x\n" * 40)
    assert (found.code, found.span.line) == ("CG107", 19)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("x = ScalarTypeEnum.Strng()", "did you mean `String`?"),
        ("x = define_enum('A', [], descripton='')", "did you mean `description`?"),
        ("jobs = 1\nx = jbos", "did you mean `jobs`?"),
        ("from contractgen.dsl import define_comand", "did you mean `define_command`?"),
        ("x = [ScalarTypeEnum.ID]", "write `ScalarTypeEnum.ID()`"),
    ],
)
def test_help(read_python: Callable[..., Any], text: str, advice: str) -> None:
    assert advice in [each.help for each in read_python(DSL + text)[1]]


def test_nothing_is_run_or_printed(
    read_python: Callable[..., Any],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    recwarn: pytest.WarningsRecorder,
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "open('made', 'w').write('x')\nprint('out')\nx = '\\d' is 'y'\n"
    read_python(text)
    assert list(tmp_path.iterdir()) == []
    assert (*capfd.readouterr(), list(recwarn)) == ("", "", [])
