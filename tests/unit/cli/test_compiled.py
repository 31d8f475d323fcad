"""Compiled templates are kept and used again, and never where anything changed."""

import sys
from pathlib import Path
from types import CodeType

import pytest
from contractgen import resources
from contractgen.cli import compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "one.jinja").write_text("text")
    monkeypatch.setattr(resources, "folder", lambda: tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path


def codes(*texts: str) -> dict[str, CodeType]:
    return {text: compile("1", text, "exec") for text in texts}


@pytest.mark.usefixtures("folder")
def test_kept_code_comes_back() -> None:
    compiled.keep(codes("text"), frozenset())
    assert compiled.load() == codes("text")


@pytest.mark.usefixtures("folder")
def test_only_built_in_templates_are_kept() -> None:
    compiled.keep(codes("text", "somebody's own"), frozenset())
    assert list(compiled.load()) == ["text"]


def test_nothing_is_written_without_need_or_leave(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled.keep(codes("text"), frozenset({"text"}))
    compiled.keep(codes("somebody's own"), frozenset())
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    compiled.keep(codes("text"), frozenset())
    assert [path.name for path in folder.iterdir()] == ["one.jinja"]


@pytest.mark.usefixtures("folder")
def test_what_was_kept_of_another_text_gives_way() -> None:
    old = codes("as it was before")
    compiled.keep(old | codes("text"), frozenset(old))
    assert list(compiled.load()) == ["text"]


def test_damage_and_another_jinja_are_noticed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled.keep(codes("text"), frozenset())
    (kept,) = (folder / "__pycache__").iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-1], whole[:70] + b"?" + whole[71:]):
        kept.write_bytes(damaged)
        assert compiled.load() == {}
    kept.write_bytes(whole)
    assert compiled.load()
    other = tmp_path / "other"
    (other / "jinja2").mkdir(parents=True)
    for name in ("__init__.py", "lexer.py", "parser.py"):
        (other / "jinja2" / name).write_text("another release")
    monkeypatch.syspath_prepend(str(other))
    monkeypatch.delitem(sys.modules, "jinja2", raising=False)
    assert compiled.load() == {}
