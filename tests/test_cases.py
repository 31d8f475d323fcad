"""A folder is a test: contracts in, `expected/` tree or `errors.txt` out."""

import re
from collections import Counter
from difflib import unified_diff
from pathlib import Path

import pytest
from contractgen import documents, resolve, rules
from contractgen.read import codes

from .support import UPDATE, cases, outcome, present

_FINDING = re.compile(rb"^(?:error|warning)\[(CG\d{3})\]", re.MULTILINE)
_SHOWN_ELSEWHERE = {
    "CG101": "a file of 1 MB is no file to commit: tests/hostile/test_files.py",
    "CG110": "the command line hands over contract files alone: tests/unit/read",
}


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8", "backslashreplace").splitlines()


def _difference(path: str, old: bytes | None, new: bytes | None) -> str:
    if old is None or new is None:
        path = f"{path} ({'is new' if old is None else 'is no longer made'})"
    lines = unified_diff(_lines(old), _lines(new), "expected", "now", lineterm="")
    return "\n".join([path, *lines])


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_comes_out_as_expected(case: Path) -> None:
    expected, now = present(case), outcome(case)
    assert expected or now, f"{case.name} shows nothing: add a contractgen.toml"
    different = [
        _difference(path, expected.get(path), now.get(path))
        for path in sorted({*expected, *now})
        if expected.get(path) != now.get(path)
    ]
    if different:
        pytest.fail("\n\n".join([case.name, *different, UPDATE]), pytrace=False)


@pytest.mark.parametrize(
    "case",
    [case for case in cases() if not case.name.startswith("several-")],
    ids=lambda case: case.name,
)
def test_one_mistake_is_one_finding(case: Path) -> None:
    found = _FINDING.findall(present(case).get("errors.txt", b""))
    assert len(found) <= 1


def test_every_code_about_contracts_has_a_case() -> None:
    declared = {
        code.id for part in (codes, documents, resolve, rules) for code in part.CODES
    }
    shown = Counter(
        code.decode()
        for case in cases()
        for code in _FINDING.findall(present(case).get("errors.txt", b""))
    )
    assert sorted(declared - {*shown} - {*_SHOWN_ELSEWHERE}) == []
    assert sorted({*shown} - declared) == []
