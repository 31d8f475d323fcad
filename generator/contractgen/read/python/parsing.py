"""Python text to `ast`, and `ast`'s places to spans.

`ast.parse` compiles nothing and runs nothing.
"""

import ast
import re
import warnings
from array import array

from contractgen.diagnostics import Diagnostic
from contractgen.read.python.codes import SYNTAX
from contractgen.read.text import NOT_UTF8, TOO_DEEP
from contractgen.source import Source, Span

_DEEP = "nested too deeply to be parsed"


# PEP 263: where Python looks for another encoding than UTF-8.
_COOKIE = re.compile(r"(?:.*\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)


def parse(source: Source) -> ast.Module | Diagnostic:
    """Return the module, or why it cannot be parsed."""
    cookie = _COOKIE.match(source.text)
    if cookie and cookie[1].lower().replace("_", "-") not in ("utf-8", "utf8"):
        message = f"the file says that it is {cookie[1]}; contracts are UTF-8"
        help_ = "save the file as UTF-8 and remove the comment"
        return NOT_UTF8.at(Span(source, *cookie.span(1)), message, help=help_)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except SyntaxError as error:
        return _syntax_error(source, error)
    except (RecursionError, MemoryError):
        help_ = "give inner parts a name and refer to it"
        return TOO_DEEP.at(Span(source, 0, 0), _DEEP, help=help_)
    except ValueError:  # an integer of more than 4,300 digits; NUL is refused before
        message = "not valid Python: a number has too many digits"
        return SYNTAX.at(Span(source, 0, 0), message)


def _syntax_error(source: Source, error: SyntaxError) -> Diagnostic:
    lines = source.text.count("\n") + 1
    line = min(max(error.lineno or 1, 1), lines)
    column = min(max(error.offset or 1, 1), len(source.line(line)) + 1)
    start = source.offset(line, column)
    span = Span(source, start, min(start + 1, len(source.text)))
    if "too many nested" in error.msg:
        return TOO_DEEP.at(span, _DEEP, help="give inner parts a name")
    return SYNTAX.at(span, f"not valid Python: {error.msg}")


class Places:
    """Spans of `ast` nodes: those count columns in bytes of UTF-8."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._tables: dict[int, array[int] | None] = {}

    def span(self, node: ast.expr | ast.stmt | ast.keyword | ast.alias) -> Span:
        """Return where `node` stands."""
        start = self._offset(node.lineno, node.col_offset)
        if node.end_lineno is None or node.end_col_offset is None:
            return Span(self._source, start, start)
        end = self._offset(node.end_lineno, node.end_col_offset)
        return Span(self._source, start, end)

    def _offset(self, line: int, column: int) -> int:
        start = self._source.offset(line, 1)
        if line not in self._tables:
            self._tables[line] = _code_points(self._source.line(line))
        table = self._tables[line]
        return start + (column if table is None else table[column])


def _code_points(line: str) -> "array[int] | None":
    """Return for each byte offset the code point offset; None for plain ASCII."""
    if line.isascii():
        return None
    table = array("I")
    for position, character in enumerate(line):
        table.extend([position] * len(character.encode()))
    table.append(len(line))
    return table
