"""Python fragments: names, literals, docstrings, and a layout that stays put.

Everything here is written so that `ruff format` has nothing to change: strings carry
ruff's choice of quotes, and an expression is laid out flat where it fits the line and
one item per line with a trailing comma where it does not. Contract text becomes an
ASCII literal or docstring and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from typing import TypeAlias

from contractgen.ir import Json
from contractgen.render.fragments import PyText

WIDTH = 88
"""Columns of a line: ruff's and black's default."""


def py_name(name: str) -> PyText:
    """Return `name` as a Python name; dotted names are allowed.

    Raises ValueError if it is no identifier: names come from the name table, which
    makes legal ones alone, so this is a bug and not a user's mistake.
    """
    for part in name.split("."):
        if not (part.isascii() and part.isidentifier()) or iskeyword(part):
            raise ValueError(f"not a Python name: {name!r}")
    return PyText(name)


def py_string(text: str) -> PyText:
    """Return the ASCII literal of `text` in the quotes that ruff prefers."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    body = "".join(_escaped(character, quote) for character in text)
    return PyText(f"{quote}{body}{quote}")


def _escaped(character: str, quote: str) -> str:
    if character in (quote, "\\"):
        return "\\" + character
    if " " <= character <= "~":
        return character
    return ascii(character)[1:-1]


def py_value(value: Json) -> "Expression":
    """Return a JSON value as a Python expression; text becomes literals only."""
    if isinstance(value, str):
        return py_string(value)
    if isinstance(value, tuple):
        return Group("[", tuple(py_value(item) for item in value), "]")
    if isinstance(value, Mapping):
        items = (_pair(key, inner) for key, inner in value.items())
        return Group("{", tuple(items), "}")
    return PyText(repr(value))


def _pair(key: str, value: Json) -> "Expression":
    return Prefix(PyText(f"{py_string(key)}: "), py_value(value))


@dataclass(frozen=True, slots=True)
class Group:
    """Bracketed items. `comma`: whether an exploded group ends in a comma.

    A subscript of one item must not, since `list[int,]` is another type.
    """

    opening: str
    items: tuple["Expression", ...]
    closing: str
    comma: bool = True


@dataclass(frozen=True, slots=True)
class Prefix:
    """An expression with constant text before it: `name=…`, `"key": …`."""

    text: str
    rest: "Expression"


Expression: TypeAlias = PyText | Group | Prefix


def call(function: str, items: Iterable[Expression]) -> Group:
    """Return the call of `function`."""
    return Group(f"{function}(", tuple(items), ")")


def subscript(name: str, items: Sequence[Expression]) -> Group:
    """Return `name[items]`."""
    return Group(f"{name}[", tuple(items), "]", comma=len(items) > 1)


def keyword(name: str, value: Expression) -> Prefix:
    """Return `name=value`."""
    return Prefix(f"{name}=", value)


def flat(expression: Expression) -> str:
    """Return the expression on one line, whatever its length."""
    if isinstance(expression, Group):
        inner = ", ".join(map(flat, expression.items))
        return f"{expression.opening}{inner}{expression.closing}"
    if isinstance(expression, Prefix):
        return expression.text + flat(expression.rest)
    return expression


def layout(expression: Expression, indent: int, before: int, after: int = 0) -> PyText:
    """Return the expression laid out where ruff would leave it.

    `indent` is the line's indentation, `before` and `after` the columns that other
    text takes on the first and the last line.
    """
    line = flat(expression)
    if indent + before + len(line) + after <= WIDTH:
        return PyText(line)
    return PyText(_exploded(expression, indent, before, after))


def _exploded(expression: Expression, indent: int, before: int, after: int) -> str:
    if isinstance(expression, Prefix):
        start = before + len(expression.text)
        return expression.text + layout(expression.rest, indent, start, after)
    if not isinstance(expression, Group) or not expression.items:
        return flat(expression)
    margin = " " * (indent + 4)
    tail = 1 if expression.comma else 0
    items = (layout(item, indent + 4, 0, tail) for item in expression.items)
    comma = "," if expression.comma else ""
    body = ",\n".join(margin + item for item in items)
    closing = " " * indent + expression.closing
    return f"{expression.opening}\n{body}{comma}\n{closing}"


def assignment(target: str, value: Expression, indent: int = 0) -> PyText:
    """Return `target = value`; ruff parenthesises an atom that then fits."""
    head = f"{target} = "
    line = flat(value)
    if isinstance(value, Group) or indent + len(head) + len(line) <= WIDTH:
        return PyText(head + layout(value, indent, len(head)))
    if indent + 4 + len(line) > WIDTH:
        return PyText(head + line)
    margin = " " * indent
    return PyText(f"{head}(\n{margin}    {line}\n{margin})")


def docstring(text: str, indent: int) -> PyText:
    """Return prose (no outer blank lines) as a docstring, indented by `indent`.

    Blanks that ruff or `inspect.cleandoc` would take for layout are escaped, so the
    text reads back as it was, indentation of continuation lines aside.
    """
    lines = [_doc_line(line) for line in text.split("\n")]
    margin = " " * indent
    body = "\n".join(margin + line if line else "" for line in lines).lstrip(" ")
    if len(lines) > 1:
        return PyText(f'"""{body}\n{margin}"""')
    return PyText(f'"""{body}"""')


def _doc_line(line: str) -> str:
    risky = '"""' in line or line.startswith('"') or line.endswith('"')
    quote = '"' if risky else ""
    escaped = "".join(_escaped(character, quote) for character in line)
    if escaped.startswith(" "):
        escaped = "\\x20" + escaped[1:]
    return escaped[:-1] + "\\x20" if escaped.endswith(" ") else escaped
