"""What the readers say about every mistake: message and help, word for word.

Codes and places are tested beside this. `make golden` writes the words anew.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from contractgen.read.text import MAX_FINDINGS, MAX_SCALAR
from syrupy.assertion import SnapshotAssertion

from . import test_python_refusals as python
from . import test_yaml_refusals as yaml

Read = Callable[..., Any]
_OF_PYTHON = "CG130"  # its words are those of the running Python's own parser


def told(read: Read, cases: Iterable[tuple[str, str | bytes]]) -> list[str]:
    """Return, case by case, what is said."""
    lines: list[str] = []
    for name, text in cases:
        for found in read(text)[1][:3]:
            if found.code != _OF_PYTHON:
                lines.append(f"{name}: {found.message}\n    help: {found.help}")
    return lines


def test_of_yaml(read_yaml: Read, snapshot: SnapshotAssertion) -> None:
    cases = [(name, text) for name, text, _ in yaml.REFUSED]
    assert "\n".join(told(read_yaml, cases)) == snapshot


def test_of_python(read_python: Read, snapshot: SnapshotAssertion) -> None:
    cases = [(name, text) for name, text, places in python.CASES if places is not None]
    assert "\n".join(told(read_python, cases)) == snapshot


@pytest.mark.parametrize("length", [MAX_SCALAR, MAX_SCALAR + 1])
def test_the_longest_text(read_yaml: Read, length: int) -> None:
    _, found = read_yaml(f"a: {'x' * length}\n")
    assert [each.code for each in found] == ["CG107"] * (length > MAX_SCALAR)


def test_no_more_findings_than_anybody_reads(read_python: Read) -> None:
    _, found = read_python("x = lambda: 1\n" * (MAX_FINDINGS + 9))
    assert len(found) == MAX_FINDINGS
