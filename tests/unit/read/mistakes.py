"""Texts with a mistake, one or more for each thing that a reader may say.

`test_wording` holds what is said of each, and where. Long words are made here by `*`.
"""

DSL = (
    "from contractgen.dsl import ScalarTypeEnum, contract_file, define_command, "
    "define_enum, define_event, define_query, define_schema_model, document\n"
)
YAML_SYNTAX = (
    *("a: [\t@", "- \t- a", "a: [\n\tb]", "a: x\n\t", "x:\n  a: 1\n \tb: 2", "\ta: 1"),
    *("a: b\t: c", "a: 'x'\t\tb", "a: [1,\t\n\t 2]", "a: |\n\tx", "a:\n\t# x\n\tb: 1"),
    *('["' + "x" * 1100 + '\\q"]', "a: " + "x" * 1000 + ": y"),
    *("k" * 1100 + ": 1", "? " + "k" * 1100 + "\n: 1", "k" * 1030 + "\nb: 1"),
    *("{ " + "k" * 1030 + ": 1 }", "  " + "k" * 1100 + "\n  b"),
    *('"a\\xZZ"', 'a: "\\q"', 'a: "\\UFFFFFFFF"', 'a: "\\uDC00"'),
    *("a: [,]", "a: [1,,2]", "a: !x!y b", "a: |0\n x", "a: & x", "a: *", "a: >- x"),
    *("- a\n b: 1\n c", "a: - b", "a:\n - b\n c: d", "a: 1\n b: 2", "a: b: c"),
    *("a: [b\nc: d", "a: {b: c\nd: e", "a: {b: [c}", "a: ]", "a: }", "a: [1\n", "{"),
    *('a: "x', "a: 'x\n\n", 'b: 1\na: "x\nc: 1', "a: @x\nb: `y", "a: @", "a: %x"),
    *(
        "a: b: c\nd:e",
        "x:y\n",
        "\n\ta: 1",
        "a: b: c\nd",
        "ab: cd\ne: f: g",
        "a:b\nc: d",
        "x: 1\na:b\nc: d",
    ),
    *("http://x\na: b", "a:1\n - b: c\n d: e", "- a_1:b\n- c: d\n  e: f: g"),
    *("a: 'x' y", "a: [x] y", 'a: "x" : y', "a: 1\n} ", "{a: 1}}", "a: 1 # x\n%b: 1"),
    *("a: { tags: String[]? }", "a: [String[]]", "a: {b: c[]\n", "a: { tags: [] x }"),
    *("a: 1\n... x", "a: 1\n...\n# c\n--- \nb: 1", "a: 1\n--- b", "---\n---\n", "[] x"),
    *("%a", "\n \n# c\n%YAML 1.2 x\n---\na: 1", "# %a\n  # b\n%TAG\t! x\n---\na: 1"),
)
YAML_NODES = (
    *("!!str", "&a x", "*a", "a: !!int &b 1", "&k a: !!s b", "a: [*b, &c d]"),
    *("*a : 1", "? *a\n: 1", "? &b a\n: 1", "? !t a\n: 1", "a: &x {b: !y [c]}"),
    *("? [a]\n: 1", "a: {[x]: y}", "a: {{x: y}: z}", "- ? - a\n  : b"),
    *("'text'", "1", "[]", "| \n x", "\ufeff", "# x", "~", "''", "- a\n- b", "--- a"),
    *("a: 1\r\nb: 2\r\nb: 3\r\n", "a: {b: 1, 'b': 2, \"b\": 3}", "a\n: 1\n\n'a': 2"),
    *("<<: x", "<<: {a: 1}", "a: {<<: [b]}", "1: x", "? 1\n: x", "a:\n  1: x\n  2: y"),
    *("k" * 1000 + ": 1\n" + "k" * 1001 + ": 2", "a: " + "x" * 250_001),
    *('"' + "k" * 1001 + '": 1', "'" + "é" * 70 + "': 1\n" + "é" * 70 + ": 2"),
    *("a: " + "[" * 31 + "{b: 1}" + "]" * 31, "a: " + "[" * 40, "[" * 33),
    *(
        'a: "\\u202e\\u2028"',
        '"\\0": 1',
        "a: 'x\x85\x07'",
        "\ufeffa: \ufeff",
        "a\u00ad",
    ),
    *("<<<<<<< a\n>>>>>>> b\n", "a: 1\n<<<<<<<\nb\n>>>>>>>", ">>>>>>> b\n<<<<<<< a\n"),
    *(
        "a: |\n  <<<<<<< a\n  >>>>>>> b\n - c",
        "<<<<<<<a\n>>>>>>>b: 1",
        "<<<<<<< a\nb: 1",
    ),
)
YAML = (
    *(text.encode() for text in (*YAML_SYNTAX, *YAML_NODES)),
    *(
        b"\xef\xbb\xbfa: \xff",
        b"a: 1\r\nb: \xe9x",
        b"\xff\xfe\xe5\x65",
        b"\xfe\xff\x65",
    ),
    *(b"a\0\0\0", b"\0\0\0a", b"ab\0\xff", b"abc\0\xff", b"abcd\0\xff", b"\xc3"),
    *(b"a: \xed\xa0\x80", b"\0", b"a\0", b"aa\0", b"#" * 1_000_001),
)

STATEMENTS = (
    *("def f(): pass\nx = f", "async def f(): pass", "class A: pass\nx = A"),
    *("for a in b: pass", "async for a in b: pass", "while 1:\n  pass", "if 1: pass"),
    *("match 1:\n  case _: pass", "with a: pass", "async with a: pass", "return"),
    *("try: pass\nexcept: pass", "try: pass\nexcept* E: pass", "raise", "assert 1"),
    *("del a", "a += 1", "global a", "nonlocal a", "1", "...", "b'a'", "(\n1\n)"),
    *("a: int = c", "x.y = 1", "x[0] = 1", "x, y = 1, 2\nz = x", "[x, *y] = 1\nz = y"),
    *("x = y = z.w = lambda: 1\nq = y\nr = w", "x = [\n  1,\n  lambda: 1]"),
    *("x: int = nope\ny = x\nz = nope", "x = 1\ny = nope\nx = y\nz = [x]"),
)
EXPRESSIONS = (
    *("f'{a}'", "[a for a in b]", "{a for a in b}", "(a for a in b)", "{1}", "a[0]"),
    *("{a: b for a in b}", "lambda: 1", "a if b else c", "a or b", "a < b", "1 + 1"),
    *("'a' + 1", "1 + 'a'", "'a' * 2", "~1", "not a", "+1", "-'a'", "-True", "--1"),
    *("(a := 1)", "[*1]", "[*'a']", "{**[1]}", "await a", "b''", "1j", "...", "1e400"),
    *("-1e400", "-0x" + "f" * 1025, "{'a': 1, 'a': 2}", "{'b': {'a': 1, 'a': 1}}"),
    *("{1: 1}", "{None: 1}", "{True: 1}", "{('a',): 1}", "{'" + "k" * 1001 + "': 1}"),
    *("{'" + "é" * 70 + "': 1, '" + "é" * 70 + "': 2}", "'" + "x" * 250_001 + "'"),
    *("'\\u2028'", "nope", "dict(a=1)", "1()", "[1][0]()", "'a'.upper()", "a.b.c()"),
    *("[nope, nope]", "nope.a", "[" * 33 + "[]" + "]" * 33, "['a' + ('b' + nope)]"),
    *("[" * 32 + "'a' + 'b'" + "]" * 32, "[" * 31 + "[*[1]]" + "]" * 31),
    *("[" * 32 + "{'a': 1}" + "]" * 32, "[" * 31 + "{**{}}" + "]" * 31),
    *(
        "[" * 32 + "{**{}}" + "]" * 32,
        "[" * 32 + "[*[]]" + "]" * 32,
        "print('\\n',\n1)",
    ),
    *("(" + "yy" * 50 + "\n)()", "[" + "yy, " * 50 + "1][0]()"),
)
CALLS = (
    *("[ScalarTypeEnum]", "[ScalarTypeEnum.ID]", "[define_enum]", "[document]"),
    *("ScalarTypeEnum.Id()", "ScalarTypeEnum.Xyzzy()", "ScalarTypeEnum.ID(a=1)"),
    *("ScalarTypeEnum.ID(1)", "ScalarTypeEnum.ID.x", "ScalarTypeEnum()", "document()"),
    *("[contract_file()]", "define_enm('A', [])", "Define()", "define_enum()"),
    *("define_enum('A')", "define_enum('A', ['a'], 'd', 'e', 'f', 'g')"),
    *("define_enum('A', [], descripton='')", "define_enum('A', [], zzzzzzzzzzz=1)"),
    *("define_enum('A', [], " + "k" * 70 + "=1)", "define_enum(lambda: 1, [])"),
    *("define_enum('A', ['a'], **{'values': []})", "define_enum('A', **[1])"),
    *("define_enum('A', **{'values': []}, values=[])", "define_enum(*1)"),
    *("define_enum('A', **{'" + "k" * 70 + "': 1}, **{'" + "k" * 70 + "': 1})",),
    *("define_enum(None, [])", "define_enum(A, [])", "define_enum(['A'], [])"),
    *("define_schema_model('M', {})", "define_schema_model(fields={})"),
    *("define_schema_model(name=1, fields={})", "define_event(payload='M')"),
    *("define_event(meta={})", "define_event({}, 'M')", "define_command(meta={})"),
    *("define_query(meta={}, io={}, policy={}, nope=1)", "contract_file('jobs')"),
    *("define_command(meta={}, io={}, policies={})", "contract_file(pakage='jobs')"),
    *("contract_file(defaults={})\ncontract_file(package='x')",),
    *("define_enum('A', " + "[" * 30 + "[]" + "]" * 30 + ")",),
    *("define_enum(name='A', values=" + "[" * 30 + "]" * 30 + ")",),
    *("define_enum('A', ['a'])\ny = define_enum('A', ['b'])",),
    *(f"define_enum('{'A' * 70}', ['a'])\ny = define_enum('{'A' * 70}', ['b'])",),
)
_EVENT = "define_event(meta={'key': 'a.b', 'version': '1'}, payload='M')\n"
_MODEL = "y = define_schema_model(name='M', fields={'a': "
_EMITS = "y = define_command(meta={}, io={}, policy={}, sideEffects={'emits': "
REFERENCES = (
    f"{_EVENT}{_MODEL}x}})",
    f"{_EVENT}{_MODEL}x}})\ndefine_enum('E', [x])",
    f"{_EVENT}{_MODEL}{{'type': x}}}})",
    f"define_query(meta={{}}, io={{}}, policy={{}})\n{_MODEL}x}})",
    f"define_command(meta={{}}, io={{}}, policy={{}})\n{_MODEL}x}})",
    f"define_enum('E', ['a'])\n{_EMITS}[{{'ref': x}}]}})",
    f"define_event(meta={{'key': 'a.b'}}, payload='M')\n{_EMITS}[{{'ref': x}}]}})",
    f"define_event(meta=1, payload='M')\n{_EMITS}[{{'ref': x}}]}})",
    f"define_event(meta={{'key': ['a']}}, payload='M')\n{_EMITS}[{{'ref': x}}]}})",
    "define_enum('E', ['a'])\ny = x.values",
    "define_enum('E', ['a'])\ny = x()",
    "lambda: 1\ny = x\nz = x.a\nw = x()\nv = [x]\nu = nope",
    "[1]\ny = x.append",
    "[1]\ny = xs",
    f"'{'x' * 200_000}'\ny = x + x",
)
IMPORTS = (
    *(
        "import os",
        "import os as x\ny = x",
        "import os.path, sys\nx = os",
        "import jobs",
    ),
    *("import collections.abc as c\nx = [c.Mapping]", "import contractgen"),
    *("import contractgen.dsl as d\nx = d.define_enm", "from .typing import Any"),
    *("import contractgen.dsl as d\nx = [d]", "from contractgen import emit"),
    *("import contractgen.dsl\nx = contractgen.emit", "from ... import x"),
    *("import contractgen.dsl\nx = [contractgen]", "from contractgen.dsl import *"),
    *(
        "from contractgen import dsl\nx = dsl.zzzzz",
        "from . import x",
        "from .. import x",
    ),
    *("from contractgen.dsl import xyzzy", "from contractgen.dsl import define_comand"),
    *("from contractgen.dsl import documen", "from .x_contract import y\nz = y"),
    *("from contractgen.dsl import ScalarTypeEnum as S\nx = S.Id", "import x_contract"),
    *("from typing import Any, List as L\nx = [L]", "from os import path as p\nx = p"),
    *("from jobs import x_contract", "from jobs import y_contract", "from .x import y"),
    *(
        "from jobs.x import y",
        "from jobs.y_contract import x",
        "from contractgen import *",
    ),
)
BROKEN = (
    *("# coding=latin-1", "#!/x\n# coding: cp1252", "# coding: utf-8-sig\nx = 1"),
    *("# nothing", "x = '\x0c'", "x = 1 \ufeff", "\ufeffx = \ufeff1"),
)
PYTHON = (
    *STATEMENTS,
    *(f"x = {text}" for text in EXPRESSIONS),
    *IMPORTS,
    *BROKEN,
)
OF_DSL = tuple(f"x = {text}" for text in (*CALLS, *REFERENCES))
"""These follow `DSL`."""
