"""The pure parts of the writer, value by value: manifest, journal, plan and tree."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from contractgen.output import Artifact, Scope, apply, plan, read_present, recover
from contractgen.output import present as tree_module
from contractgen.output.disk import Disk
from contractgen.output.journal import STAGE, Step, commit, is_pending, is_whole, settle
from contractgen.output.manifest import (
    MANIFEST,
    Entry,
    Manifest,
    has_conflict,
    parse,
    render,
)
from contractgen.output.present import Found, Present, Thing, look, read_bytes

if TYPE_CHECKING:
    from tests.unit.output.conftest import Tree

A, B = "a" * 64, "0" * 64
ROW: dict[str, Any] = {"sha256": A, "emitter": "docs", "source": "x"}
WHOLE: dict[str, Any] = {
    "manifest": 1,
    "contractgen": "1.2.3",
    "files": {"a/b": ROW},
    "names": {"k": {"v": 1}},
}


def parsed(**changed: Any) -> Manifest:
    document = {key: one for key, one in (WHOLE | changed).items() if one is not ...}
    return parse(json.dumps(document).encode())


def test_a_manifest_is_read() -> None:
    assert parsed() == Manifest(
        parsed().data,
        "1.2.3",
        {"a/b": Entry(frozenset({A}), "docs", "x")},
        {"k": {"v": 1}},
    )
    assert parsed().data == json.dumps(WHOLE).encode()
    crlf = json.dumps(WHOLE, indent=1).replace("\n", "\r\n").encode()
    assert parse(crlf).data == crlf.replace(b"\r\n", b"\n")
    assert parse(crlf).files == parsed().files


NO_MANIFEST: dict[str, tuple[Any, ...]] = {
    "manifest": (0, -1, "1", 1.0, ..., True, None, [1]),
    "contractgen": (1, "", "1.2", ..., "x1.2.3", "1.2.3 x"),
    "files": ([], None, "", ...),
    "names": ([], None, "", ...),
}
NEWER: tuple[dict[str, Any], ...] = ({"manifest": 2}, {"manifest": 2, "files": ...})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        *(
            ({key: value}, "is not a manifest")
            for key, values in NO_MANIFEST.items()
            for value in values
        ),
        *((changed, "was written by a newer contractgen") for changed in NEWER),
    ],
)
def test_what_is_no_manifest(changed: dict[str, Any], words: str) -> None:
    found = parsed(**changed)
    assert (found.problems, found.files, found.names) == ((words,), {}, {})
    assert found.data
    assert found.version == ""


@pytest.mark.parametrize("version", ["0.1.0", "10.20.30rc1", "1.2.3.dev4+local-x"])
def test_versions(version: str) -> None:
    assert parsed(contractgen=version).version == version
    assert parsed(contractgen=version).problems == ()


NO_ROWS: tuple[Any, ...] = (
    *(None, [], "x", {}, 1),
    *({**ROW, "sha256": one} for one in ("", 1, A + "a", "A" * 64, A[1:], None)),
    *({**ROW, key: 1} for key in ("emitter", "source")),
)


@pytest.mark.parametrize(
    ("path", "row", "reason"),
    [
        *(("a", row, "has no digest") for row in NO_ROWS),
        ("../a", ROW, "leaves its folder"),
        ("/a", ROW, "is not relative to the output folder"),
        ("a\n", ROW, "has characters that not every file system takes"),
        (".git/a", ROW, "lies in a git folder"),
    ],
)
def test_entries_that_are_not_believed(path: str, row: Any, reason: str) -> None:
    found = parsed(files={"good": ROW, path: row, "fine": ROW})
    assert found.problems == (f"has the entry {path!r}, which {reason}",)
    assert list(found.files) == ["good", "fine"]
    assert found.version == "1.2.3"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff", "is not UTF-8"), (b"{", "is not JSON"), (b"[" * 99_999, "is not JSON")],
)
def test_what_is_no_json(data: bytes, words: str) -> None:
    assert parse(data) == Manifest(data, problems=(words,))


def test_a_manifest_is_written_sorted() -> None:
    files = {
        "b": Entry(frozenset({B, A}), "é", "y"),
        "a": Entry(frozenset({A}), "d", "x"),
    }
    text = render(files, {"n": 1, "m": []}, "1.0.0")
    assert text.decode().splitlines() == [
        "{",
        '  "manifest": 1,',
        '  "contractgen": "1.0.0",',
        '  "files": {',
        f'    "a": {{"sha256": "{A}", "emitter": "d", "source": "x"}},',
        f'    "b": {{"sha256": "{B}", "emitter": "é", "source": "y"}}',
        "  },",
        '  "names": {',
        '    "m": [],',
        '    "n": 1',
        "  }",
        "}",
    ]
    assert text.endswith(b"}\n")
    empty = render({}, {}, "1.0.0")
    assert b'  "files": {},\n  "names": {}\n}\n' in empty
    assert parse(empty).problems == ()


OURS = f'  "a": {json.dumps(ROW)},'
THEIRS = OURS.replace(A, B).replace("docs", "other").replace('"x"', '"theirs"')


@pytest.mark.parametrize(
    ("lines", "files"),
    [
        ([OURS, "=======", THEIRS], {"a": {A, B}}),
        ([OURS, "=======", OURS.replace('"a"', '"b"', 1)], {"a": {A}, "b": {A}}),
        (
            [OURS[:-1], "=======", "nonsense", '"c": 1', '"../d": ' + OURS[7:]],
            {"a": {A}},
        ),
    ],
)
def test_both_sides_of_a_conflict(lines: list[str], files: dict[str, set[str]]) -> None:
    text = "\n".join(["{", "<<<<<<< HEAD", *lines, ">>>>>>> x", "}"])
    found = parse(text.encode())
    assert found.conflicted
    assert {path: set(one.digests) for path, one in found.files.items()} == files
    assert (found.files["a"].emitter, found.files["a"].origin) == ("docs", "x")
    assert (found.data, found.problems, found.version) == (text.encode(), (), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b", True),
        (b"x\n<<<<<<< a\r\n=======\r\n>>>>>>> b\n", True),
        (b" <<<<<<< a\n=======\n>>>>>>> b", False),
        (b"<<<<<<< a\n========\n>>>>>>> b", False),
        (b"<<<<<<< a\n=======\n", False),
        (b">>>>>>> a\n=======\n<<<<<<< b", False),
        (b"", False),
    ],
)
def test_conflict_markers(text: bytes, expected: bool) -> None:
    assert has_conflict(text) is expected


# The journal.


@pytest.fixture
def disk(tree: "Tree") -> Disk:
    tree.root.mkdir()
    return Disk(tree.root, os.open(tree.root, os.O_RDONLY))


STEP = ["a", A, None]


@pytest.mark.parametrize(
    "document",
    [
        *({"journal": one, "folders": [], "steps": []} for one in (0, 2, None, "1")),
        *({"journal": 1, "folders": one, "steps": []} for one in (1, None, [1])),
        *({"journal": 1, "folders": [one], "steps": []} for one in ("..", "/a", "")),
        *({"journal": 1, "folders": [], "steps": [one]} for one in ([], STEP[:2], 1)),
        {"journal": 1, "folders": [], "steps": [[*STEP, None]]},
        {"journal": 1, "folders": [], "steps": [[1, A, None]]},
        {"journal": 1, "folders": [], "steps": [["a", A[1:], None]]},
        {"journal": 1, "folders": [], "steps": [["a", A, A + "a"]]},
        {"journal": 1, "folders": [], "steps": [["a", 1, None]]},
        {"journal": 1, "folders": [], "steps": [["a", None, []]]},
        {"journal": 1, "folders": [], "steps": [["../a", None, None]]},
        *({"journal": 1, "folders": []}, {"journal": 1, "steps": []}, {"steps": []}),
        *([], 1, None, "x", {}),
    ],
)
def test_a_journal_that_is_none(tree: "Tree", document: Any) -> None:
    tree.write(f"{STAGE}/journal", json.dumps(document))
    (found,) = recover(tree.root)
    assert found.code == "CG423"
    assert found.message == f"generated/{STAGE}: cannot be understood"
    assert tree.read(f"{STAGE}/journal") == json.dumps(document)


def test_a_journal_is_read_as_written(disk: Disk, tree: "Tree") -> None:
    tree.write("é/old", "old")
    old = disk.digest("é/old")
    commit(disk, [Step("é/old", old, None), Step("n/é/w", None, A)], {"n/é/w": b"new"})
    assert json.loads(tree.read(f"{STAGE}/journal")) == {
        "journal": 1,
        "folders": ["n", "n/é"],
        "steps": [["é/old", old, None], ["n/é/w", None, A]],
    }
    assert sorted(disk.names(STAGE)) == ["1.new", "journal"]
    assert is_pending(disk)
    assert not is_whole(disk), "the digest is not that of the content"
    assert settle(disk, forward=True) == []
    assert tree.snapshot() == {
        "n": "folder",
        "n/é": "folder",
        "n/é/w": (b"new", "0o644"),
    }
    assert not is_pending(disk)
    assert is_whole(disk)


@pytest.mark.parametrize("forward", [True, False])
def test_what_stands_in_the_way_of_a_journal_is_kept(
    disk: Disk, tree: "Tree", forward: bool
) -> None:
    files = {name: tree.write(f"d/{name}", name) for name in ("gone", "old", "same")}
    digests = {name: disk.digest(f"d/{name}") for name in files}
    steps = [
        Step("d/gone", digests["gone"], None),
        Step("d/old", digests["old"], A),
        Step("d/new", None, A),
        Step("d/same", digests["same"], B),
    ]
    commit(disk, steps, {f"d/{name}": b"new" for name in ("old", "new", "same")})
    for name in ("gone", "old", "new"):
        tree.write(f"d/{name}", "edited")
    left = settle(disk, forward=forward)
    assert left == (["d/gone", "d/old", "d/new"] if forward else [])
    assert {name: tree.read(f"d/{name}") for name in os.listdir(tree.root / "d")} == {
        **dict.fromkeys(("gone", "old", "new"), "edited"),
        "same": "new" if forward else "same",
    }
    assert not is_pending(disk)


def test_others_files_in_the_stage_folder_stay(disk: Disk, tree: "Tree") -> None:
    for name in ("0.new", "12.old", "draft", "undo.txt", "x.new", "1.new.bak", "1.tmp"):
        tree.write(f"{STAGE}/{name}", "x")
    assert settle(disk, forward=True) == []
    assert disk.names(STAGE) == ["1.new.bak", "1.tmp", "undo.txt", "x.new"]


# The tree.


@pytest.mark.parametrize(
    ("path", "is_unexpected"),
    [
        *(("docs/x.md", True), ("docs/.git", True), (f"docs/{MANIFEST}", True)),
        *((f"docs/{STAGE}", True), ("docs/.gitignore", True), ("docs/x.pyc.txt", True)),
        *(("docs/__pycache__/x", False), ("docs/a/.DS_Store", False)),
        *(("docs/.gitattributes", False), ("docs/a/x.pyc", False)),
        *(
            ("docs/__PYCACHE__", True),
            ("python/x", False),
            ("python/contracts/x", True),
        ),
        *(("x", False), (".git/x", False), ("docs/sub/__pycache__", False)),
    ],
)
def test_what_is_unexpected(tree: "Tree", path: str, is_unexpected: bool) -> None:
    tree.write(path, "x")
    found = [one for one in tree.drift({}) if one[0] == "unexpected"]
    assert found == ([("unexpected", path)] if is_unexpected else [])


def test_a_root_that_is_owned_whole(tree: "Tree") -> None:
    tree.owned = frozenset({""})
    for path in (".git/x", f"{MANIFEST}.bak", "__pycache__/x", "a/.git/x", "y.pyc"):
        tree.write(path, "x")
    found = [path for kind, path in tree.drift({}) if kind == "unexpected"]
    assert found == [f"{MANIFEST}.bak", "a/.git/x"]


def test_what_stands_at_a_path(tmp_path: Path) -> None:
    for path in ("a/f", "a/b/f"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n")
    (tmp_path / "a/link").symlink_to("f")
    os.mkfifo(tmp_path / "a/pipe")
    planned = frozenset({"a/f/x", "no/way", "a/link", "a/b"})
    found = look(tmp_path, Scope(frozenset({"a/b", "none"}), planned), {})
    things = {path: one.thing for path, one in found.things.items()}
    assert things == {
        "a": Thing.FOLDER,
        "a/b": Thing.FOLDER,
        "a/f": Thing.FILE,
        "a/link": Thing.LINK,
        "a/b/f": Thing.FILE,
    }
    file = found.things["a/f"]
    assert file.conflicted
    status = (tmp_path / "a/f").stat()
    assert file.stamp == (
        *(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino),
    )
    assert [found.obstacle(path) for path in ("a/f/x", "a/link/x", "a/b", "a/f")] == [
        *("a/f", "a/link", "a/b", None),
    ]
    assert found.obstacle("no/way") is None
    assert [found.looked_at(path) for path in ("a/b/x", "no/way", "a/x")] == [
        *(True, True, False),
    ]
    piped = look(tmp_path, Scope(frozenset({"a"})), {})
    assert piped.things["a/pipe"] == Found(Thing.OTHER)
    assert look(tmp_path, Scope(frozenset({"a/f", "a/link"})), {}).things.keys() == {
        *("a", "a/f", "a/link"),
    }


def test_large_files_are_read_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n"
    (tmp_path / "f").write_bytes(content)
    scope = Scope(planned=frozenset({"f"}))
    whole = look(tmp_path, scope, {}).things["f"]
    for most, is_whole_ in ((len(content), True), (len(content) - 1, False)):
        monkeypatch.setattr(tree_module, "_LARGEST_WHOLE", most)
        found = look(tmp_path, scope, {}).things["f"]
        assert (found.digest, found.stamp) == (whole.digest, whole.stamp)
        assert found.conflicted is is_whole_


def test_a_known_file_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"x")
    scope = Scope(planned=frozenset({"f"}))
    found = look(tmp_path, scope, {}).things["f"]
    known = Found(Thing.FILE, "made up", stamp=found.stamp)
    assert look(tmp_path, scope, {"f": known}).things["f"] is known
    assert read_present(tmp_path, scope, {"f": known}).things["f"] is known
    (tmp_path / "f").write_bytes(b"xy")
    assert look(tmp_path, scope, {"f": known}).things["f"].digest != "made up"
    unstamped = Found(Thing.FILE, "made up")
    assert look(tmp_path, scope, {"f": unstamped}).things["f"].digest != "made up"


def test_links_are_not_read_through(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"\0x")
    (tmp_path / "link").symlink_to("f")
    assert read_bytes(str(tmp_path / "f")) == b"\0x"
    with pytest.raises(OSError, match="symbolic"):
        read_bytes(str(tmp_path / "link"))


# The plan.


def test_only_what_ran_is_forgotten(tree: "Tree") -> None:
    files = {"docs/a.md": "a\n", "events/a.json": "{}\n"}
    tree.build(files)
    found = tree.plan({}, only=["events"])
    assert found.deletes == ("events/a.json",)
    assert json.loads(found.writes[MANIFEST])["files"].keys() == {"docs/a.md"}
    assert tree.plan({}, only=[]).is_clean
    assert tree.plan({}).deletes == ("docs/a.md", "events/a.json")


def test_a_plan_of_the_same_tree_is_the_same_plan(tree: "Tree") -> None:
    found = tree.plan({"docs/a.md": "a\n"})
    assert found.again(found.present) is found
    assert found.again(read_present(tree.root, tree.scope)) is found
    tree.write("docs/b.md", "b\n")
    other = found.again(read_present(tree.root, tree.scope))
    assert [one.path for one in other.changes] == [
        *(MANIFEST, "docs/a.md", "docs/b.md"),
    ]
    assert other.request is found.request


def test_changes_are_sorted_by_kind_and_path(tree: "Tree") -> None:
    tree.build({"docs/s.md": "s\n", "docs/r.md": "r\n"})
    tree.write("docs/z.md", "z\n")
    tree.write("docs/y.md", "y\n")
    found = tree.plan({"docs/c.md": "c\n", "docs/b.md": "b\n"})
    assert [(one.kind.value[0], one.path) for one in found.changes] == [
        ("m", MANIFEST),
        *(("m", "docs/b.md"), ("m", "docs/c.md")),
        *(("s", "docs/r.md"), ("s", "docs/s.md")),
        *(("u", "docs/y.md"), ("u", "docs/z.md")),
    ]
    assert list(found.writes) == ["docs/b.md", "docs/c.md", MANIFEST]
    assert found.deletes == ("docs/r.md", "docs/s.md")
    done = apply(found, tree.root)
    assert not isinstance(done, list)
    assert done.written == ("docs/b.md", "docs/c.md", MANIFEST)
    assert done.deleted == found.deletes


def test_an_artifact_nobody_looked_for_is_a_bug() -> None:
    artifact = Artifact("x/a", b"", "docs", "o")
    words = "^x/a is in no owned folder and was not looked for$"
    with pytest.raises(ValueError, match=words):
        plan([artifact], Present(Scope(frozenset({"docs"}))))
    assert plan([artifact], Present(Scope(planned=frozenset({"x/a"})))).writes
    known = Manifest(files={"x/a": Entry(frozenset({A}), "docs", "o")})
    assert plan([artifact], Present(Scope(), known)).writes
