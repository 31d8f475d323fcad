"""libyaml's syntax errors in our words: one positioned diagnostic for each.

libyaml says where it gave up, which is often after the mistake. The words here say
what people usually meant, judged by the text around that place.
"""

import re

from contractgen.diagnostics import Code, Diagnostic
from contractgen.read import libyaml
from contractgen.read.text import FORBIDDEN_CHARACTER, MAX_KEY, TOO_LONG
from contractgen.source import Source, Span

SYNTAX = Code(
    "CG111",
    "not valid YAML",
    "The file cannot be read as YAML. The position is where the reader noticed, which "
    "may be after the mistake: an unclosed quote or bracket is shown with the place "
    "where it was opened.",
    "The usual causes: no blank after a colon; a text with `: ` or ` #` in it, or one "
    "that starts with `@`, a backtick, `%`, `[` or `{`, without quotes; `String[]?` "
    "inside `{ }` without quotes; lines of one mapping that do not line up.",
    "tags: { type: String[]? }",
    'tags: { type: "String[]?" }',
)
TAB_INDENTATION = Code(
    "CG112",
    "tab used for indentation",
    "YAML forbids tabs for indentation, because a tab is as wide as each editor likes.",
    "Use spaces. Most editors do this when told that `.yaml` files are indented by "
    "two spaces; `expand -t 2` converts a file.",
    "models:\n\tJob: …",
    "models:\n  Job: …",
)
DIRECTIVE = Code(
    "CG113",
    "YAML directive",
    "`%YAML` and `%TAG` change how the rest of a file is read. Contracts are read in "
    "one way only.",
    "Delete the line that starts with `%`.",
    "%YAML 1.1\n---\ncontractgen: 1",
    "contractgen: 1",
)
SEVERAL_DOCUMENTS = Code(
    "CG114",
    "several documents in one file",
    "A contract file is one YAML document: what follows a `---` would be overlooked by "
    "tools that read the first document alone.",
    "Move each document to a file of its own; files of one package find each other.",
    "contractgen: 1\npackage: jobs\n---\ncontractgen: 1\npackage: users",
    "contractgen: 1\npackage: jobs",
)
CODES = (SYNTAX, TAB_INDENTATION, DIRECTIVE, SEVERAL_DOCUMENTS)

_DIRECTIVE = re.compile(r"\A(?:[ \t]*(?:#[^\n]*)?\n)*(%[^\n]*)")
_TAB = re.compile(r"[ ]*\t")
_BLANK_LINE = re.compile(r"[ \t]*(?:#|$)", re.MULTILINE)
_TYPE_WITH_BRACKETS = re.compile(r"[A-Za-z]\[\]\??")
_COLON_WITHOUT_BLANK = re.compile(r"""[ -]*[A-Za-z_]\w*:[^\s:"'/]""")
_WORDS = {
    "found unknown escape character": (
        "unknown escape in a double-quoted text",
        "write \\\\ for a backslash, or use single quotes, where nothing is escaped",
    ),
    "did not find expected hexdecimal number": (
        "this escape lacks hexadecimal digits",
        "\\x takes 2, \\u 4 and \\U 8 digits",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot start here",
        "put the first `- ` on a line of its own, or quote a text that starts with it",
    ),
    "did not find expected '-' indicator": (
        "expected another `- ` item of this list",
        "items of a list line up; what follows the list must be indented less",
    ),
    "did not find expected comment or line break": (
        "unexpected text after `|` or `>`",
        "a block of text starts on the next line; quote a text that starts with > or |",
    ),
    "did not find expected alphabetic or numeric character": (
        "a plain text cannot start with `&` or `*`",
        "put quotes around the text",
    ),
}
_UNFINISHED = "expected more after this"


def directive(source: Source) -> Diagnostic | None:
    """Return a diagnostic for a `%` line at the head of the document."""
    found = _DIRECTIVE.match(source.text)
    if not found:
        return None
    span = Span(source, *found.span(1))
    message = f"YAML directives are not allowed: {found.group(1).split()[0]}"
    return DIRECTIVE.at(span, message, help="delete this line")


def tab_at(source: Source, offset: int) -> Diagnostic | None:
    """Return a diagnostic if the line at `offset` is indented with a tab."""
    start = source.text.rfind("\n", 0, offset) + 1
    tab = _TAB.match(source.text, start)
    if not tab or _BLANK_LINE.match(source.text, start):
        return None
    span = Span(source, tab.end() - 1, tab.end())
    return TAB_INDENTATION.at(span, "tab used for indentation", help="use spaces")


def explain(source: Source, error: libyaml.Problem) -> Diagnostic:
    """Return libyaml's error as a diagnostic at the place it names."""
    offset = error.problem_mark.index if error.problem_mark else 0
    offset = min(offset, len(source.text))
    if tab := tab_at(source, offset):
        return tab
    problem = error.problem or ""
    if special := _special(source, offset, problem):
        return special
    if "<document start>" in problem:
        return _after_the_end(source, offset)
    span = _one_character(source, offset)
    message, advice = _words(source, offset, problem)
    opened = error.context_mark.index if error.context_mark else offset
    context = error.context or ""
    if "quoted scalar" in context and "end" in problem:
        start = _one_character(source, opened)
        return SYNTAX.at(start, "this quote is never closed", help=_QUOTES)
    found = SYNTAX.at(span, message, help=advice)
    if "flow" in context and opened < offset:
        return found.also(_one_character(source, opened), "opened here")
    return found


def _special(source: Source, offset: int, problem: str) -> Diagnostic | None:
    """Return a diagnostic of another kind, where libyaml noticed one."""
    span = _one_character(source, offset)
    if span.text == "\t" and "start any token" in problem:
        return TAB_INDENTATION.at(span, "tab outside of a text", help="use spaces")
    if problem == "found invalid Unicode character escape code":
        advice = (
            "surrogates (\\uD800 to \\uDFFF) stand for nothing; write the character"
        )
        message = "forbidden character: this escape is no character"
        return FORBIDDEN_CHARACTER.at(span, message, help=advice)
    line, column = source.position(offset)
    if column > MAX_KEY and ("mapping values" in problem or "':'" in problem):
        before = source.line(line)[: column - 1]
        if ": " not in before:  # libyaml gives up on keys of 1,024 characters
            start = offset - len(before.lstrip())
            advice = "is a colon or a quote missing?"
            message = f"this key has over {MAX_KEY:,} characters"
            return TOO_LONG.at(Span(source, start, offset), message, help=advice)
    return None


_QUOTES = "add the closing quote; inside single quotes an apostrophe is written ''"


def _words(source: Source, offset: int, problem: str) -> tuple[str, str]:
    if problem in _WORDS:
        return _WORDS[problem]
    if problem == "found character that cannot start any token":
        character = _one_character(source, offset).text
        message = f"a plain text cannot start with `{character}`"
        return message, "put quotes around the text"
    if problem == "mapping values are not allowed in this context":
        return "unexpected `:`", _colon_help(source, offset)
    if "',' or" in problem:
        closing = problem[-2]
        return f"expected `,` or `{closing}`", _flow_help(source, offset, closing)
    if problem == "did not find expected key":
        return "expected a key of this mapping", (
            "keys of one mapping line up; a text that goes on after a closing quote "
            "or bracket must be quoted as a whole"
        )
    if problem == "could not find expected ':'":
        return "expected `:` after this key", "write `key: value`, with a blank"
    if problem == "did not find expected node content":
        return _UNFINISHED, "a value is missing here, or a bracket closes too early"
    return "this is not valid YAML", "put quotes around the text"


def _colon_help(source: Source, offset: int) -> str:
    line = source.position(offset)[0]
    before = source.line(line - 1) if line > 1 else ""
    here = source.line(line)
    if _COLON_WITHOUT_BLANK.match(before):
        return "write a blank after the colon on the line before: `key: value`"
    if here[: offset - source.offset(line, 1)].count(":"):
        return "a text with `: ` in it must be quoted"
    return (
        "keys of one mapping line up; a text with `: ` in it must be quoted; "
        "a key has at most 1,000 characters"
    )


def _flow_help(source: Source, offset: int, closing: str) -> str:
    line = source.position(offset)[0]
    found = _TYPE_WITH_BRACKETS.search(source.line(line))
    if found:
        return (
            'inside { } and [ ] a type with brackets must be quoted: "String[]?" '
            "(or say isArray and isOptional)"
        )
    return (
        f"close it with `{closing}`, or quote a text that holds any of , [ ] {{ }} "
        "or `: `"
    )


def _after_the_end(source: Source, offset: int) -> Diagnostic:
    span = _one_character(source, offset)
    if source.text[:offset].rstrip().endswith("..."):
        advice = "move what follows to a file of its own"
        return SEVERAL_DOCUMENTS.at(span, "one document per file", help=advice)
    advice = "the mapping has ended before this; look for one bracket too many"
    return SYNTAX.at(span, "unexpected text after the end", help=advice)


def _one_character(source: Source, offset: int) -> Span:
    end = min(offset + 1, len(source.text))
    return Span(source, offset, end if source.text[offset:end] != "\n" else offset)
