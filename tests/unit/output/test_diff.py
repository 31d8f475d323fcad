"""The diff of a plan, and which folders may be an output root."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contractgen.output import CODES, contents, diff, refuse_root

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree


def shown(tree: "Tree", files: dict[str, str]) -> str:
    plan = tree.plan(files)
    return "".join(diff(plan, contents(plan, tree.root)))


def test_a_diff_shows_every_kind_of_change(tree: "Tree") -> None:
    tree.build({"docs/a.md": "one\ntwo\n", "docs/b.md": "gone\n"})
    tree.write("docs/a.md", "one\r\nmine")
    text = shown(tree, {"docs/a.md": "one\ntwo\n", "docs/c.md": "new\n"})
    assert "--- a/generated/docs/a.md\n+++ b/generated/docs/a.md\n" in text
    assert " one\n-mine\n\\ No newline at end of file\n+two\n" in text
    assert "--- a/generated/docs/b.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n" in text
    assert "--- /dev/null\n+++ b/generated/docs/c.md\n@@ -0,0 +1 @@\n+new\n" in text


def test_what_is_not_text_is_not_shown(tree: "Tree") -> None:
    tree.build({"docs/a.md": "one\n"})
    tree.write("docs/a.md", b"\xff\0")
    text = shown(tree, {"docs/a.md": "one\n"})
    assert text == (
        "Binary files a/generated/docs/a.md and b/generated/docs/a.md differ\n"
    )


def test_no_changes_no_diff(tree: "Tree") -> None:
    tree.build({"docs/a.md": "one\n"})
    assert shown(tree, {"docs/a.md": "one\n"}) == ""


@pytest.mark.parametrize("output", ["generated", "a/b", ".", "", "./generated/"])
def test_roots_in_the_project(tmp_path: Path, output: str) -> None:
    assert refuse_root(tmp_path, output, ["specs"]) == ()


@pytest.mark.parametrize(
    "output",
    [
        *("/", "/x", "~", "~/x", "..", "../x", "a/../..", ".git", "C:\\x"),
        *("specs", "./specs/", "link", "link/below"),
    ],
)
def test_roots_that_are_refused(tmp_path: Path, output: str) -> None:
    (tmp_path / "link").symlink_to(tmp_path.parent)
    (found,) = refuse_root(tmp_path, output, ["specs"])
    assert found.code == "CG421"


def test_codes_are_unique_and_explained() -> None:
    assert len({code.id for code in CODES}) == len(CODES)
    assert all(code.id.startswith("CG4") and code.why and code.mend for code in CODES)
