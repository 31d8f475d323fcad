"""Contract files as text, resolved; decoding must succeed."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic
from contractgen.documents import Document, decode
from contractgen.ir import Contracts
from contractgen.read import read
from contractgen.resolve import resolve
from contractgen.source import SourceFile

Resolve: TypeAlias = Callable[..., tuple[Contracts, list[Diagnostic]]]


@pytest.fixture
def resolved() -> Resolve:
    """Resolve files given by path below the spec root, without suffix, and text."""

    def run(**files: str) -> tuple[Contracts, list[Diagnostic]]:
        paths = {name.replace("__", "/"): text for name, text in files.items()}
        sources = [
            SourceFile(f"specs/{path}.contract.yaml", f"{path}.contract.yaml", data)
            for path, text in paths.items()
            for data in [f"contractgen: 1\n{text}".encode()]
        ]
        trees, found = read(sources)
        documents: list[Document] = []
        for tree in trees:
            document, more = decode(tree)
            found += more
            assert document is not None, found
            documents.append(document)
        assert not found, [(one.message, str(one.span)) for one in found]
        return resolve(documents, Config())

    return run
