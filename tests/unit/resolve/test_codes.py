"""The codes of documents and resolve, as `contractgen explain` shows them."""

import pytest
from contractgen import documents, resolve
from contractgen.diagnostics import Code
from contractgen.read import read
from contractgen.source import SourceFile

ALL = (*documents.CODES, *resolve.CODES)


def test_ids_are_distinct_and_in_range() -> None:
    assert len({code.id for code in ALL}) == len(ALL)
    assert all("CG150" <= code.id <= "CG189" for code in documents.CODES)
    assert all("CG200" <= code.id <= "CG229" for code in resolve.CODES)


@pytest.mark.parametrize("code", ALL, ids=lambda code: code.id)
def test_explanations_are_whole(code: Code) -> None:
    assert code.title[0].islower() or code.title.startswith(("JSON", "YAML"))
    assert code.why.endswith(".")
    assert code.mend.endswith(".")
    assert bool(code.wrong) == bool(code.right)
    assert code.wrong != code.right or not code.wrong


@pytest.mark.parametrize("code", ALL, ids=lambda code: code.id)
def test_right_fragments_can_be_read(code: Code) -> None:
    text = code.right if code.right[:1] != "-" else f"list:\n{code.right}"
    if text:
        path = "jobs/a.contract.yaml"
        assert read([SourceFile(path, path, text.encode())])[1] == []
