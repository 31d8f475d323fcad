"""Y: files that are no contract, or that YAML readers read in surprising ways."""

from typing import NamedTuple

import pytest

from .judge import PATH, built, compiled, contract, named, quoted, refused

HEAD = "contractgen: 1\n"
GOOD = contract()


class Bad(NamedTuple):
    """A file that is refused; `codes` are all its findings, in order."""

    id: str
    what: str
    file: str | bytes
    codes: tuple[str, ...]


def _bad(id: str, what: str, file: str | bytes, *codes: str) -> Bad:
    return Bad(id, what, file, codes)


_NESTED = "".join(f"{' ' * level}a:\n" for level in range(1_200))
_BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10)
)
_KEYS = ["1", "1.5", "true", "null", "~", "on", "No", "0x1F", ".nan"]

REFUSED = [
    _bad("Y01", "no bytes", b"", "CG104"),
    _bad("Y01", "comments alone", "# a\n# b\n", "CG104"),
    _bad("Y02", "a text at the root", "hello", "CG115"),
    _bad("Y02", "a list at the root", "- a\n", "CG115"),
    _bad("Y03", "two documents", f"{HEAD}---\n{HEAD}", "CG114"),
    *(
        _bad("Y05", name, GOOD.encode(name), "CG102")
        for name in ("utf-16", "utf-16-le", "utf-16-be")
    ),
    _bad(
        "Y05", "UTF-16 BE with a mark", b"\xfe\xff" + GOOD.encode("utf-16-be"), "CG102"
    ),
    _bad("Y05", "Latin-1", f"{HEAD}# é".encode("latin-1"), "CG102"),
    _bad("Y06", "NUL", f"{HEAD}# \0", "CG103"),
    _bad("Y06", "BEL", f"{HEAD}# \a", "CG103"),
    _bad("Y06", "DEL", f"{HEAD}# \x7f", "CG103"),
    _bad("Y07", "next line in a plain text", contract(description="a\x85b"), "CG103"),
    _bad("Y07", "line separator", contract(description="a\u2028b"), "CG103"),
    _bad("Y09", "tab as indentation", f"{HEAD}models:\n\tA: 1\n", "CG112"),
    _bad("Y10", "50 MB", b"#" * 50_000_000, "CG101"),
    _bad("Y11", "a text of 10 MB", HEAD + "a: " + "x" * 10_000_000, "CG101"),
    _bad("Y11", "a text of 300 kB", HEAD + "a: " + "x" * 300_000, "CG107"),
    _bad("Y11", "a key of 900 kB", HEAD + "k" * 900_000 + ": 1\n", "CG107"),
    _bad("Y12", "10,000 brackets", HEAD + "a: " + "[" * 10_000, "CG106"),
    _bad("Y12", "1,200 levels of blocks", _NESTED, "CG106"),
    _bad("Y14", "an alias to itself", HEAD + "v: &a [*a]", "CG116", "CG116"),
    _bad("Y15", "an alias to nothing", HEAD + "v: *zz", "CG116"),
    _bad("Y16", "a merge key", contract(field="<<: { a: ID }"), "CG116"),
    _bad("Y17", "a key twice at the top", HEAD + HEAD, "CG108"),
    _bad("Y17", "a field twice", contract(field="a: ID\n      a: ID"), "CG108"),
    _bad("Y17", "once in quotes", contract(field='a: ID\n      "a": ID'), "CG108"),
    *(
        _bad("Y18", f"the key {key}", contract(field=f"{key}: ID"), "CG109")
        for key in _KEYS
    ),
    _bad("Y18", "a list as key", contract(field="[a]: ID"), "CG109"),
    _bad("Y18", "a mapping as key", contract(field="{a: 1}: ID"), "CG109"),
    *(
        _bad("Y26", tag, contract(description=f"{tag} x"), "CG117")
        for tag in (
            "!!python/object/apply:os.system",
            "!foo",
            "!!binary",
            "!!timestamp",
            "!!str",
        )
    ),
    _bad("Y26", "!!set", contract(tags="!!set {a}"), "CG117"),
    _bad("Y26", "!!omap", contract(tags="!!omap [a: 1]"), "CG117"),
    _bad("Y27", "%YAML 1.1", f"%YAML 1.1\n---\n{HEAD}", "CG113"),
    _bad("Y27", "%YAML 9.9", f"%YAML 9.9\n---\n{HEAD}", "CG113"),
    _bad("Y27", "%TAG", f"%TAG ! tag:x,2000:\n---\n{HEAD}", "CG113"),
    _bad("Y29", "__proto__", HEAD + "__proto__: 1\n", "CG151"),
    _bad("Y29", "constructor", HEAD + "constructor: 1\n", "CG151"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.id} {case.what}")
def test_a_bad_file_is_refused(case: Bad) -> None:
    refused(case.file, *case.codes)


def test_y13_an_alias_bomb_is_refused_unread() -> None:
    found = compiled(HEAD + _BOMB).diagnostics
    assert {one.code for one in found} == {"CG116"}
    assert len(found) <= 50


def test_y30_a_misspelt_key_is_recognised() -> None:
    text = GOOD.replace("description: Cancel", "descripton: Cancel")
    assert "did you mean `description`?" in refused(text, "CG151")


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="Y04 byte order mark"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="Y08 CRLF"),
        pytest.param(GOOD.replace("\n", "\r"), id="Y08 CR"),
    ],
)
def test_other_line_ends_and_marks_change_nothing(file: str | bytes) -> None:
    assert built(file) == built(GOOD)


def _but_docs(outputs: dict[str, str]) -> dict[str, str]:
    """Leave out pages: they show the contract as its author wrote it."""
    return {path: text for path, text in outputs.items() if not path.endswith(".md")}


WORDS = {
    "Y19": ["yes", "no", "on", "off", "y", "n", "NO", "True"],
    "Y20": ["010", "0o10", "0x1F", "0b1", "1_000"],
    "Y21": [".nan", ".inf", "-.inf"],
    "Y23": ["2024-01-01", "2024-13-45", "1:20:30"],
    "Y24": ["7" * 5_000],
    "Y28": ["="],
}
PLAIN = pytest.mark.parametrize("word", named(WORDS))


@PLAIN
def test_plain_words_are_text_where_text_is_wanted(word: str) -> None:
    if len(word) > 100:
        outputs = built(contract(description=word))
    else:
        outputs = built(contract(description=word, tags=f"[{word}]"))
        same = built(contract(description=quoted(word), tags=f'["{word}"]'))
        assert _but_docs(outputs) == _but_docs(same)
    assert word in outputs["generated/graphql/schema.graphql"]


@PLAIN
def test_plain_words_are_nothing_else_elsewhere(word: str) -> None:
    refused(contract(field=f"a: {{ type: ID, isOptional: {word} }}"), "CG153")
    refused(contract(field=f"a: {{ type: ID, maxLength: {word} }}"), "CG154")
    expected = "CG221" if len(word) > 1_000 else "CG220"
    refused(contract(field=f"a: {{ type: Int, default: {word} }}"), expected)


@pytest.mark.parametrize("version", ["1.0", "1.10"])
def test_y22_a_version_is_shown_as_written(version: str) -> None:
    assert f"`{version}`" in refused(contract(version=version), "CG161")


@pytest.mark.parametrize("number", ["9007199254740993", "-9007199254740993", "1e400"])
def test_y25_numbers_beyond_all_readers(number: str) -> None:
    refused(contract(field=f"a: {{ type: Int, default: {number} }}"), "CG221")
    refused(contract(field=f"a: {{ type: Float, min: {number} }}"), "CG154")


@pytest.mark.parametrize("zero", ["-0", "-0.0"])
def test_y25_minus_zero_is_zero(zero: str) -> None:
    negative = contract(field=f"a: {{ type: Int, default: {zero} }}")
    plain = contract(field="a: { type: Int, default: 0 }")
    assert _but_docs(built(negative)) == _but_docs(built(plain))


def test_every_path_is_the_one_the_contract_lies_at() -> None:
    assert f"specs/{PATH}:" in refused("hello", "CG115")
