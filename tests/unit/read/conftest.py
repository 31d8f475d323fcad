"""Reads contracts that tests write as text."""

from collections.abc import Callable

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.nodes import Tree
from contractgen.read import read
from contractgen.source import SourceFile

Result = tuple[Tree | None, list[Diagnostic]]


def _one(name: str, data: str | bytes) -> Result:
    raw = data.encode() if isinstance(data, str) else data
    trees, found = read([SourceFile(f"specs/{name}", name, raw)])
    assert bool(trees) != bool(found), "either a tree or diagnostics"
    assert all(each.span for each in found), "every diagnostic has a place"
    return (trees[0] if trees else None), found


@pytest.fixture
def read_yaml() -> Callable[[str | bytes], Result]:
    return lambda data: _one("jobs/x.contract.yaml", data)


@pytest.fixture
def read_python() -> Callable[[str | bytes], Result]:
    return lambda data: _one("jobs/x_contract.py", data)
