"""A build that dies or meets a failing disk leaves the old tree or the new one."""

import errno
import os
import resource
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from contractgen.output import DISK_CODES, Outcome, recover

if TYPE_CHECKING:
    from tests.unit.output.conftest import FaultyOs, Tree

Killed = Callable[[int, Callable[[], object]], bool]
Faulty = Callable[[Callable[[int, str], None]], "FaultyOs"]

OLD = {
    "docs/index.md": "old index\n",
    "docs/same.md": "same\n",
    "events/a/stale.json": "{}\n",
    "events/changed.json": "{}\n",
}
NEW = {
    "docs/index.md": "new index\n",
    "docs/same.md": "same\n",
    "events/changed.json": '{"x": 1}\n',
    "python/contracts/jobs/models.py": "x = 1\n",
}
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def reset(tree: "Tree") -> None:
    """Put the old tree there, afresh."""
    kept = tree.root.with_name("kept")
    if not kept.exists():
        tree.write("README.md", "not ours\n")
        tree.build(OLD)
        shutil.copytree(tree.root, kept)
    shutil.rmtree(tree.root)
    shutil.copytree(kept, tree.root)


@pytest.fixture
def ends(tree: "Tree") -> list[dict[str, object]]:
    """The two snapshots that are allowed."""
    reset(tree)
    old = tree.snapshot()
    tree.build(NEW)
    new = tree.snapshot()
    assert "events/a" not in new, "a folder emptied by a build goes with it"
    reset(tree)
    return [old, new]


def points(tree: "Tree", kill: Callable[[int], bool]) -> Iterator[int]:
    """Kill the build of NEW over OLD at each point there is; yield after each."""
    number = 1
    while kill(number):
        yield number
        reset(tree)
        number += 1
    assert number > 30, "the build has more calls than that"


def test_a_killed_build_is_finished_or_undone(
    tree: "Tree", ends: list[dict[str, object]], killed_at: Killed
) -> None:
    seen: set[int] = set()
    for number in points(tree, lambda n: killed_at(n, lambda: tree.apply(NEW))):
        assert tree.plan(NEW).present.refused is None  # a check does: it recovers
        assert tree.snapshot() in ends, number
        seen.add(ends.index(tree.snapshot()))
        tree.build(NEW)
        assert tree.snapshot() == ends[1], number
    assert seen == {0, 1}


def test_the_first_build_killed(tree: "Tree", killed_at: Killed) -> None:
    tree.build(NEW)
    new = tree.snapshot()
    number = 1
    shutil.rmtree(tree.root)
    while killed_at(number, lambda: tree.apply(NEW)):
        tree.recover()
        assert tree.snapshot() in [{}, new], number
        shutil.rmtree(tree.root, ignore_errors=True)
        number += 1


def test_recovery_killed_too(
    tree: "Tree", ends: list[dict[str, object]], killed_at: Killed
) -> None:
    for number in points(tree, lambda n: killed_at(n, lambda: tree.apply(NEW))):
        again = 1
        while killed_at(again, tree.recover):
            again += 1
        assert tree.snapshot() in ends, (number, again)


@pytest.mark.parametrize(
    "path",
    ["docs/index.md", "events/a/stale.json", "python/contracts/jobs/models.py"],
)
def test_edits_after_a_kill_survive(
    tree: "Tree", ends: list[dict[str, object]], killed_at: Killed, path: str
) -> None:
    assert ends
    for number in points(tree, lambda n: killed_at(n, lambda: tree.apply(NEW))):
        tree.write(path, "my edit\n")
        tree.recover()
        assert tree.read(path) == "my edit\n", number
        left = [name for name in tree.snapshot() if name.startswith(".contractgen.j")]
        assert left == [".contractgen.json"], number


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EMFILE])
def test_one_failing_call(
    tree: "Tree", ends: list[dict[str, object]], faulty: Faulty, number: int
) -> None:
    refused = 0
    for point in range(1, 200):

        def fault(calls: int, _name: str, point: int = point) -> None:
            if calls == point:
                raise OSError(number, os.strerror(number))

        system = faulty(fault)
        outcome = tree.apply(NEW)
        faulty(lambda _calls, _name: None)
        if isinstance(outcome, Outcome):
            tree.recover()  # the call may have been one that cleans up
            assert tree.snapshot() == ends[1], point
        else:
            refused += 1
            assert {one.code for one in outcome} <= DISK_CODES
            assert "generated" in outcome[0].message
            assert tree.snapshot() == ends[0], point
        reset(tree)
        if system.calls < point:
            break
    assert refused > 20


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_goes_on_failing(
    tree: "Tree", ends: list[dict[str, object]], faulty: Faulty, number: int
) -> None:
    for point in range(1, 60):

        def fault(calls: int, _name: str, point: int = point) -> None:
            if calls >= point:
                raise OSError(number, os.strerror(number))

        faulty(fault)
        outcome = tree.apply(NEW)
        faulty(lambda _calls, _name: None)
        assert isinstance(outcome, (Outcome, list))
        tree.recover()
        assert tree.snapshot() in ends, point
        reset(tree)


def test_a_disk_that_takes_no_more_data(
    tree: "Tree", ends: list[dict[str, object]], faulty: Faulty
) -> None:
    for point in range(1, 6):  # four files and the journal
        written = 0

        def fault(_calls: int, name: str, point: int = point) -> None:
            nonlocal written
            written += name == "write"
            if name == "write" and written >= point:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        faulty(fault)
        tree.apply(NEW)
        faulty(lambda _calls, _name: None)
        assert tree.snapshot() == ends[0], point
        assert not any(name.endswith(".new") for name in tree.snapshot())


def test_few_file_descriptors(tree: "Tree", ends: list[dict[str, object]]) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = max(int(name) for name in os.listdir("/proc/self/fd"))
    for spare in range(1, 11):
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + spare, hard))
        outcome = tree.apply(NEW)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        done = isinstance(outcome, Outcome)
        recover(tree.root)  # taking back may need a descriptor that was not there
        assert done or spare < 8
        assert tree.snapshot() == ends[done], spare
        reset(tree)


def test_an_interrupt_takes_everything_back(
    tree: "Tree", ends: list[dict[str, object]], faulty: Faulty
) -> None:
    for point in range(1, 40):

        def fault(calls: int, _name: str, point: int = point) -> None:
            if calls == point:
                raise KeyboardInterrupt

        faulty(fault)
        interrupted = _interrupted(tree)
        faulty(lambda _calls, _name: None)
        if not interrupted:
            break
        tree.recover()
        assert tree.snapshot() in ends, point
        reset(tree)


def _interrupted(tree: "Tree") -> bool:
    try:
        tree.apply(NEW)
    except KeyboardInterrupt:
        return True
    return False


def test_the_journal_alone_is_synced(tree: "Tree", synced: list[str]) -> None:
    tree.build(NEW)
    assert synced == ["draft", ".contractgen.journal"]


def test_a_disk_without_hard_links(
    tree: "Tree", ends: list[dict[str, object]], faulty: Faulty
) -> None:
    def fault(_calls: int, name: str) -> None:
        if name == "link":
            raise PermissionError(errno.EPERM, "operation not permitted")

    faulty(fault)
    tree.build(NEW)
    assert tree.snapshot() == ends[1]


@pytest.mark.parametrize("staged", ["*.new", "*.folder/*"])
def test_staged_contents_lost_in_a_power_cut_are_not_used(
    tree: "Tree", ends: list[dict[str, object]], killed_at: Killed, staged: str
) -> None:
    lost = 0
    for _ in points(tree, lambda n: killed_at(n, lambda: tree.apply(NEW))):
        stage = tree.root / ".contractgen.journal"
        files = sorted(stage.glob(staged))
        if (stage / "journal").exists() and files:
            files[-1].write_bytes(b"")
            tree.recover()
            assert tree.snapshot() == ends[0]
            lost += 1
    assert lost
