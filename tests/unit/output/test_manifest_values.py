"""A manifest value by value: what is believed, what is said of the rest."""

import json
from typing import Any

import pytest
from contractgen.output.manifest import (
    Entry,
    Manifest,
    has_conflict,
    parse,
    render,
)

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
