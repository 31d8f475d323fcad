"""The manifest: hostile when read, kind to merges when written."""

import json
from typing import TYPE_CHECKING

import pytest
from contractgen.output import MANIFEST
from contractgen.output.manifest import parse

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree

FILES = {"docs/a.md": "a\n", "docs/b.md": "b\n", "docs/c.md": "c\n"}


def test_how_it_looks(tree: "Tree") -> None:
    tree.names = {"jobs.cancel": {"python": "cancel"}, "a": 1}
    tree.build({"docs/a.md": "a\n"})
    digest = "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"
    assert tree.read(MANIFEST) == (
        "{\n"
        '  "manifest": 1,\n'
        '  "contractgen": "0.1.0",\n'
        '  "files": {\n'
        f'    "docs/a.md": {{"sha256": "{digest}", "emitter": "markdown", '
        '"source": "jobs.cancel"}\n'
        "  },\n"
        '  "names": {\n'
        '    "a": 1,\n'
        '    "jobs.cancel": {"python": "cancel"}\n'
        "  }\n"
        "}\n"
    )
    assert parse(tree.read(MANIFEST).encode()).names["a"] == 1


def test_another_tool_version_alone_is_no_drift(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write(MANIFEST, tree.read(MANIFEST).replace("0.1.0", "99.0.1"))
    assert tree.drift(FILES) == []
    assert tree.build(FILES).written == ()
    tree.build(FILES | {"docs/a.md": "new\n"})
    assert '"0.1.0"' in tree.read(MANIFEST)


def test_its_own_drift_is_named(tree: "Tree") -> None:
    tree.build(FILES)
    text = tree.read(MANIFEST)
    tree.write(MANIFEST, text.replace("jobs.cancel", "jobs.other", 1))
    assert tree.drift(FILES) == [("modified", MANIFEST)]
    (tree.root / MANIFEST).unlink()
    assert tree.drift(FILES) == [("missing", MANIFEST)]
    assert tree.build(FILES).written == (MANIFEST,)
    assert tree.read(MANIFEST) == text
    tree.names = {"jobs.cancel": {}}
    assert tree.drift(FILES) == [("modified", MANIFEST)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "not a manifest"),
        (b"null", "not a manifest"),
        (b"{}", "not a manifest"),
        (b'{"manifest": true, "files": {}}', "not a manifest"),
        (b'{"manifest": 2, "anything": 1}', "newer contractgen"),
        (b'{"manifest": 1, "contractgen": "1.0.0", "files": [], "names": {}}', "not a"),
    ],
)
def test_a_damaged_one_stops_the_build(tree: "Tree", text: bytes, words: str) -> None:
    tree.build(FILES)
    tree.write(MANIFEST, text)
    (found,) = tree.refused(FILES)
    assert (found.code, words in found.message) == ("CG408", True)
    assert f"generated/{MANIFEST}" in found.message
    assert "CG408" in [one.code for one in tree.plan(FILES).drift]
    tree.build(FILES, force=True)
    assert tree.drift(FILES) == []


@pytest.mark.parametrize(
    "path", ["../victim.txt", "/etc/victim", "docs/../../victim.txt", ".git/config"]
)
def test_an_entry_that_leaves_the_root(tree: "Tree", path: str) -> None:
    victim = tree.root.parent / "victim.txt"
    victim.write_text("a\n")
    tree.build(FILES)
    document = json.loads(tree.read(MANIFEST))
    document["files"][path] = document["files"]["docs/a.md"]
    tree.write(MANIFEST, json.dumps(document))
    (found,) = tree.refused(FILES)
    assert (found.code, repr(path) in found.message) == ("CG408", True)
    tree.build(FILES, force=True)
    assert victim.read_text() == "a\n"


def test_an_entry_with_another_digest_deletes_nothing(tree: "Tree") -> None:
    tree.write("app/main.py", "print()\n")
    tree.build(FILES)
    document = json.loads(tree.read(MANIFEST))
    document["files"]["app/main.py"] = document["files"]["docs/a.md"]
    tree.write(MANIFEST, json.dumps(document))
    assert [one.code for one in tree.refused(FILES)] == ["CG405"]


def conflicted(ours: str, theirs: str) -> str:
    """Merge two manifests as git does: lines that differ, between markers."""
    mine, yours = ours.splitlines(), theirs.splitlines()
    same = [line for line in mine if line in yours]
    start = next(at for at, line in enumerate(mine) if line not in yours)
    lines = [
        *same[:start],
        "<<<<<<< HEAD",
        *(line for line in mine if line not in yours),
        "=======",
        *(line for line in yours if line not in mine),
        ">>>>>>> feature",
        *same[start:],
    ]
    return "\n".join(lines) + "\n"


def test_both_sides_of_a_merge_count(tree: "Tree") -> None:
    tree.build(FILES | {"docs/b.md": "theirs\n", "docs/gone.md": "theirs\n"})
    theirs = tree.read(MANIFEST)
    tree.build(FILES | {"docs/b.md": "ours\n"})
    merged = conflicted(tree.read(MANIFEST), theirs)
    assert "<<<<<<<" in merged
    tree.write(MANIFEST, merged)
    tree.write("docs/b.md", "theirs\n")
    tree.write("docs/gone.md", "theirs\n")
    found = {(one.code, one.message.split()[0]) for one in tree.plan(FILES).drift}
    assert found == {
        ("CG410", f"generated/{MANIFEST}"),
        ("CG401", "generated/docs/b.md"),
        ("CG403", "generated/docs/gone.md"),
    }
    tree.build(FILES)
    assert tree.drift(FILES) == []
    assert not (tree.root / "docs/gone.md").exists()


def test_a_merge_does_not_excuse_hand_edits(tree: "Tree") -> None:
    tree.build(FILES | {"docs/b.md": "theirs\n"})
    theirs = tree.read(MANIFEST)
    tree.build(FILES)
    tree.write(MANIFEST, conflicted(tree.read(MANIFEST), theirs))
    tree.write("docs/b.md", "edited\n")
    assert [one.code for one in tree.refused(FILES)] == ["CG405"]


def test_the_stat_stamp_tells_a_touched_file(tree: "Tree") -> None:
    tree.build(FILES)
    before = tree.plan(FILES).present.things
    tree.write("docs/a.md", "a\n")
    after = tree.plan(FILES).present.things
    assert before["docs/a.md"].digest == after["docs/a.md"].digest
    assert before["docs/a.md"].stamp != after["docs/a.md"].stamp
    assert before["docs/b.md"] == after["docs/b.md"]
