"""What the readers say about every mistake, word for word, and where.

`make golden` writes the words anew.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.read.text import MAX_FINDINGS, MAX_SCALAR
from contractgen.source import Span
from syrupy.assertion import SnapshotAssertion

from . import mistakes
from . import test_python_refusals as python
from . import test_yaml_refusals as yaml

Read = Callable[..., Any]
_OF_PYTHON = "CG130"  # its words are those of the running Python's own parser


def place(span: Span) -> str:
    text = ascii(span.text)
    return f"{span.line}:{span.column} {text[:60]}"


def words(found: Diagnostic) -> str:
    """Return all that is said of one mistake."""
    assert found.span
    lines = [f"{found.code} {place(found.span)} {found.message}"]
    lines += [f"  {place(label.span)} {label.text}" for label in found.labels]
    return "\n".join([*lines, f"  help: {found.help}"])


def told(read: Read, cases: Iterable[tuple[str, str | bytes]]) -> str:
    """Return, case by case, what is said."""
    lines: list[str] = []
    for name, text in cases:
        lines.append(f"--- {name}")
        for found in read(text)[1][:3]:
            is_ours = found.code != _OF_PYTHON
            lines.append(words(found) if is_ours else _OF_PYTHON)
    return "\n".join(lines)


Text = TypeVar("Text", str, bytes)


def named(texts: Iterable[Text]) -> list[tuple[str, Text]]:
    return [(ascii(text)[:70], text) for text in texts]


def test_of_yaml(read_yaml: Read, snapshot: SnapshotAssertion) -> None:
    cases = [(name, text) for name, text, _ in yaml.REFUSED]
    assert told(read_yaml, cases) == snapshot


def test_of_more_yaml(read_yaml: Read, snapshot: SnapshotAssertion) -> None:
    assert told(read_yaml, named(mistakes.YAML)) == snapshot


def test_of_python(read_python: Read, snapshot: SnapshotAssertion) -> None:
    cases = [(name, text) for name, text, places in python.CASES if places is not None]
    assert told(read_python, cases) == snapshot


def test_of_more_python(read_python: Read, snapshot: SnapshotAssertion) -> None:
    cases = [(name, f"{mistakes.DSL}{text}") for name, text in named(mistakes.OF_DSL)]
    assert told(read_python, [*named(mistakes.PYTHON), *cases]) == snapshot


@pytest.mark.parametrize("length", [MAX_SCALAR, MAX_SCALAR + 1])
def test_the_longest_text(read_yaml: Read, length: int) -> None:
    _, found = read_yaml(f"a: {'x' * length}\n")
    assert [each.code for each in found] == ["CG107"] * (length > MAX_SCALAR)


def test_no_more_findings_than_anybody_reads(read_python: Read) -> None:
    _, found = read_python("x = lambda: 1\n" * (MAX_FINDINGS + 9))
    assert len(found) == MAX_FINDINGS


@pytest.mark.parametrize(
    "text",
    [
        "a: '" + "\a" * (MAX_FINDINGS + 9) + "'",
        "a: [" + "*b, " * (MAX_FINDINGS + 9) + "]",
        "a: {" + "b,\n\t" * (MAX_FINDINGS + 9) + "}",
    ],
)
def test_no_more_findings_of_yaml(read_yaml: Read, text: str) -> None:
    assert len(read_yaml(text)[1]) == MAX_FINDINGS
