"""What a build may touch, what it leaves alone, and how `check` calls it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contractgen.output import DISK_CODES, Artifact, Scope, apply, plan, read_present
from contractgen.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.output.conftest import FaultyOs, Tree

FILES = {
    "docs/index.md": "# jobs\n",
    "docs/jobs/cancel.md": "# cancel\n",
    "python/contracts/models.py": "x = 1\n",
}
CHANGED = FILES | {"docs/index.md": "# all jobs\n"}
FEWER = {"docs/index.md": "# jobs\n", "python/contracts/models.py": "x = 1\n"}
CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n"


def codes(tree: "Tree", files: dict[str, str]) -> list[str]:
    return [one.code for one in tree.plan(files).drift]


def test_a_first_build_writes_all_and_a_second_nothing(tree: "Tree") -> None:
    outcome = tree.build(FILES)
    assert set(outcome.written) == {*FILES, ".contractgen.json"}
    before = {path: (tree.root / path).stat() for path in FILES}
    again = tree.build(FILES)
    assert again.written == again.deleted == ()
    for path, status in before.items():
        assert (tree.root / path).stat() == status


def test_modes_do_not_depend_on_the_umask(tree: "Tree") -> None:
    os.umask(0o077)
    tree.build(FILES)
    for path in FILES:
        assert (tree.root / path).stat().st_mode & 0o777 == 0o644
    assert (tree.root / "docs/jobs").stat().st_mode & 0o777 == 0o755


def test_nothing_stays_beside_the_files(tree: "Tree") -> None:
    tree.build(FILES)
    tree.build(CHANGED)
    found = {path for path, what in tree.snapshot().items() if what != "folder"}
    assert found == {*FILES, ".contractgen.json"}


def test_only_what_changed_is_written(tree: "Tree") -> None:
    tree.build(FILES)
    assert set(tree.build(CHANGED).written) == {"docs/index.md", ".contractgen.json"}


def test_a_stale_file_goes_with_the_folder_it_empties(tree: "Tree") -> None:
    tree.build(FILES)
    assert ("stale", "docs/jobs/cancel.md") in tree.drift(FEWER)
    assert tree.build(FEWER).deleted == ("docs/jobs/cancel.md",)
    assert not (tree.root / "docs/jobs").exists()
    assert tree.drift(FEWER) == []


def test_a_folder_with_other_files_stays(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/jobs/notes.txt", "mine")
    tree.build(FEWER)
    assert tree.read("docs/jobs/notes.txt") == "mine"


def test_the_four_kinds_of_drift_are_named_apart(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/extra.md", "?")
    (tree.root / "docs/index.md").unlink()
    later = {"docs/index.md": "# jobs\n", "python/contracts/models.py": "x = 2\n"}
    assert tree.drift(later) == [
        ("modified", ".contractgen.json"),
        ("modified", "python/contracts/models.py"),
        ("missing", "docs/index.md"),
        ("stale", "docs/jobs/cancel.md"),
        ("unexpected", "docs/extra.md"),
    ]
    assert codes(tree, later) == ["CG401", "CG401", "CG402", "CG403", "CG404"]


def test_a_finding_names_file_contract_line_and_command(tree: "Tree") -> None:
    source = Source("specs/jobs.contract.yaml", "contractgen: 1\npackage: jobs\n")
    span = Span(source, 15, 22)
    present = read_present(tree.root, tree.scope)
    artifact = Artifact("docs/a.md", b"", "markdown", "jobs.cancel in specs", span)
    found = plan([artifact], present).drift[1]
    assert found.message == "generated/docs/a.md is missing (from jobs.cancel in specs)"
    assert str(found.span) == "specs/jobs.contract.yaml:2:1"
    assert found.help
    assert "contractgen build" in found.help


def test_a_hand_edit_stops_the_build_and_force_does_not_care(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/index.md", "# jobs, edited\n")
    (found,) = tree.refused(CHANGED)
    assert found.code == "CG405"
    assert "generated/docs/index.md" in found.message
    assert [one.code for one in tree.refused(FILES)] == ["CG405"]
    tree.build(CHANGED, force=True)
    assert tree.read("docs/index.md") == "# all jobs\n"


def test_a_hand_edit_that_says_what_is_planned_is_no_edit(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/index.md", CHANGED["docs/index.md"])
    assert tree.build(CHANGED).written == (".contractgen.json",)


def test_a_stale_file_with_edits_is_kept_without_force(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/jobs/cancel.md", "mine now\n")
    assert [one.code for one in tree.refused(FEWER)] == ["CG405"]
    assert tree.build(FEWER, force=True).deleted == ("docs/jobs/cancel.md",)


def test_a_foreign_file_is_never_lost(tree: "Tree") -> None:
    tree.write("docs/index.md", "written by a person\n")
    tree.write("docs/other.md", "also\n")
    found = tree.refused(FILES)
    assert [(one.code, one.is_error) for one in found] == [
        ("CG404", False),
        ("CG406", True),
    ]
    tree.build(FILES, force=True)
    assert tree.read("docs/other.md") == "also\n"


def test_a_foreign_file_equal_to_the_planned_one_is_adopted(tree: "Tree") -> None:
    for path, text in FILES.items():
        tree.write(path, text)
    assert tree.build(FILES).written == (".contractgen.json",)


def test_crlf_checkout_is_no_drift(tree: "Tree") -> None:
    tree.build(FILES)
    for path in (*FILES, ".contractgen.json"):
        content = (tree.root / path).read_bytes()
        tree.write(path, content.replace(b"\n", b"\r\n"))
    assert tree.drift(FILES) == []
    assert tree.build(FILES).written == ()
    tree.build(CHANGED)
    assert (tree.root / "docs/index.md").read_bytes() == b"# all jobs\n"


def test_what_tools_leave_behind_is_not_unexpected(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("python/contracts/__pycache__/models.cpython-311.pyc", "x")
    tree.write("python/contracts/old.pyc", "x")
    tree.write("docs/.DS_Store", "x")
    assert tree.drift(FILES) == []


def test_other_folders_of_the_root_are_nobodys_business(tree: "Tree") -> None:
    tree.write("app/main.py", "print()\n")
    (tree.root / "app/secret").mkdir(mode=0o000)
    tree.build(FILES)
    assert tree.drift(FILES) == []


def test_a_root_owned_whole(tree: "Tree") -> None:
    tree.owned = frozenset({""})
    tree.build(FILES)
    assert tree.drift(FILES) == []
    tree.write("more.txt", "x")
    assert tree.drift(FILES) == [("unexpected", "more.txt")]


def test_conflict_markers_in_a_generated_file(tree: "Tree") -> None:
    tree.build(FILES)
    tree.write("docs/index.md", "# jobs\n" + CONFLICT.format("a", "b"))
    assert codes(tree, FILES) == ["CG410"]
    tree.build(FILES)
    assert tree.read("docs/index.md") == "# jobs\n"


def test_conflict_markers_do_not_make_a_foreign_file_ours(tree: "Tree") -> None:
    tree.write("docs/index.md", CONFLICT.format("a", "b"))
    assert [one.code for one in tree.refused(FILES)] == ["CG406"]


def test_only_leaves_other_emitters_alone(tree: "Tree") -> None:
    tree.build(FILES)
    tree.owned = frozenset({"docs"})
    docs = {"docs/index.md": "# all jobs\n"}
    outcome = tree.build(docs, only={"markdown"})
    assert outcome.deleted == ("docs/jobs/cancel.md",)
    assert tree.read("python/contracts/models.py") == "x = 1\n"
    tree.owned = frozenset({"docs", "python/contracts"})
    assert tree.drift(docs | {"python/contracts/models.py": "x = 1\n"}) == []


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("docs/index.md", "outside/file"),  # a file, to a file that exists
        ("docs/index.md", "outside/absent"),  # dangling
        ("docs/index.md", "generated/docs/index.md"),  # a loop
        ("docs", "outside"),  # a folder
        ("python", "outside"),  # the parent of an owned folder
        (".contractgen.json", "outside/file"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_links_are_never_written_through(
    tree: "Tree", link: str, target: str, force: bool
) -> None:
    outside = tree.root.parent / "outside"
    outside.mkdir()
    (outside / "file").write_text("precious")
    path = tree.root / link
    path.parent.mkdir(parents=True)
    path.symlink_to(tree.root.parent / target)
    found = [one for one in tree.refused(FILES, force=force) if one.is_error]
    assert {one.code for one in found} == {"CG407"}
    assert "symbolic link" in found[0].message
    assert [one.name for one in outside.iterdir()] == ["file"]
    assert (outside / "file").read_text() == "precious"


def test_a_link_that_appears_while_building(
    tree: "Tree", faulty: "Callable[[Callable[[int, str], None]], FaultyOs]"
) -> None:
    tree.build(FILES)
    outside = tree.root.parent / "outside"
    (outside / "jobs").mkdir(parents=True)
    (outside / "index.md").write_text("# jobs\n")

    def swap(_calls: int, name: str) -> None:
        if name == "fsync" and not (tree.root / "docs").is_symlink():
            (tree.root / "docs").rename(tree.root / "moved")
            (tree.root / "docs").symlink_to(outside)

    faulty(swap)
    outcome = tree.apply(CHANGED)
    assert isinstance(outcome, list)
    assert (outside / "index.md").read_text() == "# jobs\n"


def test_an_edit_that_appears_while_building_is_kept(
    tree: "Tree", faulty: "Callable[[Callable[[int, str], None]], FaultyOs]"
) -> None:
    tree.build(FILES)

    def edit(_calls: int, name: str) -> None:
        if name == "fsync":
            tree.write("docs/index.md", "my edit\n")

    faulty(edit)
    outcome = tree.apply(CHANGED)
    assert isinstance(outcome, list)
    assert outcome[0].code == "CG424"
    assert tree.read("docs/index.md") == "my edit\n"


def test_an_edit_between_look_and_write_is_seen(tree: "Tree") -> None:
    tree.build(FILES)
    stale = tree.plan(CHANGED)
    tree.write("docs/index.md", "my edit\n")
    outcome = apply(stale, tree.root)
    assert isinstance(outcome, list)
    assert [one.code for one in outcome] == ["CG405"]


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_or_pipe_in_the_way(tree: "Tree", force: bool) -> None:
    tree.write("docs/index.md/file", "x")
    (tree.root / "python/contracts").mkdir(parents=True)
    os.mkfifo(tree.root / "python/contracts/models.py")
    found = tree.refused(FILES, force=force)
    assert sum(one.code == "CG407" for one in found) == 2


@pytest.mark.parametrize("kind", ["link", "dangling", "file"])
def test_a_root_that_is_no_folder(tree: "Tree", kind: str) -> None:
    target = tree.root.parent / "elsewhere"
    if kind == "file":
        tree.root.write_text("x")
    else:
        tree.root.symlink_to(target)
        if kind == "link":
            target.mkdir()
    found = tree.refused(FILES)
    assert [one.code for one in found] == ["CG421"]
    assert list(target.iterdir() if kind == "link" else []) == []
    assert codes(tree, FILES) == ["CG421"]


@pytest.mark.parametrize("path", ["docs/index.md", "docs", "."])
def test_what_is_marked_read_only_is_not_replaced(tree: "Tree", path: str) -> None:
    tree.build(FILES)
    full = tree.root / path
    before = full.stat().st_mode
    full.chmod(before & ~0o222)
    (found,) = tree.refused(CHANGED)
    full.chmod(before)
    assert found.code == "CG420"
    assert found.message.startswith(("generated: ", f"generated/{path}: "))


@pytest.fixture
def nobody(tree: "Tree") -> Iterator[None]:
    """Go on without the rights of root, in a folder where that is possible."""
    if os.geteuid():
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)  # noqa: S103 - so that nobody may write here
        tree.root = Path(folder, "generated")
        os.seteuid(65534)
        yield
        os.seteuid(0)


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o555, 0o222])
@pytest.mark.parametrize("path", ["docs", "docs/index.md", "."])
def test_a_disk_that_says_no(tree: "Tree", path: str, mode: int) -> None:
    tree.build(FILES)
    before = tree.snapshot()
    full = tree.root / path
    usual = full.stat().st_mode
    full.chmod(mode)
    found = tree.plan(CHANGED).diagnostics
    outcome = found or tree.apply(CHANGED)
    full.chmod(usual)
    assert tree.snapshot() == before
    assert isinstance(outcome, (tuple, list))
    assert {one.code for one in outcome} <= DISK_CODES
    assert "generated" in outcome[0].message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can own what we may not write")
def test_a_tree_of_another_owner(tree: "Tree", nobody: None) -> None:
    del nobody
    os.seteuid(0)
    tree.build(FILES)
    os.seteuid(65534)
    (found,) = tree.refused(CHANGED)
    assert (found.code, "permission denied" in found.message) == ("CG420", True)


def test_unreadable_things_are_named(
    tree: "Tree", monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.build(FILES)
    real = os.listdir

    def listdir(path: str) -> list[str]:
        if str(path).endswith("docs"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    found = tree.plan(CHANGED).diagnostics
    assert [one.message for one in found] == ["generated/docs: permission denied"]


def test_two_artifacts_of_one_name_but_for_case(tree: "Tree") -> None:
    (found,) = tree.refused({"docs/Index.md": "a", "docs/index.md": "b"})
    assert found.code == "CG409"


def test_an_artifact_outside_what_was_looked_at_is_our_bug(tree: "Tree") -> None:
    with pytest.raises(ValueError, match="in no owned folder"):
        tree.plan({"elsewhere/file.txt": "x"})
    present = read_present(tree.root, Scope(planned=frozenset({"elsewhere/file.txt"})))
    assert plan([Artifact("elsewhere/file.txt", b"", "x", "")], present).changes


@pytest.mark.parametrize(
    "path",
    [
        *("", "/etc/passwd", "../x", "a/../b", "a//b", "a/.", "a\\b", "c:x", "a\nb"),
        *("a\0b", ".git/hooks/x", "a/.GIT/config"),
    ],
)
def test_an_artifact_cannot_leave_the_root(path: str) -> None:
    with pytest.raises(ValueError, match="artifact path"):
        Artifact(path, b"", "x", "")


def test_every_one_byte_change_is_found(tree: "Tree") -> None:
    tree.build(FILES)
    for path in (*FILES, ".contractgen.json"):
        content = (tree.root / path).read_bytes()
        for at in range(0, len(content), 1 if len(content) < 40 else 11):
            for new in (b"", b"#", content[at : at + 1] + b"x"):
                edited = content[:at] + new + content[at + 1 :]
                tree.write(path, edited)
                found = tree.plan(FILES).drift
                if edited != content and b'"contractgen": "0' in edited:
                    assert any(path in one.message for one in found), (path, edited)
        tree.write(path, content)
    assert tree.drift(FILES) == []


def test_a_disk_of_64_kib(tree: "Tree", tmp_path: Path) -> None:
    disk = tmp_path / "small"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size=64k none {disk} 2>/dev/null"):  # noqa: S605
        pytest.skip("cannot mount a small disk here")
    try:
        tree.root = disk
        tree.build(FILES)
        big = FILES | {f"docs/{name}.md": "x" * 9000 for name in range(20)}
        (found,) = tree.refused(big)
        assert (found.code, "no space left" in found.message) == ("CG420", True)
    finally:
        os.system(f"umount {disk}")  # noqa: S605
