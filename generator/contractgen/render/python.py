"""Python fragments: names, literals, docstrings, and a layout that stays put.

Everything here is written so that `ruff format` has nothing to change: strings carry
ruff's choice of quotes, and an expression is laid out flat where it fits the line and
one item per line with a trailing comma where it does not. Contract text becomes an
ASCII literal or docstring and nothing else.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from keyword import iskeyword
from typing import TypeAlias

from contractgen.ir import Json
from contractgen.render.fragments import PyText

WIDTH = 88
"""Columns of a line: ruff's and black's default."""

_PLAIN = re.compile(r"[ !#-&(-\[\]-~]*")
_PLAIN_PROSE = re.compile(r"(?! )[ !#-\[\]-~]*(?<! )")
_ODD = re.compile(r"[^ -~]|\\")


@lru_cache(maxsize=16384)
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
    if _PLAIN.fullmatch(text):
        return PyText(f'"{text}"')
    quote = "'" if text.count('"') > text.count("'") else '"'
    body = _ODD.sub(_escape, text).replace(quote, f"\\{quote}")
    return PyText(f"{quote}{body}{quote}")


def _escape(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


def py_pattern(pattern: str) -> PyText:
    """Return the literal of a regular expression, raw where that reads better."""
    raw = pattern.isascii() and pattern.isprintable() and "\\" in pattern
    if raw and '"' not in pattern and not pattern.endswith("\\"):
        return PyText(f'r"{pattern}"')
    return py_string(pattern)


def py_value(value: Json) -> "Expression":
    """Return a JSON value as a Python expression; text becomes literals only."""
    if isinstance(value, str):
        return py_string(value)
    if isinstance(value, tuple):
        return Group("[", tuple(py_value(item) for item in value), "]")
    if isinstance(value, Mapping):
        items = (_pair(key, inner) for key, inner in value.items())
        return Group("{", tuple(items), "}")
    return PyText(repr(value).replace("e+", "e"))


def _pair(key: str, value: Json) -> "Expression":
    return Prefix(PyText(f"{py_string(key)}: "), py_value(value))


class Group(PyText):
    """Bracketed items. `comma`: whether an exploded group ends in a comma.

    A subscript of one item must not, since `list[int,]` is another type. `lone`: the
    comma of a tuple of one item stays on one line, too.
    """

    __slots__ = ("closing", "comma", "items", "opening")

    opening: str
    items: tuple[PyText, ...]
    closing: str
    comma: bool

    def __new__(
        cls,
        opening: str,
        items: tuple[PyText, ...],
        closing: str,
        comma: bool = True,
        *,
        lone: bool = False,
    ) -> "Group":
        """Return the group of `items`."""
        end = f",{closing}" if lone else closing
        self = super().__new__(cls, f"{opening}{', '.join(items)}{end}")
        self.opening, self.items = opening, items
        self.closing, self.comma = closing, comma
        return self


class Prefix(PyText):
    """An expression with constant text before it: `name=…`, `"key": …`."""

    __slots__ = ("rest", "text")

    text: str
    rest: PyText

    def __new__(cls, text: str, rest: PyText) -> "Prefix":
        """Return `rest` after `text`."""
        self = super().__new__(cls, text + rest)
        self.text, self.rest = text, rest
        return self


class OrNone(PyText):
    """The type `rest | None`."""

    __slots__ = ("rest",)

    rest: PyText

    def __new__(cls, rest: PyText) -> "OrNone":
        """Return the type that `rest` is, or None."""
        self = super().__new__(cls, f"{rest} | None")
        self.rest = rest
        return self


Expression: TypeAlias = PyText
"""An expression is its own text on one line; the classes above can be split."""


def call(function: str, items: Iterable[Expression]) -> Group:
    """Return the call of `function`."""
    return Group(f"{function}(", tuple(items), ")")


def subscript(name: str, items: Sequence[Expression]) -> Group:
    """Return `name[items]`."""
    return Group(f"{name}[", tuple(items), "]", comma=len(items) > 1)


def py_tuple(items: Sequence[Expression]) -> Group:
    """Return a tuple."""
    return Group("(", tuple(items), ")", lone=len(items) == 1)


def keyword(name: str, value: Expression) -> Prefix:
    """Return `name=value`."""
    return Prefix(f"{name}=", value)


def layout(expression: Expression, indent: int, before: int, after: int = 0) -> PyText:
    """Return the expression laid out where ruff would leave it.

    `indent` is the line's indentation, `before` and `after` the columns that other
    text takes on the first and the last line.
    """
    if indent + before + len(expression) + after <= WIDTH:
        return expression
    return PyText(exploded(expression, indent, before, after))


def exploded(expression: Expression, indent: int, before: int, after: int) -> str:
    """Return the expression on several lines if it can be; arguments as in `layout`."""
    if isinstance(expression, Prefix):
        start = before + len(expression.text)
        return expression.text + layout(expression.rest, indent, start, after)
    if isinstance(expression, OrNone):
        return f"{layout(expression.rest, indent, before)}\n{' ' * indent}| None"
    if not isinstance(expression, Group) or not expression.items:
        return expression
    margin = " " * (indent + 4)
    comma = "," if expression.comma else ""
    items = (layout(item, indent + 4, 0, len(comma)) for item in expression.items)
    body = ",\n".join(margin + item for item in items)
    closing = " " * indent + expression.closing
    return f"{expression.opening}\n{body}{comma}\n{closing}"


def assignment(target: str, value: Expression, indent: int = 0) -> PyText:
    """Return `target = value`; ruff parenthesises an atom that then fits."""
    return PyText(f"{target} = {_assigned(value, indent, len(target) + 3)}")


def _assigned(value: Expression, indent: int, before: int, anyway: bool = False) -> str:
    """Return a value; `anyway`: in parentheses even if it is too long for them."""
    room = WIDTH - indent - before
    if len(value) <= room:
        return value
    start = value.opening if isinstance(value, Group) and value.items else value
    gains = anyway or indent + 4 + len(start) <= WIDTH
    if room >= 1 and len(start) > room and gains:
        return _parenthesised(value, indent)
    return layout(value, indent, before)


def _parenthesised(value: Expression, indent: int) -> str:
    margin = " " * indent
    return f"(\n{margin}    {layout(value, indent + 4, 0)}\n{margin})"


def declaration(
    name: str, annotation: Expression, value: Expression | None, indent: int = 0
) -> PyText:
    """Return `name: annotation`, or `name: annotation = value`."""
    head = f"{name}: "
    line = f"{head}{annotation}" + ("" if value is None else f" = {value}")
    if indent + len(line) <= WIDTH:
        return PyText(line)
    if value is None:
        return PyText(head + _alone(annotation, indent, len(head)))
    type_ = _before_value(annotation, indent, len(head))
    before = len((head + type_).rpartition("\n")[2].removeprefix(" " * indent)) + 3
    anyway = not _is_atom(annotation) and "\n" not in type_
    return PyText(f"{head}{type_} = {_assigned(value, indent, before, anyway)}")


def _is_atom(expression: Expression) -> bool:
    return type(expression) is PyText


def _alone(annotation: Expression, indent: int, before: int) -> str:
    """Return an annotation that is too long for its line."""
    room = WIDTH - indent - before
    if isinstance(annotation, Group) and (room < 1 or len(annotation.opening) <= room):
        return exploded(annotation, indent, before, 0)
    gains = room >= 1 and indent + 4 + len(annotation) <= WIDTH
    if _is_atom(annotation) and not gains:
        return annotation
    return _parenthesised(annotation, indent)


def _before_value(annotation: Expression, indent: int, before: int) -> str:
    """Return the annotation of a line that is too long: it or the value is split."""
    if _is_atom(annotation):
        return annotation
    splits = isinstance(annotation, Group) and annotation.comma
    if not splits and indent + before + len(f"{annotation} = (") <= WIDTH:
        return annotation
    if isinstance(annotation, Group):
        return exploded(annotation, indent, before, 0)
    return _alone(annotation, indent, before)


def class_header(name: str, base: Expression) -> PyText:
    """Return `class name(base):`."""
    line = f"class {py_name(name)}({base}):"
    if len(line) <= WIDTH:
        return PyText(line)
    return PyText(f"class {name}(\n    {layout(base, 4, 0)}\n):")


GENERATED = "Generated by contractgen from the contracts: do not edit."


def module_docstring(text: str) -> PyText:
    """Return the docstring of a generated module, which says that it is one."""
    return docstring(f"{text}\n\n{GENERATED}", 0)


def docstring(text: str, indent: int) -> PyText:
    """Return prose (no outer blank lines) as a docstring, indented by `indent`.

    Blanks that ruff or `inspect.cleandoc` would take for layout are escaped, so the
    text reads back as it was, indentation of continuation lines aside.
    """
    if _PLAIN_PROSE.fullmatch(text):
        return PyText(f'"""{text}"""')
    lines = [_doc_line(line) for line in text.split("\n")]
    margin = " " * indent
    body = "\n".join(margin + line if line else "" for line in lines).lstrip(" ")
    if len(lines) > 1:
        return PyText(f'"""{body}\n{margin}"""')
    return PyText(f'"""{body}"""')


def _doc_line(line: str) -> str:
    escaped = _ODD.sub(_escape, line)
    if '"""' in line or line.startswith('"') or line.endswith('"'):
        escaped = escaped.replace('"', '\\"')
    if escaped.startswith(" "):
        escaped = "\\x20" + escaped[1:]
    return escaped[:-1] + "\\x20" if escaped.endswith(" ") else escaped
