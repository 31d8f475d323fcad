"""Contents wait in a file without a name, or in memory where there is no room."""

import errno
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from contractgen.artifact import Artifact
from contractgen.cli import spool
from contractgen.cli.spool import Spool
from contractgen.output import Outcome, Scope, apply, plan, read_present

TEXTS = {"a/empty": b"", "a/small": b"small\n", "b/cr": b"one\r\ntwo\r", "c": b"x" * 99}
ARTIFACTS = [Artifact(path, text, "docs", path) for path, text in TEXTS.items()]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files have room for ten bytes, which they take three at a time."""
    write = os.pwrite

    def some(descriptor: int, data: memoryview, at: int) -> int:
        rest = data[: min(3, 10 - at)]
        if not rest:
            raise OSError(errno.ENOSPC, "no space left")
        return write(descriptor, rest, at)

    monkeypatch.setattr(os, "pwrite", some)


def kept(held: int) -> list[Artifact]:
    return [*map(Spool(held).keep, ARTIFACTS)]


def in_memory(artifacts: Sequence[Artifact]) -> list[str]:
    return [one.path for one in artifacts if isinstance(one.body, bytes)]


def check(artifacts: Sequence[Artifact]) -> None:
    """Everything is as it was handed over, also if asked twice, in any order."""
    for one, was in reversed([*zip(artifacts, ARTIFACTS, strict=True)] * 2):
        assert (one.path, one.emitter, one.origin) == (was.path, "docs", was.path)
        assert one.content == was.content
        assert one.digest == was.digest
        assert (one.size, one.is_plain) == (len(was.content), b"\r" not in was.content)


@pytest.mark.parametrize(
    ("held", "stay"),
    [(1000, [*TEXTS]), (16, ["a/empty", "a/small", "b/cr"]), (0, ["a/empty"])],
)
def test_what_is_kept_reads_back_equal(held: int, stay: list[str]) -> None:
    artifacts = kept(held)
    assert in_memory(artifacts) == stay
    check(artifacts)


def test_large_contents_are_read_piece_by_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spool, "_PIECE", 10)
    artifacts = kept(0)
    body = artifacts[-1].body
    assert not isinstance(body, bytes)
    assert [len(piece) for piece in body.pieces()] == [*[10] * 9, 9]
    check(artifacts)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENOENT])
def test_without_a_file_contents_stay_in_memory(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(spool, "nameless", refuse)
    artifacts = kept(0)
    assert in_memory(artifacts) == [*TEXTS]
    check(artifacts)


@pytest.mark.usefixtures("full")
def test_once_a_disk_is_full_the_rest_stays_in_memory() -> None:
    artifacts = kept(0)
    assert in_memory(artifacts) == ["a/empty", "b/cr", "c"]
    check(artifacts)


def test_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = os.listdir("/proc/self/fd") if os.path.exists("/proc/self/fd") else []
    artifacts = kept(0)
    assert in_memory(artifacts) == ["a/empty"]
    assert os.listdir(tmp_path) == []
    if before:
        assert len(os.listdir("/proc/self/fd")) == len(before) + 1
        del artifacts
        assert len(os.listdir("/proc/self/fd")) == len(before), "nobody reads it now"


def test_a_plan_of_them_is_as_one_of_values(tmp_path: Path) -> None:
    present = read_present(tmp_path, Scope(frozenset({""})))
    stored, held = plan(kept(0), present), plan(ARTIFACTS, present)
    assert stored.writes == held.writes
    assert [*stored.writes] == [*held.writes]
    assert stored.changes == held.changes
    outcome = apply(stored, tmp_path)
    assert isinstance(outcome, Outcome)
    assert {path: (tmp_path / path).read_bytes() for path in TEXTS} == TEXTS


def test_contents_that_are_lost_are_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "nameless", partial(open, tmp_path / "spool", "w+b"))
    root = tmp_path / "root"
    artifacts = kept(0)
    os.truncate(tmp_path / "spool", 2)
    found = apply(plan(artifacts, read_present(root, Scope(frozenset({""})))), root)
    assert not isinstance(found, Outcome)
    assert [one.code for one in found] == ["CG420"]
    assert "input/output error" in found[0].message
    assert not root.exists()
