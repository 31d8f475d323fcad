"""Builds take turns; checks wait for them; locks cannot go stale."""

import errno
import fcntl
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contractgen.output import recover
from contractgen.output.lock import locked
from contractgen.output.refusal import Refused

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree

FILES = {f"docs/{number}.md": f"{number}\n" for number in range(30)}
OTHER = {f"docs/{number}.md": f"other {number}\n" for number in range(15, 45)}
OWNED = {"docs"}

CHILD = """
import sys
from pathlib import Path
from contractgen.output import Artifact, Outcome, Scope, apply, plan, read_present
root, which, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
files = {f"docs/{n}.md": f"{n}\\n" for n in range(30)}
other = {f"docs/{n}.md": f"other {n}\\n" for n in range(15, 45)}
def planned(files, present):
    made = [
        Artifact(path, text.encode(), "markdown", "jobs.cancel")
        for path, text in files.items()
    ]
    return plan(made, present)
for turn in range(rounds):
    present = read_present(root, Scope(frozenset({"docs"})))
    if which == "check":
        is_clean = [planned(one, present).is_clean for one in (files, other)]
        assert any(is_clean) or not present.things, present
    else:
        mine = files if which == "same" or turn % 2 else other
        outcome = apply(planned(mine, present), root)
        assert isinstance(outcome, Outcome), outcome
"""


def run(root: Path, jobs: list[str], rounds: int) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(root), which, str(rounds)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for which in jobs
    ]
    errors = [child.communicate(timeout=100)[1] for child in children]
    assert [child.returncode for child in children] == [0] * len(jobs), errors


def test_eight_builds_at_once(tree: "Tree") -> None:
    run(tree.root, ["same"] * 8, 5)
    tree.owned = frozenset(OWNED)
    assert tree.drift(FILES) == []


def test_builds_of_different_contracts_end_in_one_of_them(tree: "Tree") -> None:
    run(tree.root, ["different"] * 6 + ["check"] * 2, 10)
    tree.owned = frozenset(OWNED)
    assert [] in (tree.drift(FILES), tree.drift(OTHER))
    assert ".contractgen.journal" not in os.listdir(tree.root)


def test_a_lock_goes_with_its_process(tree: "Tree") -> None:
    tree.build(FILES)
    holder = subprocess.Popen(
        [sys.executable, "-c", "import fcntl, os, sys, time\n"
         "fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)\n"
         "print('held', flush=True); time.sleep(60)", str(tree.root)],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Refused) as caught, locked(tree.root, patience=0.05):
        pass
    assert caught.value.diagnostic("generated").code == "CG422"
    holder.kill()
    holder.communicate()
    tree.build(OTHER)


def is_busy(root: Path) -> bool:
    try:
        with locked(root, patience=0.05):
            return False
    except Refused as refused:
        return refused.code.id == "CG422"


def test_readers_share_and_writers_do_not(tree: "Tree") -> None:
    tree.build(FILES)
    with locked(tree.root, shared=True), locked(tree.root, shared=True, patience=0):
        assert is_busy(tree.root)
    with pytest.raises(FileNotFoundError), locked(tree.root / "absent"):
        pass


def test_a_root_removed_while_waiting_is_made_again(
    tree: "Tree", monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.root.mkdir()
    real = fcntl.flock
    removed: list[bool] = []

    def flock(descriptor: int, kind: int) -> None:
        if not removed:
            removed.append(True)
            tree.root.rmdir()
        real(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(tree.root, make=True) as descriptor:
        assert descriptor
        assert os.path.samestat(os.fstat(descriptor), tree.root.stat())


def test_a_file_system_that_cannot_lock_folders(
    tree: "Tree", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = fcntl.flock

    def flock(descriptor: int, kind: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(9, "Bad file descriptor")
        real(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with locked(tree.root, make=True):
        assert is_busy(tree.root)
    tree.build(FILES)


def test_a_hostile_journal_moves_nothing(tree: "Tree") -> None:
    victim = tree.root.parent / "victim"
    victim.write_text("precious")
    tree.build(FILES)
    for text in (
        '{"journal": 1, "folders": [], "steps": [["../victim", null, null]]}',
        '{"journal": 1, "folders": ["../x"], "steps": []}',
        '{"journal": 1, "folders": [], "steps": [["docs/1.md", "a", null]]}',
        '{"journal": 1, "folders": [], "steps": [{"a": 1, "b": 2, "c": 3}]}',
        "{",
        "[]",
    ):
        tree.write(".contractgen.journal/journal", text)
        (found,) = recover(tree.root)
        assert found.code == "CG423"
        assert [one.code for one in tree.plan(FILES).diagnostics] == ["CG423"]
    assert victim.read_text() == "precious"


def test_a_stage_folder_that_is_a_link(tree: "Tree") -> None:
    elsewhere = tree.root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "0.new").write_text("precious")
    tree.build(FILES)
    (tree.root / ".contractgen.journal").symlink_to(elsewhere)
    assert [one.code for one in tree.plan(FILES).diagnostics] == ["CG420"]
    assert (elsewhere / "0.new").read_text() == "precious"


def test_a_thousand_files_are_quick(tree: "Tree") -> None:
    tree.owned = frozenset(OWNED)
    files = {f"docs/{n % 40}/{n}.md": f"{n}\n" * 500 for n in range(1000)}
    started = time.perf_counter()
    tree.build(files)
    built = time.perf_counter()
    assert tree.drift(files) == []
    checked = time.perf_counter()
    print(f"built {built - started:.3f} s, checked {checked - built:.3f} s")
    assert checked - built < built - started < 20


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def unlockable(monkeypatch: pytest.MonkeyPatch, spares: Path) -> None:
    """Make folders impossible to lock, and `spares` the temporary folder."""
    real = fcntl.flock

    def flock(descriptor: int, kind: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.ENOLCK, "no locks")
        real(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(tempfile, "tempdir", str(spares))


@pytest.mark.parametrize("can_lock_folders", [True, False])
def test_nothing_stays_open(
    tree: "Tree",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    can_lock_folders: bool,
) -> None:
    if not can_lock_folders:
        unlockable(monkeypatch, tmp_path)
    before = open_files()
    with locked(tree.root, make=True) as descriptor:
        assert descriptor is not None
        assert os.path.samestat(os.fstat(descriptor), tree.root.stat())
        assert is_busy(tree.root)
    assert open_files() == before
    with pytest.raises(ZeroDivisionError), locked(tree.root):
        raise ZeroDivisionError
    assert open_files() == before
    assert not is_busy(tree.root)


def test_spare_locks_are_shared_by_readers_alone(
    tree: "Tree", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlockable(monkeypatch, tmp_path)
    tree.root.mkdir()
    with locked(tree.root, shared=True), locked(tree.root, shared=True, patience=0):
        assert is_busy(tree.root)


def test_each_root_has_a_spare_lock_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spares = tmp_path / "spares"
    spares.mkdir()
    unlockable(monkeypatch, spares)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "folder").symlink_to(tmp_path)
    with locked(tmp_path / "one"), locked(tmp_path / "two", patience=0):
        assert is_busy(tmp_path / "folder/one")
    names = [one.name for one in spares.iterdir()]
    assert len(names) == 2
    for name in names:
        assert re.fullmatch(rf"contractgen-{os.getuid()}-[0-9a-f]{{32}}\.lock", name)


@pytest.mark.parametrize("times", [1, 3])
def test_a_root_that_goes_away_again_is_made_again(
    tree: "Tree", monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    real = os.open
    left = [None] * times

    def open_(path: Path, flags: int) -> int:
        if left:
            left.pop()
            Path(path).rmdir()
        return real(path, flags)

    monkeypatch.setattr(os, "open", open_)
    with locked(tree.root, make=True):
        assert tree.root.is_dir()
    assert left == []


def test_a_build_waits_for_the_other(tree: "Tree") -> None:
    tree.root.mkdir()
    holder = os.open(tree.root, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    threading.Timer(0.2, os.close, [holder]).start()
    started = time.monotonic()
    with locked(tree.root, patience=30):
        assert 0.1 < time.monotonic() - started < 10


def test_patience_ends(tree: "Tree") -> None:
    with locked(tree.root, make=True):
        started = time.monotonic()
        with pytest.raises(Refused) as caught, locked(tree.root, patience=0.2):
            pass
        assert 0.2 <= time.monotonic() - started < 5
    assert (caught.value.path, caught.value.words) == ("", "another build is running")
    assert caught.value.code.id == "CG422"


def test_a_spare_lock_that_cannot_be_opened_is_named_by_its_root(
    tree: "Tree", monkeypatch: pytest.MonkeyPatch
) -> None:
    unlockable(monkeypatch, tree.root / "nowhere")
    with pytest.raises(Refused) as caught, locked(tree.root, make=True):
        pass
    found = caught.value.diagnostic("out")
    words = "out: cannot be locked: no such file or directory"
    assert (found.code, found.message) == ("CG420", words)
