"""Files without a name, where Linux makes one and where it does not."""

import os
import tempfile
from pathlib import Path

import pytest
from contractgen.cli.nameless import nameless


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("not asked")


def without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a system that has no such files."""
    monkeypatch.setattr("contractgen.cli.nameless._TMPFILE", None)


def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name a folder that is none, as the standard library would notice too."""
    monkeypatch.setenv("TMPDIR", "/nowhere")


@pytest.mark.parametrize("change", [None, without_them, elsewhere])
def test_a_file_is_written_read_and_gone(
    change: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if callable(change):
        change(monkeypatch)
    with nameless() as file:
        file.write(b"content")
        file.seek(2)
        assert file.read() == b"ntent"
        assert not os.get_inheritable(file.fileno())
        assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="Linux alone has such files")
def test_the_standard_library_is_not_asked_without_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    nameless().close()
    monkeypatch.setenv("TMPDIR", "/nowhere")
    with pytest.raises(AssertionError, match="not asked"):
        nameless()
