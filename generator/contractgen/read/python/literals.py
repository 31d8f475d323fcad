"""Literals of a contract module: texts, numbers, True, False and None as scalars."""

import ast
import math

from contractgen.diagnostics import Code
from contractgen.nodes import Scalar, Style
from contractgen.read.python.codes import NOT_DATA
from contractgen.read.python.parsing import Places
from contractgen.read.python.values import Refused
from contractgen.read.text import (
    FORBIDDEN_CHARACTER,
    KEY_NOT_TEXT,
    MAX_KEY,
    MAX_SCALAR,
    TOO_LONG,
    forbidden_in,
    unix_lines,
)
from contractgen.source import Source

_MAX_BITS = 4_096
_READ = "contracts are read, never run: "
_HINTS: dict[type[ast.expr], tuple[str, str]] = {
    ast.JoinedStr: ("an f-string", "write the text out"),
    ast.ListComp: ("a comprehension", "write the items out, or spread a list: [*A]"),
    ast.SetComp: ("a comprehension", "write the items out, or spread a list: [*A]"),
    ast.GeneratorExp: ("a comprehension", "write the items out, or spread a list"),
    ast.DictComp: ("a comprehension", "write the pairs out, or spread a dict: {**A}"),
    ast.Set: ("a set", "use a list: a set has no order"),
    ast.Lambda: ("a lambda", "write the value it would return"),
    ast.IfExp: ("a condition", "write one of the values"),
    ast.BoolOp: ("a condition", "write the value it would have"),
    ast.Compare: ("a comparison", "write the value it would have"),
    ast.Subscript: ("a subscript", "give the part a name of its own and use that"),
    ast.BinOp: (
        "a calculation",
        "write the result, spread with * or **, or join texts",
    ),
    ast.UnaryOp: ("a calculation", "write the result; -7 is fine"),
    ast.NamedExpr: ("`:=`", "assign on a line of its own"),
    ast.Starred: ("`*` here", "spread inside [ ]"),
    ast.Await: ("`await`", "write the value"),
}


class Literals:
    """Makes scalars at the places of `ast` nodes, and refusals."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def constant(self, node: ast.expr, value: object) -> Scalar:
        """Return a constant as a scalar, numbers in JSON's spelling."""
        match value:
            case str():
                return self.string(node, unix_lines(value))
            case bool():
                return self.scalar(node, "true" if value else "false", Style.VALUE)
            case None:
                return self.scalar(node, "null", Style.VALUE)
            case int() if value.bit_length() <= _MAX_BITS:
                return self.scalar(node, str(value), Style.VALUE)
            case float() if math.isfinite(value):
                return self.scalar(node, repr(value), Style.VALUE)
            case int() | float():
                raise self.refused(NOT_DATA, node, "this number is too large")
            case _:
                name = "`...`" if value is ... else f"a {type(value).__name__} literal"
                message = f"{name} is not allowed in a contract"
                advice = "texts, numbers, True, False and None are literals"
                raise self.refused(NOT_DATA, node, message, advice)

    def string(self, node: ast.expr, text: str) -> Scalar:
        """Return a text, checked as a YAML text is."""
        if bad := forbidden_in(text):
            message = f"forbidden character {bad}, written as an escape"
            raise self.refused(FORBIDDEN_CHARACTER, node, message, "remove it")
        if len(text) > MAX_SCALAR:
            message = f"this text has {len(text):,} characters; the limit is "
            raise self.refused(TOO_LONG, node, f"{message}{MAX_SCALAR:,}")
        return self.scalar(node, text, Style.TEXT)

    def key(self, node: ast.expr, key: object) -> Scalar:
        """Return the key of a dict."""
        if not isinstance(key, Scalar) or key.style is not Style.TEXT:
            raise self.refused(KEY_NOT_TEXT, node, "keys must be text", "quote it")
        if len(key.text) > MAX_KEY:
            message = f"this key has {len(key.text):,} characters; {MAX_KEY:,} is most"
            raise self.refused(TOO_LONG, node, message)
        return key

    def scalar(self, node: ast.expr, text: str, style: Style) -> Scalar:
        """Return a scalar at the place of `node`."""
        return Scalar(*self.place(node), text, style)

    def place(self, node: ast.expr) -> tuple[Source, int, int]:
        """Return the place of `node` as the fields that nodes begin with."""
        span = self._places.span(node)
        return span.source, span.start, span.end

    def not_data(self, node: ast.expr) -> Refused:
        """Return the refusal of an expression that would have to run."""
        name, advice = _HINTS.get(type(node), ("this expression", "write data"))
        message = f"{name} is not allowed in a contract"
        return self.refused(NOT_DATA, node, message, _READ + advice)

    def refused(
        self, code: Code, node: ast.expr, message: str, advice: str | None = None
    ) -> Refused:
        """Return a refusal at the place of `node`."""
        return Refused(code.at(self._places.span(node), message, help=advice))
