"""Markdown fragments: prose that reads as written and is inert where it stands.

Only what CommonMark, GFM tables or MDX would act on is escaped, with a backslash
where both know it and with a character reference elsewhere. Contract text makes no
heading, list, link, table, HTML or marker; it is shown, letter by letter.
"""

import re
from functools import cache

from contractgen.render.fragments import MdText

_ALWAYS = frozenset("`<[{}|$")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_UNSEEN = re.compile(  # line ends; in file names all that contracts may not hold
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_SUSPECT = re.compile(r"[`<\[{}|$\\&*~_]")
_STARTS = re.compile(
    r"""(?P<blank>[ \t])            # layout, or an indented code block
      | (?P<mark>\#|>|=|:::|[-+*](?=[ \t\-]|$))
      | (?P<number>[0-9]{1,9})(?=[.)](?:[ \t]|$))
      | (?P<module>import|export)\b # MDX takes these lines for code
    """,
    re.VERBOSE,
)


def md_prose(text: str) -> MdText:
    """Return text of any number of lines as paragraphs."""
    return MdText(_lines(text, "\n"))


@cache
def md_inline(text: str) -> MdText:
    """Return text for one line: line ends become blanks."""
    return MdText(_line(text.replace("\n", " ")))


@cache
def md_cell(text: str) -> MdText:
    """Return text for a table cell; its line ends become `<br/>`."""
    return MdText(_lines(text, "<br/>"))


def md_link(text: str, target: str) -> MdText:
    """Return a link. `target` is a path or anchor made from names, not prose."""
    return MdText(f"[{_line(text).replace(']', chr(92) + ']')}]({target})")


@cache
def md_code(text: str) -> MdText:
    """Return text as a code span; its line ends are shown as `\\n`."""
    shown = _UNSEEN.sub(_escape, text)
    if not shown.strip():
        shown = f'"{shown}"'
    ticks = "`" * (_longest_run(shown) + 1) if "`" in shown else "`"
    ends = shown[0] + shown[-1]
    pad = " " if "`" in ends or ends == "  " else ""  # a blank at both ends is dropped
    return MdText(f"{ticks}{pad}{shown}{pad}{ticks}")


@cache
def md_code_cell(text: str) -> MdText:
    """Return a code span for a table cell, where GFM reads a pipe first."""
    span = md_code(text)
    return MdText(span.replace("|", "\\|")) if "|" in span else span


def md_block(text: str, language: str) -> MdText:
    """Return text as a fenced block that its content cannot close."""
    fence = "`" * (_longest_run(text) + 1) if "```" in text else "```"
    return MdText(f"{fence}{language}\n{text}\n{fence}")


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return "\\n" if character == "\n" else f"\\u{ord(character):04x}"


def _longest_run(text: str) -> int:
    """Return the length of the longest run of backticks."""
    return max(map(len, re.findall("`+", text)), default=0)


def _lines(text: str, separator: str) -> str:
    if "\n" not in text:
        return _line(text)
    return separator.join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if not _SUSPECT.search(line) and not _STARTS.match(line):
        return line  # nearly all text: not a character needs a look
    start, rest = _start(line)
    after = rest[1:] + " "
    before = (start[-1:] or " ") + rest
    shown = (
        "\\" + here if _active(last, here, after[index]) else here
        for index, (last, here) in enumerate(zip(before, rest, strict=False))
    )
    return start + "".join(shown)


def _start(line: str) -> tuple[str, str]:
    """Return the line's start made inert, and what follows it."""
    found = _STARTS.match(line)
    if found is None:
        return "", line
    kind, matched = str(found.lastgroup), found.group()
    if kind == "mark":
        return "\\" + matched, line[found.end() :]
    if kind == "number":
        return f"{matched}\\{line[found.end()]}", line[found.end() + 1 :]
    return f"&#{ord(matched[0])};{matched[1:]}", line[found.end() :]


def _active(before: str, here: str, after: str) -> bool:
    """Whether `here` could mean something between its neighbours."""
    if here in _ALWAYS:
        return True
    match here:
        case "\\":
            return after in _PUNCTUATION or after == " "
        case "&":
            return after == "#" or after.isalnum()
        case "*" | "~":
            return not (before.isspace() and after.isspace())
        case "_":
            inside = before.isalnum() and after.isalnum()
            return not inside and not (before.isspace() and after.isspace())
        case _:
            return False
