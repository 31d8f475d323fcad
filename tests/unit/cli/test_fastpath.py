"""The quick answer of `check` is never "clean" where the real check finds drift."""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from contractgen.cli import cache, fastpath
from contractgen.cli.commands import build, check
from contractgen.cli.planning import plan_project
from contractgen.cli.project import open_project
from contractgen.cli.report.formats import Format

from .conftest import CONFIG, CONTRACT

QUICK, HASHED = ["check"], ["check", "--trust", "hash"]
TEMPLATES = Path(__file__).parents[3] / "templates"


@pytest.fixture
def built(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean project whose notes trust every stamp."""
    own = project / "own" / "markdown"
    own.mkdir(parents=True)
    shutil.copy(TEMPLATES / "markdown" / "index.md.jinja", own)
    (project / "contractgen.toml").write_text('templates = "own"\n' + CONFIG)
    monkeypatch.chdir(project)
    monkeypatch.delenv("CI", raising=False)
    assert build.run(build.Asked()) == 0
    settle()
    return project


def settle() -> None:
    """Check until what was just written is trusted by its times."""
    for _ in range(50):
        if fastpath.answer(QUICK) is None:  # contractgen itself was just written
            time.sleep(0.1)
            assert really_clean()
            continue
        notes = fastpath.load("")
        if all(row[0] for row in (*notes.files.values(), *notes.folders.values())):
            return
    pytest.fail("the notes never came to trust what they hold")


def really_clean() -> bool:
    """Compile and compare, as under CI."""
    return check.run(None, False, False, Format.TEXT) == 0


@pytest.mark.usefixtures("built")
def test_an_unchanged_project_is_answered() -> None:
    for question in (QUICK, HASHED):
        assert fastpath.answer(question) == "everything is up to date\n"


@pytest.mark.usefixtures("built")
def test_ci_and_other_questions_are_not_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for question in (["check", "--diff"], ["build"], ["check", "--config", "x"], []):
        assert fastpath.answer(question) is None
    monkeypatch.setenv("CI", "")
    assert fastpath.answer(QUICK) is None


def test_notes_hold_only_in_the_file_they_were_written_to(built: Path) -> None:
    notes = built / fastpath.NOTES
    copied = notes.read_bytes()
    (built / "other").write_bytes(copied)
    os.replace(built / "other", notes)
    assert fastpath.answer(QUICK) is None


def test_damaged_notes_are_passed_over(built: Path) -> None:
    notes = built / fastpath.NOTES
    whole = notes.read_bytes()
    dice = random.Random(7)  # noqa: S311  # a fixed seed
    for _ in range(200):
        at = dice.randrange(len(whole))
        other = bytes([whole[at] ^ dice.randrange(1, 256)])
        damaged = whole[:at] + other + whole[at + 1 :]
        notes.write_bytes(dice.choice((damaged, whole[:at])))
        assert fastpath.answer(QUICK) is None
    notes.write_bytes(whole)
    assert fastpath.answer(QUICK) is not None


@pytest.mark.usefixtures("built")
def test_a_touched_file_is_trusted_again_after_one_look() -> None:
    path = sorted(Path("generated").rglob("*.md"))[0]
    os.utime(path)
    assert fastpath.load("").files[str(path)][0] != fastpath.stamp(str(path))
    settle()
    assert fastpath.load("").files[str(path)][0] == fastpath.stamp(str(path))


@pytest.mark.usefixtures("built")
def test_another_installation_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = fastpath.load("")
    assert any(path.endswith(".md.jinja") for path in notes.tool)
    assert any(path.endswith("pipeline.py") for path in notes.tool)
    monkeypatch.setattr("sys.version", "4.0")
    assert fastpath.answer(QUICK) is None


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("top", ["specs", "generated"])
def test_an_edit_during_the_check_is_not_taken_for_checked(top: str) -> None:
    project = open_project(None)
    planned = plan_project(project)
    path = next(one for one in sorted(Path(top).rglob("*")) if one.is_file())
    path.write_bytes(path.read_bytes()[:-2] + b"#\n")
    cache.remember(project, planned)
    for question in (QUICK, HASHED):
        assert fastpath.answer(question) is None


Change = Callable[[Path, random.Random], None]


def edit(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1
    path.write_bytes(data)


def edit_and_forge_times(path: Path, dice: random.Random) -> None:
    before = path.stat()
    edit(path, dice)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_and_forge_times(path: Path, dice: random.Random) -> None:
    before = path.stat()
    other = path.with_name("replacement")
    shutil.copy(path, other)
    edit(other, dice)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(other, path)


def delete(path: Path, _: random.Random) -> None:
    path.unlink()


def rename(path: Path, _: random.Random) -> None:
    path.rename(path.with_name(f"renamed-{path.name}"))


def add_beside(path: Path, dice: random.Random) -> None:
    name = dice.choice(("new.md", "new.contract.yaml", "new.md.jinja", "x_contract.py"))
    (path.parent / name).write_text(CONTRACT)


def add_below(path: Path, _: random.Random) -> None:
    folder = path.parent / "below" / "it"
    folder.mkdir(parents=True)
    (folder / "new.contract.yaml").write_text(CONTRACT)


def link(path: Path, _: random.Random) -> None:
    moved = Path("elsewhere")
    path.rename(moved)
    path.symlink_to(moved.resolve())


def make_folder_of(path: Path, _: random.Random) -> None:
    path.unlink()
    path.mkdir()


def chmod(path: Path, _: random.Random) -> None:
    path.chmod(0o600)


def touch(path: Path, _: random.Random) -> None:
    os.utime(path)


def end_lines_otherwise(path: Path, _: random.Random) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def configure(_: Path, dice: random.Random) -> None:
    said = dice.choice(('output = "other"', '[openapi]\ntitle = "X"', "[nonsense]"))
    with Path("contractgen.toml").open("a") as file:
        file.write(f"\n{said}\n")


def configure_twice(_: Path, __: random.Random) -> None:
    Path("pyproject.toml").write_text("[tool.contractgen]\n")


CHANGES: tuple[Change, ...] = (
    edit,
    edit_and_forge_times,
    replace_and_forge_times,
    delete,
    rename,
    add_beside,
    add_below,
    link,
    make_folder_of,
    chmod,
    touch,
    end_lines_otherwise,
    configure,
    configure_twice,
)


@pytest.mark.timeout(300)
def test_random_changes_are_never_called_clean(
    built: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(20)  # noqa: S311  # as above
    pristine = tmp_path_factory.mktemp("pristine")
    shutil.copytree(built, pristine, dirs_exist_ok=True)
    answered = 0
    for number in range(200):
        restore(pristine, built)
        change = CHANGES[number % len(CHANGES)]
        files = sorted(
            one
            for top in ("specs", "generated", "own", "contractgen.toml")
            for one in (Path(top), *Path(top).rglob("*"))
            if one.is_file()
        )
        path = dice.choice(files)
        change(path, dice)
        if any(fastpath.answer(question) for question in (QUICK, HASHED)):
            answered += 1
            assert really_clean(), f"{change.__name__} of {path}"
    assert answered > 15  # touched and re-moded files, at the least


def restore(pristine: Path, project: Path) -> None:
    for entry in project.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    shutil.copytree(pristine, project, dirs_exist_ok=True)
    assert really_clean()
    settle()


def test_notes_are_not_kept_through_a_link(built: Path) -> None:
    shutil.rmtree(built / fastpath.FOLDER)
    elsewhere = built.parent / f"{built.name}-elsewhere"
    elsewhere.mkdir()
    mine = [elsewhere / name for name in ("build.gradle", "check.1", "check.py")]
    for path in mine:
        path.write_text("mine")
    (built / fastpath.FOLDER).symlink_to(elsewhere)
    assert build.run(build.Asked()) == 0
    assert really_clean()
    assert sorted(elsewhere.iterdir()) == mine
    assert fastpath.answer(QUICK) is None


def test_drafts_of_the_killed_go_and_nothing_else(built: Path) -> None:
    folder = built / fastpath.FOLDER
    mine = {"build.old", "check.bak", "check.1x"}
    (folder / "build.old").mkdir()
    for name in ("check.bak", "check.1x", "check.123", "build.45"):
        (folder / name).write_text("draft")
    assert really_clean()
    assert {path.name for path in folder.iterdir()} == {
        *(".gitignore", "build", "check"),
        *mine,
    }
