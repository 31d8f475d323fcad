"""The journal: read like any file that others could have written, then carried out."""

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from contractgen.artifact import digest
from contractgen.output import recover
from contractgen.output.disk import Disk
from contractgen.output.journal import STAGE, Step, commit, is_pending, is_whole, settle

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree

A = "a" * 64
B = "0" * 64


@pytest.fixture
def disk(tree: "Tree") -> Iterator[Disk]:
    tree.root.mkdir()
    descriptor = os.open(tree.root, os.O_RDONLY)
    made = Disk(tree.root, descriptor)
    yield made
    made.close()
    os.close(descriptor)


STEP = ["a", A, None]


@pytest.mark.parametrize(
    "document",
    [
        *({"journal": one, "folders": [], "steps": []} for one in (0, 1, 3, None, "2")),
        *({"journal": 2, "folders": one, "steps": []} for one in (1, None, [1])),
        *({"journal": 2, "folders": [one], "steps": []} for one in ("..", "/a", "")),
        *({"journal": 2, "folders": [], "steps": [one]} for one in ([], STEP[:2], 1)),
        {"journal": 2, "folders": [], "steps": [[*STEP, None]]},
        {"journal": 2, "folders": [], "steps": [[1, A, None]]},
        {"journal": 2, "folders": [], "steps": [["a", A[1:], None]]},
        {"journal": 2, "folders": [], "steps": [["a", A, A + "a"]]},
        {"journal": 2, "folders": [], "steps": [["a", 1, None]]},
        {"journal": 2, "folders": [], "steps": [["a", None, []]]},
        {"journal": 2, "folders": [], "steps": [["../a", None, None]]},
        *({"journal": 2, "folders": []}, {"journal": 2, "steps": []}, {"steps": []}),
        *([], 1, None, "x", {}),
    ],
)
def test_a_journal_that_is_none(tree: "Tree", document: Any) -> None:
    tree.write(f"{STAGE}/journal", json.dumps(document))
    (found,) = recover(tree.root)
    assert found.code == "CG423"
    assert found.message == f"generated/{STAGE}: cannot be understood"
    assert tree.read(f"{STAGE}/journal") == json.dumps(document)


def test_a_journal_is_read_as_written(disk: Disk, tree: "Tree") -> None:
    tree.write("é/old", "old")
    old = disk.digest("é/old")
    commit(disk, [Step("é/old", old, None), Step("n/é/w", None, A)], {"n/é/w": b"new"})
    assert json.loads(tree.read(f"{STAGE}/journal")) == {
        "journal": 2,
        "folders": ["n", "n/é"],
        "steps": [["é/old", old, None], ["n/é/w", None, A]],
    }
    assert disk.names(STAGE) == ["0.folder", "1.folder", "journal"]
    assert disk.names(f"{STAGE}/1.folder") == ["w"]
    assert is_pending(disk)
    assert not is_whole(disk), "the digest is not that of the content"
    assert settle(disk, forward=True) == []
    assert tree.snapshot() == {
        "n": "folder",
        "n/é": "folder",
        "n/é/w": (b"new", "0o644"),
    }
    assert not is_pending(disk)
    assert is_whole(disk)


@pytest.mark.parametrize("forward", [True, False])
def test_what_stands_in_the_way_of_a_journal_is_kept(
    disk: Disk, tree: "Tree", forward: bool
) -> None:
    files = {name: tree.write(f"d/{name}", name) for name in ("gone", "old", "same")}
    digests = {name: disk.digest(f"d/{name}") for name in files}
    steps = [
        Step("d/gone", digests["gone"], None),
        Step("d/old", digests["old"], A),
        Step("d/new", None, A),
        Step("d/same", digests["same"], B),
    ]
    commit(disk, steps, {f"d/{name}": b"new" for name in ("old", "new", "same")})
    for name in ("gone", "old", "new"):
        tree.write(f"d/{name}", "edited")
    left = settle(disk, forward=forward)
    assert left == (["d/gone", "d/old", "d/new"] if forward else [])
    assert {name: tree.read(f"d/{name}") for name in os.listdir(tree.root / "d")} == {
        **dict.fromkeys(("gone", "old", "new"), "edited"),
        "same": "new" if forward else "same",
    }
    assert not is_pending(disk)


def test_others_files_in_the_stage_folder_stay(disk: Disk, tree: "Tree") -> None:
    ours = ("0.new", "12.old", "draft", "0.folder/a.py", "0.folder/draft")
    others = ("1.new.bak", "1.tmp", "undo.txt", "x.folder/a", "x.new")
    for name in (*ours, *others):
        tree.write(f"{STAGE}/{name}", "x")
    assert settle(disk, forward=True) == []
    assert disk.names(STAGE) == sorted({name.partition("/")[0] for name in others})


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("there", ["n/mine", "n/a", "n/b/mine", "n/b/c"])
def test_a_new_folder_that_somebody_made_meanwhile(
    disk: Disk, tree: "Tree", there: str, forward: bool
) -> None:
    contents = {"n/a": b"a", "n/b/c": b"c", "n/b/d/e": b"e"}
    digests = {path: digest(content) for path, content in contents.items()}
    commit(disk, [Step(path, None, digests[path]) for path in contents], contents)
    tree.write(there, "mine")
    assert is_whole(disk)
    left = settle(disk, forward=forward)
    assert left == ([there] if forward and there in contents else [])
    made = {path: content.decode() for path, content in contents.items() if forward}
    assert {
        path: tree.read(path)
        for path, kind in tree.snapshot().items()
        if kind != "folder"
    } == {**made, there: "mine"}
    assert not is_pending(disk)


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("kind", ["link", "file"])
@pytest.mark.parametrize("there", ["n", "n/b"])
def test_something_else_in_place_of_a_new_folder(
    disk: Disk, tree: "Tree", there: str, kind: str, forward: bool
) -> None:
    """It stays, what belongs below it is told, and all else is done or undone."""
    contents = {"a/a": b"a", "n/a": b"a", "n/b/c": b"c", "z/a": b"z"}
    digests = {path: digest(content) for path, content in contents.items()}
    commit(disk, [Step(path, None, digests[path]) for path in contents], contents)
    outside = tree.root.with_name("outside")
    outside.mkdir()
    place = tree.root / there
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(outside) if kind == "link" else place.write_text("mine")
    below = [path for path in contents if path.startswith(f"{there}/")]
    assert settle(disk, forward=forward) == (below if forward else [])
    for path, content in contents.items():
        if path not in below:
            made = tree.root / path
            assert (made.read_bytes() if made.exists() else None) == (
                content if forward else None
            )
    assert place.is_symlink() if kind == "link" else place.read_text() == "mine"
    assert os.listdir(outside) == []
    assert not is_pending(disk)


def test_an_empty_folder_is_not_replaced(disk: Disk, tree: "Tree") -> None:
    commit(disk, [Step("n/a", None, A)], {"n/a": b"a"})
    (tree.root / "n").mkdir(0o700)
    before = (tree.root / "n").stat()
    assert settle(disk, forward=True) == []
    after = (tree.root / "n").stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert os.listdir(tree.root / "n") == ["a"]
