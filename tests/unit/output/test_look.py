"""The tree as it is looked at, and what is planned of it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contractgen.output import Artifact, Scope, apply, plan, read_present
from contractgen.output import present as tree_module
from contractgen.output.journal import STAGE
from contractgen.output.manifest import MANIFEST, Entry, Manifest
from contractgen.output.present import Found, Present, Thing, look, read_bytes
from contractgen.output.refusal import UNUSABLE, Refused

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree

A = "a" * 64


@pytest.mark.parametrize(
    ("path", "is_unexpected"),
    [
        *(("docs/x.md", True), ("docs/.git", True), (f"docs/{MANIFEST}", True)),
        *((f"docs/{STAGE}", True), ("docs/.gitignore", True), ("docs/x.pyc.txt", True)),
        *(("docs/__pycache__/x", False), ("docs/a/.DS_Store", False)),
        *(("docs/.gitattributes", False), ("docs/a/x.pyc", False)),
        *(
            ("docs/__PYCACHE__", True),
            ("python/x", False),
            ("python/contracts/x", True),
        ),
        *(("x", False), (".git/x", False), ("docs/sub/__pycache__", False)),
    ],
)
def test_what_is_unexpected(tree: "Tree", path: str, is_unexpected: bool) -> None:
    tree.write(path, "x")
    found = [one for one in tree.drift({}) if one[0] == "unexpected"]
    assert found == ([("unexpected", path)] if is_unexpected else [])


def test_a_root_that_is_owned_whole(tree: "Tree") -> None:
    tree.owned = frozenset({""})
    for path in (".git/x", f"{MANIFEST}.bak", "__pycache__/x", "a/.git/x", "y.pyc"):
        tree.write(path, "x")
    found = [path for kind, path in tree.drift({}) if kind == "unexpected"]
    assert found == [f"{MANIFEST}.bak", "a/.git/x"]


def look_at(
    folder: Path, scope: Scope, known: Mapping[str, Found] | None = None
) -> Present:
    return look(folder, scope, Present(scope, things=known or {}))


def test_what_stands_at_a_path(tmp_path: Path) -> None:
    for path in ("a/f", "a/b/f"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n")
    (tmp_path / "a/link").symlink_to("f")
    os.mkfifo(tmp_path / "a/pipe")
    planned = frozenset({"a/f/x", "no/way", "a/link", "a/b"})
    found = look_at(tmp_path, Scope(frozenset({"a/b", "none"}), planned))
    things = {path: one.thing for path, one in found.things.items()}
    assert things == {
        "a": Thing.FOLDER,
        "a/b": Thing.FOLDER,
        "a/f": Thing.FILE,
        "a/link": Thing.LINK,
        "a/b/f": Thing.FILE,
    }
    file = found.things["a/f"]
    assert file.conflicted
    status = (tmp_path / "a/f").stat()
    assert file.stamp == (
        *(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino),
    )
    assert [found.obstacle(path) for path in ("a/f/x", "a/link/x", "a/b", "a/f")] == [
        *("a/f", "a/link", "a/b", None),
    ]
    assert found.obstacle("no/way") is None
    assert [found.looked_at(path) for path in ("a/b/x", "no/way", "a/x")] == [
        *(True, True, False),
    ]
    piped = look_at(tmp_path, Scope(frozenset({"a"})))
    assert piped.things["a/pipe"] == Found(Thing.OTHER)
    assert look_at(tmp_path, Scope(frozenset({"a/f", "a/link"}))).things.keys() == {
        *("a", "a/f", "a/link"),
    }


def test_large_files_are_read_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n"
    (tmp_path / "f").write_bytes(content)
    scope = Scope(planned=frozenset({"f"}))
    whole = look_at(tmp_path, scope).things["f"]
    for most, is_whole_ in ((len(content), True), (len(content) - 1, False)):
        monkeypatch.setattr(tree_module, "_LARGEST_WHOLE", most)
        found = look_at(tmp_path, scope).things["f"]
        assert (found.digest, found.stamp) == (whole.digest, whole.stamp)
        assert found.conflicted is is_whole_


def test_a_known_file_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"x")
    scope = Scope(planned=frozenset({"f"}))
    found = look_at(tmp_path, scope).things["f"]
    known = Found(Thing.FILE, "made up", stamp=found.stamp)
    assert look_at(tmp_path, scope, {"f": known}).things["f"] is known
    assert read_present(tmp_path, scope, {"f": known}).things["f"] is known
    (tmp_path / "f").write_bytes(b"xy")
    assert look_at(tmp_path, scope, {"f": known}).things["f"].digest != "made up"
    unstamped = Found(Thing.FILE, "made up")
    assert look_at(tmp_path, scope, {"f": unstamped}).things["f"].digest != "made up"


def test_links_are_not_read_through(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"\0x")
    (tmp_path / "link").symlink_to("f")
    assert read_bytes(str(tmp_path / "f")) == b"\0x"
    with pytest.raises(OSError, match="symbolic"):
        read_bytes(str(tmp_path / "link"))


def test_only_what_ran_is_forgotten(tree: "Tree") -> None:
    files = {"docs/a.md": "a\n", "events/a.json": "{}\n"}
    tree.build(files)
    found = tree.plan({}, only=["events"])
    assert found.deletes == ("events/a.json",)
    assert json.loads(found.writes[MANIFEST])["files"].keys() == {"docs/a.md"}
    assert tree.plan({}, only=[]).is_clean
    assert tree.plan({}).deletes == ("docs/a.md", "events/a.json")


@pytest.mark.parametrize("what", ["missing", "edited", "as it was"])
def test_what_did_not_run_is_remembered(tree: "Tree", what: str) -> None:
    tree.build({"docs/a.md": "a\n", "events/a.json": "{}\n"})
    before = json.loads(tree.read(MANIFEST))["files"]["docs/a.md"]
    if what == "missing":
        (tree.root / "docs/a.md").unlink()
    elif what == "edited":
        tree.write("docs/a.md", "mine\n")
    tree.build({"events/a.json": "[]\n"}, only=["events"])
    assert json.loads(tree.read(MANIFEST))["files"]["docs/a.md"] == before


def test_a_plan_of_the_same_tree_is_the_same_plan(tree: "Tree") -> None:
    found = tree.plan({"docs/a.md": "a\n"})
    assert found.again(found.present) is found
    assert found.again(read_present(tree.root, tree.scope)) is found
    tree.write("docs/b.md", "b\n")
    other = found.again(read_present(tree.root, tree.scope))
    assert [one.path for one in other.changes] == [
        *(MANIFEST, "docs/a.md", "docs/b.md"),
    ]
    assert other.request is found.request


def test_changes_are_sorted_by_kind_and_path(tree: "Tree") -> None:
    tree.build({"docs/s.md": "s\n", "docs/r.md": "r\n"})
    tree.write("docs/z.md", "z\n")
    tree.write("docs/y.md", "y\n")
    found = tree.plan({"docs/c.md": "c\n", "docs/b.md": "b\n"})
    assert [(one.kind.value[0], one.path) for one in found.changes] == [
        ("m", MANIFEST),
        *(("m", "docs/b.md"), ("m", "docs/c.md")),
        *(("s", "docs/r.md"), ("s", "docs/s.md")),
        *(("u", "docs/y.md"), ("u", "docs/z.md")),
    ]
    assert list(found.writes) == ["docs/b.md", "docs/c.md", MANIFEST]
    assert found.deletes == ("docs/r.md", "docs/s.md")
    done = apply(found, tree.root)
    assert not isinstance(done, list)
    assert done.written == ("docs/b.md", "docs/c.md", MANIFEST)
    assert done.deleted == found.deletes


def test_an_artifact_nobody_looked_for_is_a_bug() -> None:
    artifact = Artifact("x/a", b"", "docs", "o")
    words = "^x/a is in no owned folder and was not looked for$"
    with pytest.raises(ValueError, match=words):
        plan([artifact], Present(Scope(frozenset({"docs"}))))
    assert plan([artifact], Present(Scope(planned=frozenset({"x/a"})))).writes
    known = Manifest(files={"x/a": Entry(frozenset({A}), "docs", "o")})
    assert plan([artifact], Present(Scope(), known)).writes


def test_a_plan_of_a_refused_tree_keeps_what_was_asked_for() -> None:
    artifact = Artifact("docs/a", b"x", "docs", "o")
    scope = Scope(frozenset({"docs"}))
    refused = Present(scope, refused=Refused("", "no", UNUSABLE).diagnostic("out"))
    found = plan([artifact], refused, force=True, only=["docs"], names={"k": {}})
    assert found.present is refused
    assert (found.writes, found.deletes, found.changes) == ({}, (), ())
    assert [one.message for one in found.diagnostics] == ["out: no"]
    assert found.drift == found.diagnostics
    assert found.is_blocked
    assert not found.is_clean
    fresh = plan([artifact], Present(scope), force=True, only=["docs"], names={"k": {}})
    assert found.again(Present(scope)) == fresh
    assert list(fresh.writes) == ["docs/a", MANIFEST]
