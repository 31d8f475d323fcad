"""Whatever the readers get, they return trees or positioned diagnostics."""

import random

from contractgen.read import read
from contractgen.source import SourceFile

YAML_PIECES = (
    *":-?[]{},#&*!|>'\"%@`~<=. \n\t\\aé1",
    *("\n  ", ": ", "- ", "---\n", "...\n", "<<: ", "&a ", "*a", "!!x ", '"\\u', "? "),
    *("a: ", "b: 1\n", "|\n", "\r", "\u2028", "\ud7ff", "😀"),
)
MODULE = '''"""A module."""
from contractgen.dsl import ScalarTypeEnum as T, define_enum, define_schema_model
import contractgen.dsl as dsl
from .x_contract import *
BASE = {"owner": {"type": T.ID(), "é": -1.5}}
A = define_enum("A", [*("a", "b"), "c" + "d"], description="x")
M = define_schema_model(name="M", fields={**BASE, "a": {"type": A, "max": 1e3}})
E = dsl.define_event(meta={"key": "a.b", "version": "1"}, payload=M, pii=["a"])
C = dsl.define_command(
    meta={}, io={"input": M}, policy={}, sideEffects={"emits": [{"ref": E}]}
)
'''
PYTHON_PIECES = (
    *"()[]{}*.,:=-+'\"\n \\#@é",
    *("**", "T", "A", "M", "BASE", "E", "dsl.", "T.ID", "lambda: ", "for ", "if "),
    *("f'", "b'", "1e999", "0x", "import ", "from ", "None", "...", "\n    ", "async "),
    *("\\ud800", "\\N{DASH}", "contract_file()", "yield ", ":=", "!", "\r", "\f", "\0"),
)


def check(name: str, text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    trees, found = read([SourceFile(name, name, data)])
    assert bool(trees) != bool(found), repr(text)
    for each in found:
        assert each.span, repr(text)
        assert each.message, repr(text)
        line, column = each.span.line, each.span.column
        assert 1 <= column <= len(each.span.source.line(line)) + 1, repr(text)
    return bool(trees)


def test_random_yaml() -> None:  # hostile case Y31
    chance = random.Random(31)  # noqa: S311 (repeatable, not secret)
    for _ in range(20_000):
        pieces = chance.choices(YAML_PIECES, k=chance.randint(1, 25))
        check("p/x.contract.yaml", "".join(pieces))


CONTRACT = """contractgen: 1
package: jobs  # tame so far
models:
  Job:
    description: It's a "job", 5 of them
    fields:
      id: { type: ID, isOptional: false, example: 'x' }
      tags: { type: String, isArray: true, default: [a, "b"] }
commands:
  - meta:
      key: jobs.cancel
      version: 1.0.0
      goal: >-
        Two lines
        of prose.
    io: { input: Job, output: null }
    policy: { auth: user }
"""


def test_mutated_yaml() -> None:
    assert check("p/x.contract.yaml", CONTRACT)
    chance = random.Random(126)  # noqa: S311
    read_well = 0
    for _ in range(5_000):
        text = (
            CONTRACT if chance.random() < 0.5 else CONTRACT.replace(">-\n       ", "")
        )
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(text))
            end = start + chance.choice((0, 0, 1, 3, 20))
            text = text[:start] + chance.choice(YAML_PIECES) + text[end:]
        read_well += check("p/x.contract.yaml", text)
    assert 500 < read_well < 4_500


def test_mutated_python() -> None:
    chance = random.Random(8)  # noqa: S311
    for _ in range(10_000):
        text = MODULE
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(text))
            end = start + chance.choice((0, 0, 1, 3, 20))
            text = text[:start] + chance.choice(PYTHON_PIECES) + text[end:]
        check("p/y_contract.py", text)
