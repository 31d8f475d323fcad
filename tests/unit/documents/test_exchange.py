"""Documents come back from bytes as they were."""

from pathlib import Path

import pytest
from contractgen import documents
from contractgen.documents.exchange import Unpacker, pack
from contractgen.read import read
from contractgen.source import Source, SourceFile

CASES = Path(__file__).parents[2] / "cases"
FILES = sorted(CASES.rglob("*.contract.yaml"))


def shown(document: documents.Document) -> str:
    """Return a document as text; an empty list is as good as a tuple."""
    return repr(document).replace("()", "[]")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CASES)))
def test_a_document_comes_back(path: Path) -> None:
    trees, _ = read([SourceFile(path.name, path.name, path.read_bytes())])
    decoded = [document for tree in trees if (document := documents.decode(tree)[0])]
    for document in decoded:
        source = document.file.place.source
        again = Unpacker().unpack(pack(document), source)
        assert shown(again) == shown(document)
        assert again.file.place.source is source


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x93\xa8Document\x01\x02"])
def test_other_data_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Unpacker().unpack(data, Source("a", ""))
