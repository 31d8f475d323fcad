"""The journal: read like any file that others could have written, then carried out."""

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
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
        *({"journal": one, "folders": [], "steps": []} for one in (0, 2, None, "1")),
        *({"journal": 1, "folders": one, "steps": []} for one in (1, None, [1])),
        *({"journal": 1, "folders": [one], "steps": []} for one in ("..", "/a", "")),
        *({"journal": 1, "folders": [], "steps": [one]} for one in ([], STEP[:2], 1)),
        {"journal": 1, "folders": [], "steps": [[*STEP, None]]},
        {"journal": 1, "folders": [], "steps": [[1, A, None]]},
        {"journal": 1, "folders": [], "steps": [["a", A[1:], None]]},
        {"journal": 1, "folders": [], "steps": [["a", A, A + "a"]]},
        {"journal": 1, "folders": [], "steps": [["a", 1, None]]},
        {"journal": 1, "folders": [], "steps": [["a", None, []]]},
        {"journal": 1, "folders": [], "steps": [["../a", None, None]]},
        *({"journal": 1, "folders": []}, {"journal": 1, "steps": []}, {"steps": []}),
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
        "journal": 1,
        "folders": ["n", "n/é"],
        "steps": [["é/old", old, None], ["n/é/w", None, A]],
    }
    assert sorted(disk.names(STAGE)) == ["1.new", "journal"]
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
    for name in ("0.new", "12.old", "draft", "undo.txt", "x.new", "1.new.bak", "1.tmp"):
        tree.write(f"{STAGE}/{name}", "x")
    assert settle(disk, forward=True) == []
    assert disk.names(STAGE) == ["1.new.bak", "1.tmp", "undo.txt", "x.new"]
