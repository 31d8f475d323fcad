"""Places of mappings that were let go are those of the mappings."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from contractgen.nodes import Bookmark, Mapping, Node, Sequence
from contractgen.read import read
from contractgen.source import SourceFile

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "tests" / "cases").rglob("*_contract.*"))
FILES += sorted((ROOT / "tests" / "cases").rglob("*.contract.yaml"))


def mappings(node: Node) -> Iterator[Mapping]:
    """Yield every mapping in `node`."""
    if isinstance(node, Mapping):
        yield node
        for entry in node.entries.values():
            yield from mappings(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from mappings(item)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_kept_of_a_mapping_knows_its_places(path: Path) -> None:
    trees, _ = read([SourceFile(path.name, path.name, path.read_bytes())])
    every = [mapping for tree in trees for mapping in mappings(tree.root)]
    for mapping in every:
        place = mapping.place
        assert isinstance(place, Bookmark) is (path.suffix == ".yaml")
        assert place.span == mapping.span
        assert place.value_span("no such key") == mapping.span
        assert place.get("no such key") is None
        for key, value in mapping:
            found = place.get(key)
            assert found is not None
            assert type(found) is type(value)
            assert found.span == value.span == place.value_span(key)
            assert place.key_span(key) == mapping.key_span(key)


def test_each_file_is_read_again_once_however_findings_alternate() -> None:
    text = b"contractgen: 1\npackage: jobs\nmodels: {A: {fields: {}}}\n"
    names = [f"{number}.contract.yaml" for number in range(20)]
    trees, _ = read([SourceFile(name, name, text) for name in names])
    places = [tree.root.place for tree in trees]
    first = [place.mapping for place in places if isinstance(place, Bookmark)]
    again = [place.mapping for place in places if isinstance(place, Bookmark)]
    assert len(first) == len(names)
    for one, other, tree in zip(first, again, trees, strict=True):
        assert one is other
        assert one is not tree.root


def test_a_file_that_was_read_again_is_let_go_in_the_end() -> None:
    """A watching build would grow with every mistake otherwise."""
    text = b"contractgen: 1\npackage: jobs\nmodels: {A: {fields: {}}}\n"
    (tree,), _ = read([SourceFile("jobs.contract.yaml", "jobs.contract.yaml", text)])
    place = tree.root.place
    assert place.get("models") is not None
    source = weakref.ref(place.source)
    del tree, place
    gc.collect()
    assert source() is None


def test_the_text_of_a_file_is_the_same_each_time_and_held_as_bytes_alone() -> None:
    data = b"\xef\xbb\xbfcontractgen: 1\r\npackage: jobs # \xc3\xa4\r\n"
    (tree,), _ = read([SourceFile("jobs.contract.yaml", "jobs.contract.yaml", data)])
    source = tree.root.source
    assert source.text == "contractgen: 1\npackage: jobs # ä\n" == source.text
    assert source.text is not source.text
    assert str(tree.root.value_span("package")) == "jobs.contract.yaml:2:10"
    assert source.line(2) == "package: jobs # ä"
