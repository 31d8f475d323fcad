"""What is said about files, and what a partial build keeps of a merge."""

import errno
import fcntl
import json
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contractgen.output import MANIFEST, contents, diff, recover, refuse_root
from contractgen.output.journal import STAGE
from contractgen.output.lock import locked
from contractgen.output.refusal import Refused

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree

FILES = {"docs/a.md": "a\n", "events/a.json": "{}\n"}


def test_a_stale_file_with_edits_says_what_would_be_lost(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/a.md", "mine\n")
    (found,) = tree.refused({"events/a.json": "{}\n"})
    assert "nothing asks for it any more, so it would be deleted" in str(found)


def test_what_is_in_the_way_is_named(tree: "Tree") -> None:
    tree.write("docs/a.md/inner.txt", "x\n")
    (change, *_) = [one for one in tree.plan(FILES).changes if one.path == "docs/a.md"]
    assert change.detail == "generated/docs/a.md is a folder"


@pytest.mark.parametrize("shown", [None, "out"])
def test_a_journal_that_nobody_understands_is_named(
    tree: "Tree", shown: str | None
) -> None:
    tree.write(f"{STAGE}/journal", "{}")
    (found,) = recover(tree.root, shown=shown)
    assert found.message.startswith(f"{shown or 'generated'}/{STAGE}")
    assert found.help


def test_the_reasons_against_a_root(tmp_path: Path) -> None:
    (found,) = refuse_root(tmp_path, "specs", ["specs"])
    assert found.message == "specs: contracts are read from it"


@pytest.mark.parametrize("text", ["mine", "mine\n", ""])
def test_the_diff_of_a_short_file(tree: "Tree", text: str) -> None:
    tree.build({"docs/a.md": "a\n"})
    tree.write("docs/a.md", text)
    plan = tree.plan({"docs/a.md": "a\n"})
    shown = "".join(diff(plan, contents(plan, tree.root)))
    assert shown.endswith("+a\n")
    assert ("-mine\n" in shown) == bool(text)
    assert ("No newline" in shown) == (text == "mine")


def test_a_partial_build_keeps_the_side_of_a_merge_that_is_there(
    tree: "Tree",
) -> None:
    digests: list[str] = []
    for side in ("ours\n", "theirs\n"):
        tree.build(FILES | {"docs/a.md": side})
        digests.append(json.loads(tree.read(MANIFEST))["files"]["docs/a.md"]["sha256"])
    entry = next(line for line in tree.read(MANIFEST).splitlines() if "a.md" in line)
    sides = [entry.replace(digests[1], one) for one in digests]
    both = "\n".join(["<<<<<<< HEAD", sides[0], "=======", sides[1], ">>>>>>> x"])
    tree.write(MANIFEST, tree.read(MANIFEST).replace(entry, both))
    tree.build({"events/a.json": "{}\n"}, only=["events"])
    kept = json.loads(tree.read(MANIFEST))["files"]["docs/a.md"]["sha256"]
    assert kept == digests[1]


def test_a_busy_root_and_a_missing_spare_lock_are_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    with (
        locked(root, make=True),
        pytest.raises(Refused, match="another build is running"),
        locked(root, patience=0),
    ):
        pass
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    def flock(_descriptor: int, _kind: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(Refused, match="cannot be locked: no such file"), locked(root):
        pass


def test_the_spare_lock_belongs_to_its_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock

    def flock(descriptor: int, kind: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        real(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "root").mkdir()
    with locked(tmp_path / "root"):
        (file,) = tmp_path.glob("*.lock")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
