"""Contracts as text, decoded; a minimal whole contract to vary."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.documents import Document, decode
from contractgen.read import read
from contractgen.source import SourceFile

Decode: TypeAlias = Callable[[str], tuple[Document | None, list[Diagnostic]]]


@pytest.fixture
def decoded() -> Decode:
    def run(
        text: str, name: str = "jobs.contract.yaml"
    ) -> tuple[Document | None, list[Diagnostic]]:
        file = SourceFile(f"specs/jobs/{name}", f"jobs/{name}", text.encode())
        trees, found = read([file])
        assert not found, found
        return decode(trees[0])

    return run
