"""Contract files: which are found, which refused, in which order."""

import os
from pathlib import Path

import pytest
from contractgen.cli import sources
from contractgen.cli.settings import load


def paths(folder: Path) -> list[str]:
    return [file.path for file in sources.find(load(folder)).files]


def codes(folder: Path) -> list[str]:
    return [one.code for one in sources.find(load(folder)).diagnostics]


def put(path: Path, data: bytes = b"contractgen: 1\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_three_endings_sorted_without_what_is_hidden(tmp_path: Path) -> None:
    for name in (
        "specs/b.contract.yaml",
        "specs/a/z.contract.yml",
        "specs/a/y_contract.py",
        "specs/a/notes.yaml",
        "specs/.venv/x.contract.yaml",
        "specs/__pycache__/x_contract.py",
    ):
        put(tmp_path / name)
    assert paths(tmp_path) == [
        "specs/a/y_contract.py",
        "specs/a/z.contract.yml",
        "specs/b.contract.yaml",
    ]
    first = sources.find(load(tmp_path)).files[0]
    assert first.module_path == "a/y_contract.py"
    assert first.data == b"contractgen: 1\n"


def test_generated_files_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "contractgen.toml").write_text('specs = ["."]')
    put(tmp_path / "a.contract.yaml")
    put(tmp_path / "generated/python/contracts/b_contract.py")
    assert paths(tmp_path) == ["a.contract.yaml"]


@pytest.mark.parametrize("make", ["", "specs"])
def test_no_contract_files_is_an_error(tmp_path: Path, make: str) -> None:
    (tmp_path / make).mkdir(exist_ok=True)
    assert codes(tmp_path) == ["CG197"]


def test_links_out_and_linked_folders_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "project"
    put(tmp_path / "secret.contract.yaml")
    put(root / "specs/real/a.contract.yaml")
    (root / "specs/out.contract.yaml").symlink_to(tmp_path / "secret.contract.yaml")
    (root / "specs/loop").symlink_to(root / "specs")
    (root / "specs/gone.contract.yaml").symlink_to(root / "specs/nothing")
    (root / "specs/in.contract.yaml").symlink_to(root / "specs/real/a.contract.yaml")
    assert codes(root) == ["CG198", "CG198", "CG198"]
    assert paths(root) == ["specs/in.contract.yaml", "specs/real/a.contract.yaml"]


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    os.mkfifo(tmp_path / "specs/a.contract.yaml")
    assert codes(tmp_path) == ["CG198"]


def test_hostile_names(tmp_path: Path) -> None:
    put(tmp_path / "specs/a\nimport os.contract.yaml")
    put(tmp_path / "specs/--help.contract.yaml")
    broken = os.fsencode(tmp_path) + b"/specs/\xff.contract.yaml"
    with open(broken, "wb") as file:
        file.write(b"contractgen: 1\n")
    assert codes(tmp_path) == ["CG198"]
    assert paths(tmp_path) == [
        "specs/--help.contract.yaml",
        "specs/a\nimport os.contract.yaml",
    ]


def test_decomposed_names_are_composed(tmp_path: Path) -> None:
    put(tmp_path / "specs/e\u0301.contract.yaml")
    assert paths(tmp_path) == ["specs/\u00e9.contract.yaml"]


def test_stamps_change_with_a_file(tmp_path: Path) -> None:
    put(tmp_path / "specs/a.contract.yaml")
    settings = load(tmp_path)
    before = sources.stamps(settings)
    assert before == sources.stamps(settings)
    put(tmp_path / "specs/a.contract.yaml", b"contractgen: 1\n\n")
    assert before != sources.stamps(settings)
