"""`init`: a project that builds, and nothing overwritten."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from contractgen.cli import sources
from contractgen.cli.settings import load

Run = Callable[..., CompletedProcess[str]]


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path, "init", "--package", "shop_contracts")
    assert done.returncode == 0
    assert "contractgen build\n" in done.stdout
    settings = load(tmp_path)
    assert settings.diagnostics == ()
    assert settings.config.package_folder == "src/shop_contracts"
    assert len(sources.find(settings).files) == 1
    assert "from shop_contracts.tasks import" in (tmp_path / "src/app.py").read_text()
    assert "linguist-generated" in (tmp_path / ".gitattributes").read_text()
    tomllib.loads((tmp_path / "pyproject.toml").read_text())
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or "@package@" not in path.read_text()


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    done = run(tmp_path, "init")
    assert done.returncode == 0
    assert "kept   README.md" in done.stdout
    assert (tmp_path / "README.md").read_text() == "mine"
    again = run(tmp_path, "init")
    assert again.returncode == 2
    assert "contractgen.toml" in again.stderr


def test_a_package_that_python_cannot_import(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path, "init", "--package", "json").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_project_builds_and_checks(run: Run, tmp_path: Path) -> None:
    run(tmp_path, "init")
    built = run(tmp_path, "build", "--strict")
    assert (built.returncode, built.stdout) == (0, ""), built.stderr
    assert run(tmp_path, "check").returncode == 0
    assert (tmp_path / "src/contracts/tasks/service.py").exists()
