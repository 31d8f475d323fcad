"""Markdown as it is written; that it is inert is shown in `tests/properties`."""

import pytest
from contractgen.render.markdown import (
    md_block,
    md_cell,
    md_code,
    md_code_cell,
    md_inline,
    md_link,
    md_prose,
)

AS_WRITTEN = (
    *("", "a", "a & b", "&", "a &", "& ", "a\\b", "a * b", "a ~ b", "~", "a_b", "1_1"),
    *(
        "a _ b",
        "_",
        "_ _",
        "é_é",
        "a # b",
        "a = b",
        "a ::: b",
        "-a",
        "+a",
        "1.a",
        "1: a",
    ),
    *("1234567890. a", "imported", "exports x", "a import", "]", "a!b", "a\nb", "(a)"),
    *(
        "a \"b\" 'c', d; e? f: g. h/i @j %k ^l",
        "#1"[1:],
        "a-b",
        "a\n\nb",
        "e > f",
        "::a",
    ),
)
ESCAPED = {
    "a &b": r"a \&b",
    "a&#3": r"a\&#3",
    "a&amp;": r"a\&amp;",
    "&1": r"\&1",
    "a\\ b": r"a\\ b",
    "a\\": r"a\\",
    r"\*": r"\\\*",
    r"\_a": r"\\\_a",
    "a*b": r"a\*b",
    "* a": r"\* a",
    "a *b": r"a \*b",
    "a* b": r"a\* b",
    "*": r"\*",
    "**": r"\*\*",
    "~a~": r"\~a\~",
    "_a": r"\_a",
    "a_": r"a\_",
    "a _b": r"a \_b",
    "a_ b": r"a\_ b",
    "_a_b_": r"\_a_b\_",
    "(_)": r"(\_)",
    "a~b": r"a\~b",
    "#": r"\#",
    "# a": r"\# a",
    "#1": r"\#1",
    ">a": r"\>a",
    "=": r"\=",
    "==": r"\==",
    ":::": r"\:::",
    "::: a": r"\::: a",
    "-": r"\-",
    "- a": r"\- a",
    "--": r"\--",
    "-\ta": "\\-\ta",
    "+ a": r"\+ a",
    "*\ta": "\\*\ta",
    "+": r"\+",
    "+-": r"\+-",
    "1.": r"1\.",
    "1. a": r"1\. a",
    "1) a": r"1\) a",
    "1.\ta": "1\\.\ta",
    "123456789. a": r"123456789\. a",
    "0) ": r"0\) ",
    "import x": "&#105;mport x",
    "export": "&#101;xport",
    "import*": r"&#105;mport\*",
    " a": "&#32;a",
    "\ta": "&#9;a",
    "  a": "&#32; a",
    " *a*": r"&#32;\*a\*",
    "`": r"\`",
    "a`b": r"a\`b",
    "<b>": r"\<b>",
    "a<b": r"a\<b",
    "[a]": r"\[a]",
    "{a}": r"\{a\}",
    "}": r"\}",
    "|": r"\|",
    "a|b": r"a\|b",
    "$": r"\$",
    "a$b": r"a\$b",
    "![a](b)": r"!\[a](b)",
    "a\n# b": "a\n\\# b",
    "a\n\n- b": "a\n\n\\- b",
    "-*a": r"-\*a",
    "1.*a": r"1.\*a",
    "1. _a_": r"1\. \_a\_",
    "- _a": r"\- \_a",
}


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_prose_reads_as_written(text: str) -> None:
    assert md_prose(text) == text


@pytest.mark.parametrize("text", ESCAPED)
def test_what_could_act_is_escaped(text: str) -> None:
    assert md_prose(text) == ESCAPED[text]
    if "\n" not in text:
        assert md_inline(text) == md_cell(text) == ESCAPED[text]


def test_line_ends() -> None:
    text = "a\n# b\n\nc"
    assert md_prose(text) == "a\n\\# b\n\nc"
    assert md_inline(text) == "a # b  c"
    assert md_inline("- a\n- b") == r"\- a - b"
    assert md_cell(text) == "a<br/>\\# b<br/><br/>c"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(("a", "`a`"), ("a b", "`a b`"), ("", '`""`'), ("  ", '`"  "`')),
        *(("a\nb", r"`a\nb`"), ("\n", r"`\n`"), ("a\x07", r"`a\u0007`")),
        ("\x00\x08\x0b\x1f\x7f\x9f", r"`\u0000\u0008\u000b\u001f\u007f\u009f`"),
        ("\u2028\u2029\u200e\u200f", r"`\u2028\u2029\u200e\u200f`"),
        ("\u202a\u202e\u2066\u2069", r"`\u202a\u202e\u2066\u2069`"),
        *(("\xa0é", "`\xa0é`"), ("a\tb", "`a\tb`"), ("\u2030", "`\u2030`")),
        *(("`", "`` ` ``"), ("a`", "`` a` ``"), ("`a", "`` `a ``"), ("a`b", "``a`b``")),
        *((" a ", "`  a  `"), (" a", "` a`"), ("a ", "`a `"), (" `", "``  ` ``")),
        *(("a``b`c", "```a``b`c```"), ("```", "```` ``` ````"), ("\\", "`\\`")),
    ],
)
def test_code(text: str, written: str) -> None:
    assert md_code(text) == md_code_cell(text) == written


def test_code_in_a_cell() -> None:
    assert md_code("a|b") == "`a|b`"
    assert md_code_cell("a|b") == r"`a\|b`"
    assert md_code_cell("|`|") == r"``\|`\|``"


def test_links() -> None:
    assert md_link("a", "b.md#c") == "[a](b.md#c)"
    assert md_link("a]b", "c") == r"[a\]b](c)"
    assert md_link("[a] *b*", "c") == r"[\[a\] \*b\*](c)"


@pytest.mark.parametrize(
    ("text", "fence"),
    [("a", "```"), ("``", "```"), ("```", "````"), ("a\n`````\n``", "``````")],
)
def test_blocks(text: str, fence: str) -> None:
    assert md_block(text, "yaml") == f"{fence}yaml\n{text}\n{fence}"
