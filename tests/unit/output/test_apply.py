"""What a build says when the disk or somebody else comes between, and what is left."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from contractgen.output import (
    Outcome,
    Scope,
    apply,
    disk,
    journal,
    plan,
    present,
    read_present,
    recover,
)
from contractgen.output.journal import STAGE
from contractgen.output.present import Present

from .conftest import artifacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.output.conftest import FaultyOs, Tree

    Faulty = Callable[[Callable[[int, str], None]], FaultyOs]

FILES = {"docs/a.md": "a\n", "docs/sub/b.md": "b\n"}
CHANGED = {"docs/a.md": "changed\n", "docs/sub/b.md": "b\n"}


def said(tree: "Tree", files: dict[str, str]) -> list[str]:
    outcome = tree.apply(files)
    assert isinstance(outcome, list)
    return [one.message for one in outcome]


def test_an_edit_while_the_build_runs(tree: "Tree", faulty: "Faulty") -> None:
    tree.build(FILES)

    def edit(_calls: int, name: str) -> None:
        if name == "fsync":
            tree.write("docs/a.md", "mine\n")
            tree.write("docs/sub/b.md", "mine\n")

    faulty(edit)
    words = "it was edited while the build ran; the edit was kept"
    assert said(tree, {"docs/a.md": "changed\n"}) == [
        *(f"generated/docs/sub/b.md: {words}", f"generated/docs/a.md: {words}")
    ]
    assert tree.read("docs/a.md") == tree.read("docs/sub/b.md") == "mine\n"


def grow_old() -> None:
    """Wait until the clock of files has gone on."""
    time.sleep(0.05)


@pytest.mark.parametrize("wait", [grow_old, lambda: None])
def test_an_edit_of_which_size_and_time_tell_nothing(
    tree: "Tree", wait: "Callable[[], None]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its ctime does, or it is read."""
    tree.build({"docs/a.md": "built"})
    wait()
    path, commit = tree.root / "docs/a.md", journal.commit

    def edit_meanwhile(*arguments: Any) -> None:
        commit(*arguments)
        before = path.stat()
        path.write_text("mine!")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert path.stat().st_size == before.st_size

    monkeypatch.setattr(journal, "commit", edit_meanwhile)
    (message,) = said(tree, {"docs/a.md": "anew"})
    assert message.endswith("the edit was kept")
    assert tree.read("docs/a.md") == "mine!"


def test_a_file_that_was_looked_at_as_soon_as_it_was_written_is_read_again(
    tree: "Tree", monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit in the same tick of the disk's clock would leave its times alone."""
    tree.build({"docs/a.md": "built"})
    tick = time.time_ns()
    for module in (disk, present):
        monkeypatch.setattr(module, "stamp_of", lambda _: (5, tick, tick, 1))
    planned = tree.plan({"docs/a.md": "anew"})
    tree.write("docs/a.md", "mine!")
    grow_old()
    outcome = apply(planned, tree.root)
    assert not isinstance(outcome, Outcome)
    assert outcome[0].message.endswith("the edit was kept")
    assert tree.read("docs/a.md") == "mine!"


@pytest.mark.parametrize(("wait", "is_read"), [(grow_old, False), (lambda: None, True)])
def test_what_is_replaced_is_read_unless_its_times_are_old(
    tree: "Tree",
    wait: "Callable[[], None]",
    is_read: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree.build(FILES)
    wait()
    planned = tree.plan(CHANGED)
    read: list[object] = []
    of_stream = disk.digest_stream

    def digest_stream(source: "Callable[[int], bytes]") -> str:
        read.append(source)
        return of_stream(source)

    monkeypatch.setattr(disk, "digest_stream", digest_stream)
    assert isinstance(apply(planned, tree.root), Outcome)
    assert bool(read) is is_read
    assert tree.read("docs/a.md") == "changed\n"


@pytest.mark.parametrize(
    ("path", "shown"),
    [("docs/a.md", "/docs/a.md"), ("docs", "/docs"), (".", ""), ("docs/sub", None)],
)
def test_marks_of_read_only(tree: "Tree", path: str, shown: str | None) -> None:
    tree.build(FILES)
    full = tree.root / path
    before = full.stat().st_mode
    full.chmod(before & ~0o222)
    outcome = tree.apply(CHANGED)
    full.chmod(before)
    if shown is None:
        assert isinstance(outcome, Outcome), "nothing is to be written there"
    else:
        assert isinstance(outcome, list)
        assert [one.message for one in outcome] == [
            f"generated{shown}: it is marked read-only"
        ]


@pytest.mark.parametrize("bit", [0o200, 0o020, 0o002])
def test_any_right_to_write_will_do(tree: "Tree", bit: int) -> None:
    tree.build(FILES)
    (tree.root / "docs/a.md").chmod(0o444 | bit)
    assert isinstance(tree.apply(CHANGED), Outcome)


def test_a_disk_that_goes_on_failing_is_settled_later(
    tree: "Tree", faulty: "Faulty"
) -> None:
    tree.build(FILES)
    before = tree.snapshot()
    broken: list[bool] = []

    def fail(_calls: int, name: str) -> None:
        if broken or name == "fsync":
            broken.append(True)
            raise OSError(5, "Input/output Error")

    faulty(fail)
    (message,) = said(tree, CHANGED)
    assert message.startswith(f"generated/{STAGE}")
    assert "input/output error" in message
    faulty(lambda _calls, _name: None)
    assert recover(tree.root) == []
    assert tree.snapshot() == before


def test_what_cannot_be_taken_back_now_is_promised(
    tree: "Tree", faulty: "Faulty"
) -> None:
    tree.build(CHANGED)
    new = tree.snapshot()
    tree.build(FILES)
    old = tree.snapshot()
    moves: list[str] = []

    def fail(_calls: int, name: str) -> None:
        moves.extend([name] if name in {"link", "replace"} else [])
        if len(moves) > 2:
            raise OSError(28, "No space left")

    faulty(fail)
    (message,) = said(tree, CHANGED)
    words = "no space left; the next command will finish this build or take it back"
    assert message.endswith(f": {words}")
    faulty(lambda _calls, _name: None)
    assert read_present(tree.root, tree.scope).refused is None
    assert tree.snapshot() in (old, new)


def test_folders_made_in_vain_go_again(tree: "Tree", faulty: "Faulty") -> None:
    base = tree.root.parent
    tree.root = base / "one/two/generated"

    def fail(_calls: int, name: str) -> None:
        if name == "open":
            raise OSError(28, "No space left")

    faulty(fail)
    found = plan(artifacts(FILES), Present(tree.scope))
    outcome = apply(found, tree.root)
    assert isinstance(outcome, list)
    assert [one.code for one in outcome] == ["CG420"]
    assert list(base.iterdir()) == []


def test_folders_that_were_there_stay(tree: "Tree", faulty: "Faulty") -> None:
    tree.root.mkdir()

    def fail(_calls: int, name: str) -> None:
        if name == "open":
            raise OSError(28, "No space left")

    faulty(fail)
    assert isinstance(tree.apply(FILES), list)
    assert list(tree.root.iterdir()) == []


def test_nothing_to_do_touches_nothing(tree: "Tree") -> None:
    nothing = plan([], Present(Scope(planned=frozenset({"x"}))))
    kept = dict.fromkeys(nothing.writes, b"")
    assert list(kept) == [".contractgen.json"]
    tree.build(FILES)
    clean = tree.plan(FILES)
    for path in sorted(tree.root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    tree.root.rmdir()
    assert apply(clean, tree.root) == Outcome()
    assert not tree.root.exists()


def test_a_blocked_plan_is_not_tried(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/a.md", "mine\n")
    blocked = tree.plan(CHANGED)
    (tree.root / "docs/a.md").unlink()  # nothing stands in its way any more
    assert apply(blocked, tree.root) == list(blocked.diagnostics)
    assert not (tree.root / "docs/a.md").exists()


def test_what_became_needless_meanwhile_is_not_done(tree: "Tree") -> None:
    planned = tree.plan(FILES)
    tree.build(FILES)
    before = (tree.root / "docs/a.md").stat()
    assert apply(planned, tree.root) == Outcome()
    assert (tree.root / "docs/a.md").stat() == before


def test_a_root_that_is_absent(tmp_path: Path) -> None:
    scope = Scope(frozenset({"docs"}), shown="out")
    assert read_present(tmp_path / "no", scope) == Present(scope)
    assert recover(tmp_path / "no") == []
    assert recover(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_root_that_is_refused_keeps_its_scope(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    scope = Scope(frozenset({"docs"}), shown="out")
    present = read_present(tmp_path / "file", scope)
    assert present.scope is scope
    assert present.refused
    assert present.refused.message == "out: not a directory"


def test_files_keep_what_others_may_do_with_them(tree: "Tree") -> None:
    tree.build(FILES)
    os.chmod(tree.root / "docs/sub/b.md", 0o640)
    tree.build(CHANGED)
    assert (tree.root / "docs/sub/b.md").stat().st_mode & 0o777 == 0o640
    assert (tree.root / "docs/a.md").stat().st_mode & 0o777 == 0o644
