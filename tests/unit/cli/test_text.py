"""The look of a diagnostic, and that contract text cannot forge it."""

import re

from contractgen.cli.report import text
from contractgen.cli.report.paint import ansi
from contractgen.diagnostics import Code
from contractgen.source import Source, Span
from contractgen.suggest import suggesting

CODE = Code("CG999", "a title", "Why.", "Mend.")


def span(line: str, part: str, path: str = "specs/a.contract.yaml") -> Span:
    source = Source(path, line)
    start = line.index(part)
    return Span(source, start, start + len(part))


def test_places_help_and_second_place() -> None:
    body = "models:\n  A: 1\n\n\n\n\n\n\n\n  A: 2\n"
    first = span(body, "A: 1")
    again = span(body, "A: 2")
    found = CODE.at(again, "`A` twice", help="rename one").also(first, "first here")
    assert text.one(found) == (
        "error[CG999]: `A` twice\n"
        "  --> specs/a.contract.yaml:10:3\n"
        "   |\n"
        "10 |   A: 2\n"
        "   |   ^^^^\n"
        "  ::: specs/a.contract.yaml:2:3\n"
        "   |\n"
        " 2 |   A: 1\n"
        "   |   ---- first here\n"
        "   = help: rename one\n"
    )


def caret(line: str, part: str) -> tuple[str, str]:
    lines = text.one(CODE.at(span(line, part), "m")).splitlines()
    return lines[3].removeprefix("1 | "), lines[4].removeprefix("  | ")


def test_tabs_and_wide_characters() -> None:
    assert caret("\tkey: x", "x") == ("    key: x", "         ^")
    assert caret("名前: x", "x") == ("名前: x", "      ^")
    assert caret("a: 名", "名") == ("a: 名", "   ^^")
    assert caret("e\u0301: x", "x") == ("e\u0301: x", "   ^")


def test_long_lines_are_cut_around_the_place() -> None:
    shown, under = caret("a" * 5000 + "HERE" + "b" * 5000, "HERE")
    assert len(shown) < 120
    assert shown.startswith("...")
    assert shown.endswith("...")
    assert shown[under.index("^") : under.rindex("^") + 1] == "HERE"


def test_end_of_file_and_empty_source() -> None:
    source = Source("a", "x: 1\n")
    assert "2 |\n  | ^\n" in text.one(CODE.at(Span(source, 5, 5), "m"))
    empty = Source("a", "")
    assert "1 |\n  | ^\n" in text.one(CODE.at(Span(empty, 0, 0), "m"))


def test_control_characters_are_escaped_everywhere() -> None:
    nasty = "\x1b[31mred\nerror[CG000]: forged\u202e"
    source = Source(nasty, "key: \x1b[31m\u202e")
    found = CODE.at(Span(source, 0, 3), nasty, help=nasty).also(
        Span(source, 5, 6), nasty
    )
    shown = text.one(found)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert not any(line.startswith("error[CG000]") for line in shown.splitlines())
    assert "\\x1b[31mred\\nerror" in shown


def test_a_fix_is_not_told_twice() -> None:
    line = 'emit = ["pyton"]'
    found = suggesting(CODE.at(span(line, '"pyton"'), "m"), "pyton", ["python"])
    shown = text.one(found)
    assert shown.count("python") == 1


def test_colour_changes_nothing_but_colour() -> None:
    found = CODE.at(span("a: b", "b"), "m", help="h")
    assert re.sub(r"\x1b\[[0-9;]*m", "", text.one(found, ansi)) == text.one(found)
