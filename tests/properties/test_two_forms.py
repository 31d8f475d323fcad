"""A contract in YAML and the same one in Python come out byte for byte the same.

Two things tell them apart, both on the page of an operation: the name of the file, and
the definition as it stands there.
"""

import re
from pathlib import PurePosixPath

from ..hostile import rich
from .forms import as_python, as_yaml, document
from .specs import Files, Outputs, contracts, outputs, unlike

_SOURCE = re.compile(rb"(## Source Definition\n\n)(`{3,})\w+\n.*?\n\2", re.DOTALL)
_FILE = re.compile(rb"(- \*\*File\*\*: )`[^`\n]*`")


def without_source(made: Outputs) -> Outputs:
    return {
        path: _FILE.sub(rb"\1", _SOURCE.sub(rb"\1", content))
        if path.endswith(".md")
        else content
        for path, content in made.items()
    }


def in_python(files: Files) -> Files:
    """Return the same contracts; those in YAML become Python."""
    return {
        renamed(path) if path.endswith(".yaml") else path: as_python(document(text))
        if path.endswith(".yaml")
        else text
        for path, text in files.items()
    }


def renamed(path: str) -> str:
    pure = PurePosixPath(path)
    stem = pure.name.removesuffix(".contract.yaml").replace("-", "_")
    return str(pure.with_name(f"{stem}_contract.py"))


def check(files: Files) -> None:
    yaml, python = (
        without_source(outputs(files)),
        without_source(outputs(in_python(files))),
    )
    assert unlike(yaml, python) == []
    assert [*yaml] == [*python]


def test_the_contracts_of_this_repository() -> None:
    assert sum(path.endswith(".yaml") for path in contracts()) >= 4
    check(contracts())


def test_a_contract_with_everything() -> None:
    check({"jobs/jobs.contract.yaml": as_yaml(document(rich.with_markers()))})


_VALUES = """\
contractgen: 1
package: jobs
models:
  Limits:
    fields:
      low: { type: Float, min: -2.5, max: -1, default: -1.5 }
      data: { type: JSON, default: { a: [-1, 0.5, true, false, null, "x"] } }
      maybe: { type: Int, isNullable: true, default: null }
queries:
  - meta:
      { key: jobs.limits, version: 1.0.0, stability: stable, owners: [a], tags: [b],
        description: d, goal: g, context: c }
    io: { input: null, output: Limits }
    policy: { auth: user, idempotent: true }
"""


def test_values_of_every_kind() -> None:
    check({"jobs/jobs.contract.yaml": _VALUES})
