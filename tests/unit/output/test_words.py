"""What is said about an output tree: every kind of finding, word for word."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contractgen.diagnostics import Code, Severity
from contractgen.output import Artifact, Scope, plan
from contractgen.output.drift import (
    BAD_MANIFEST,
    CODES,
    COLLISION,
    STALE,
    Change,
    Kind,
)
from contractgen.output.manifest import Manifest
from contractgen.output.present import Found, Present, Thing, look
from contractgen.output.refusal import CODES as REFUSALS
from contractgen.output.refusal import REFUSED, Refused, below, refusal, words_of
from contractgen.output.root import refuse_root
from contractgen.source import Source, Span

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree

_BUILD = "run `contractgen build`"
_FORCE = "run `contractgen build --force`"
DRIFT = {
    "CG401": ("is out of date", _BUILD),
    "CG402": ("is missing", _BUILD),
    "CG403": ("is no longer generated", f"{_BUILD} to delete it"),
    "CG404": (
        "was not generated, but lies in a folder of generated files",
        "move it elsewhere, or delete it",
    ),
    "CG405": (
        "was edited by hand",
        "move the edit into the contract (`contractgen build --diff` shows it), "
        f"then {_FORCE}",
    ),
    "CG406": (
        "was not generated and is in the way",
        f"move it away, or {_FORCE} to overwrite it",
    ),
    "CG407": ("cannot be written", f"remove what is in the way, then {_BUILD}"),
    "CG408": (
        "cannot be trusted",
        f"restore it from version control, or {_FORCE} to write a new one",
    ),
    "CG410": (
        "holds merge conflict markers",
        f"solve conflicts in the contracts, then {_BUILD}",
    ),
}
REFUSED_HELP = {
    "CG420": "mend this, then run the command again",
    "CG421": 'set `output = "generated"` in the configuration',
    "CG422": "wait for the other build, or end it",
    "CG423": "delete that folder, restore the generated files from version control, "
    f"then {_BUILD}",
    "CG424": f"{_BUILD} again",
}


@pytest.mark.parametrize(
    "code", [one for one in CODES if one is not COLLISION], ids=lambda code: code.id
)
def test_of_drift(code: Code) -> None:
    words, advice = DRIFT[code.id]
    change = Change(Kind.MODIFIED, code, "a/b", "out/a/b")
    found = change.diagnostic()
    assert (found.code, found.message) == (code.id, f"out/a/b {words}")
    assert (found.help, found.file, found.span) == (advice, "out/a/b", None)
    assert found.severity is Severity.ERROR
    assert change.diagnostic(Severity.WARNING).severity is Severity.WARNING
    span = Span(Source("a", "b"), 0, 1)
    full = Change(Kind.STALE, code, "a", "out/a", "x.y", span, "because").diagnostic()
    assert full.message == f"out/a {words}: because (from x.y)"
    assert (full.span, full.file) == (span, "out/a")


@pytest.mark.parametrize("code", REFUSALS, ids=lambda code: code.id)
def test_of_refusals(code: Code) -> None:
    found = refusal(code, "out", "no space left")
    assert (found.code, found.message) == (code.id, "out: no space left")
    assert (found.help, found.span) == (REFUSED_HELP[code.id], None)
    raised = Refused("a/b", "why", code)
    assert str(raised) == "a/b: why"
    assert raised.diagnostic("out") == refusal(code, "out/a/b", "why")
    assert Refused("", "why").diagnostic("out") == refusal(REFUSED, "out", "why")


def test_how_paths_are_called() -> None:
    assert below("out", "a/b") == "out/a/b"
    assert below("", "a") == below(".", "a") == "a"
    assert [below(root, "") for root in ("out", ".", "")] == ["out", ".", ""]


def test_the_words_of_the_system() -> None:
    assert words_of(OSError(28, "No space Left", "/a")) == "no space left"
    assert words_of(OSError()) == "oserror"
    assert words_of(PermissionError("x")) == "permissionerror"


@pytest.mark.parametrize(
    ("output", "words"),
    [
        *((one, "the output folder must lie in the project") for one in ("/", "~/a")),
        *(
            (one, "the output folder must lie in the project")
            for one in ("..", "a//../b")
        ),
        *((one, "contracts are read from it") for one in ("specs", "./specs//", "a/b")),
        *(("link", "link is a symbolic link"), ("link/x", "link is a symbolic link")),
        ("a/link/x/y", "a/link is a symbolic link"),
    ],
)
def test_roots(tmp_path: Path, output: str, words: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "a/link").symlink_to("nowhere")
    (found,) = refuse_root(tmp_path, output, ["specs/", "./a/b"])
    assert (found.code, found.message) == ("CG421", f"{output}: {words}")
    assert refuse_root(tmp_path, "a/~b", ["specs"]) == ()
    assert refuse_root(tmp_path, "specs/a", ["specs"]) == ()


def test_a_root_that_cannot_be_looked_at(tmp_path: Path) -> None:
    scope = Scope(frozenset({"docs"}), shown="out")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    words = {
        "file": "it is a file, not a folder",
        "link": "it is a symbolic link, not a folder",
        "pipe": "it is neither a file nor a folder, not a folder",
        "file/below": "not a directory",
    }
    for path, said in words.items():
        present = look(tmp_path / path, scope, Present(scope))
        assert present.scope is scope
        assert present.refused
        assert (present.refused.code, present.refused.message) == (
            *("CG421", f"out: {said}"),
        )
        assert (present.things, present.manifest) == ({}, Manifest())
    assert look(tmp_path / "absent", scope, {}) == Present(scope)


def test_a_root_that_is_no_folder_is_refused_in_the_same_words(tree: "Tree") -> None:
    tree.root.symlink_to(tree.root.parent)
    (found,) = tree.refused({"docs/a.md": "a\n"})
    assert found.message == "generated: it is a symbolic link, not a folder"
    tree.root.unlink()
    tree.root.write_text("x")
    (found,) = tree.refused({"docs/a.md": "a\n"})
    assert found.message == "generated: not a directory"


SPAN = Span(Source("specs/a", "abc"), 0, 1)
OTHER = Span(Source("specs/b", "abc"), 1, 2)


def test_collisions() -> None:
    one = Artifact("docs/a.md", b"1", "docs", "x.one", SPAN)
    two = Artifact("docs/A.md", b"2", "docs", "x.two", OTHER)
    third = Artifact("docs/A.md", b"3", "docs", "x.third")
    present = Present(Scope(frozenset({"docs"})))
    (found,) = plan([one, two], present).findings
    assert found.message == "docs/A.md (x.two) and docs/a.md (x.one) are one file"
    assert (found.code, found.span, found.help) == (
        "CG409",
        OTHER,
        "rename one of them",
    )
    assert [(label.span, label.text) for label in found.labels] == [
        (SPAN, "the other one")
    ]
    (found,) = plan([third, one], present).findings
    assert (found.message, found.labels) == (
        *("docs/a.md (x.one) and docs/A.md (x.third) are one file", ()),
    )
    assert len(plan([one, two, third], present).findings) == 2
    assert plan([two, third], present).writes == {}
    assert plan([one], present).findings == ()


def test_what_stands_in_the_way_is_said_of_the_manifest_too(tree: "Tree") -> None:
    (tree.root / ".contractgen.json").mkdir(parents=True)
    found = tree.plan({}).changes
    assert [(one.code.id, one.path, one.detail) for one in found] == [
        ("CG407", ".contractgen.json", "generated/.contractgen.json is a folder")
    ]


def test_a_conflicted_manifest_is_called_that(tree: "Tree") -> None:
    tree.write(".contractgen.json", "<<<<<<< a\n=======\n>>>>>>> b\n")
    (change,) = tree.plan({}).changes
    assert (change.kind, change.code.id) == (Kind.MODIFIED, "CG410")


def test_problems_of_a_manifest_are_named_one_by_one() -> None:
    manifest = Manifest(b"x", problems=("is odd", "is old"))
    found = plan([], Present(Scope(shown="out"), manifest)).findings
    assert [one.message for one in found] == [
        f"out/.contractgen.json {DRIFT[BAD_MANIFEST.id][0]}: is {word}"
        for word in ("odd", "old")
    ]
    assert plan([], Present(Scope(), manifest), force=True).findings == ()


def test_what_cannot_be_read_is_named() -> None:
    things = {"docs/a": Found(Thing.UNREADABLE, error="no permission")}
    present = Present(Scope(frozenset({"docs"}), shown="out"), things=things)
    found = plan([], present)
    assert [one.message for one in found.findings] == ["out/docs/a: no permission"]
    assert found.findings[0].code == "CG420"
    assert found.is_blocked


def test_an_unexpected_file_is_a_warning_of_a_build_and_an_error_of_a_check() -> None:
    things = {"docs/a": Found(Thing.FILE, "x"), "docs/b": Found(Thing.LINK)}
    present = Present(Scope(frozenset({"docs"})), things=things)
    found = plan([], present)
    assert [one.severity for one in found.diagnostics] == [Severity.WARNING] * 2
    assert [one.code for one in found.diagnostics] == ["CG404"] * 2
    assert {one.severity for one in found.drift} == {Severity.ERROR}
    assert not found.is_blocked
    assert not found.is_clean


def test_a_stale_file_says_where_it_came_from(tree: "Tree") -> None:
    tree.build({"docs/a.md": "a\n"})
    (change,) = [one for one in tree.plan({}).changes if one.code is STALE]
    said = change.diagnostic().message
    assert said == "generated/docs/a.md is no longer generated (from jobs.cancel)"
