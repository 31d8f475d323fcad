"""Templates to Python: Jinja reads them, and what they may hold is compiled here.

A template prints, loops (`for`), asks flags (`if`) and includes; for whatever else
Jinja can do there is no translation. The code needs nothing of Jinja, which takes
longer to import than a package to compile: this module is imported for templates that
were not compiled before.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from types import CodeType
from typing import TypeAlias, TypeVar

from jinja2 import Environment, TemplateSyntaxError, nodes

_FRAME = "def template(view, put): pass"
_WORDS: Mapping[type[nodes.Node], str] = {
    nodes.Assign: "`set`",
    nodes.AssignBlock: "`set`",
    nodes.Call: "calls",
    nodes.Compare: "comparisons",
    nodes.Const: "literals",
    nodes.Filter: "filters",
    nodes.FilterBlock: "filters",
    nodes.Getitem: "subscripts",
    nodes.Macro: "macros",
    nodes.Test: "tests",
}

_Scope: TypeAlias = Mapping[str, str]
"""The variables of a template, and what they are called in its code."""

_Made = TypeVar("_Made", ast.stmt, ast.expr)


def environment() -> Environment:
    """Return how templates are read; Jinja renders none."""
    return Environment(  # noqa: S701  # there is nothing to escape
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )


def compile_template(text: str, name: str) -> CodeType:
    """Return code that defines `template(view, put)`, at the lines of file `name`.

    It calls `put` with what is printed. Among its globals it needs `fragments` (a tuple
    of types), `refuse` (called with whatever is none of them), `include` (with a name,
    `view` and `put`) and `isinstance`.

    Raises SyntaxError, with file and line, for what no template may hold.
    """
    try:
        parsed = environment().parse(text, name)
    except TemplateSyntaxError as error:
        raise _mistake(error.message or "wrong", name, error.lineno) from error
    except ValueError as error:  # a number with thousands of digits
        raise _mistake(str(error), name, 1) from error
    tree = ast.parse(_FRAME)
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            function.body += _Compiler(name).statements(parsed.body, {"view": "view"})
    return compile(ast.fix_missing_locations(tree), name, "exec")


class _Compiler:
    """Translates the nodes of one template. Raises SyntaxError."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loops = count(1)

    def statements(
        self, body: Iterable[nodes.Node], scope: _Scope
    ) -> Iterator[ast.stmt]:
        """Yield what `body` does."""
        return (_at(node, self._statement(node, scope)) for node in body)

    def _statement(self, node: nodes.Node, scope: _Scope) -> ast.stmt:
        match node:
            case nodes.Output():
                printed = [self._printed(one, scope) for one in node.nodes]
                return _call("put", ast.Tuple(printed, ast.Load()))
            case nodes.If():
                return self._if(node, scope)
            case nodes.For(
                target=nodes.Name() as target, else_=[], test=None, recursive=False
            ):
                return self._for(node, target.name, scope)
            case nodes.Include(
                template=nodes.Const(value=str() as name),
                with_context=True,
                ignore_missing=False,
            ):
                return _call("include", ast.Constant(name), _load("view"), _load("put"))
            case _:
                raise self._refused(node)

    def _if(self, node: nodes.If, scope: _Scope) -> ast.If:
        otherwise = [*self.statements(node.else_, scope)]
        for branch in reversed(node.elif_):
            otherwise = [_at(branch, self._branch(branch, otherwise, scope))]
        return self._branch(node, otherwise, scope)

    def _branch(
        self, node: nodes.If, otherwise: list[ast.stmt], scope: _Scope
    ) -> ast.If:
        body = self._block(node.body, scope)
        return ast.If(self._flag(node.test, scope), body, otherwise)

    def _for(self, node: nodes.For, name: str, scope: _Scope) -> ast.For:
        variable = f"{name}_{next(self._loops)}"
        body = self._block(node.body, {**scope, name: variable})
        target = ast.Name(variable, ast.Store())
        return ast.For(target, self._value(node.iter, scope), body, [])

    def _block(self, body: Iterable[nodes.Node], scope: _Scope) -> list[ast.stmt]:
        return [*self.statements(body, scope)] or [ast.Pass()]

    def _printed(self, node: nodes.Expr, scope: _Scope) -> ast.expr:
        """Return a text, or a value that is found to be a fragment."""
        if isinstance(node, nodes.TemplateData):
            return ast.Constant(node.data)
        named = ast.NamedExpr(ast.Name("value", ast.Store()), self._value(node, scope))
        is_one = ast.Call(_load("isinstance"), [named, _load("fragments")], [])
        refused = ast.Call(_load("refuse"), [_load("value")], [])
        return _at(node, ast.IfExp(is_one, _load("value"), refused))

    def _flag(self, node: nodes.Node, scope: _Scope) -> ast.expr:
        match node:
            case nodes.Not():
                return ast.UnaryOp(ast.Not(), self._flag(node.node, scope))
            case nodes.And() | nodes.Or():
                both = [self._flag(one, scope) for one in (node.left, node.right)]
                operator = ast.And() if isinstance(node, nodes.And) else ast.Or()
                return ast.BoolOp(operator, both)
            case _:
                return self._value(node, scope)

    def _value(self, node: nodes.Node, scope: _Scope) -> ast.expr:
        match node:
            case nodes.Name():
                if node.name not in scope:
                    raise self._wrong(f"there is no {node.name!r} here", node)
                return _at(node, _load(scope[node.name]))
            case nodes.Getattr():
                of = self._value(node.node, scope)
                return _at(node, ast.Attribute(of, node.attr, ast.Load()))
            case _:
                raise self._refused(node)

    def _refused(self, node: nodes.Node) -> SyntaxError:
        what = _WORDS.get(type(node), f"`{type(node).__name__.lower()}` of this kind")
        told = "templates print attributes, loop, ask flags and include"
        return self._wrong(f"{told}; they know no {what}", node)

    def _wrong(self, message: str, node: nodes.Node) -> SyntaxError:
        inner = (each.lineno for each in node.find_all(nodes.Node))
        lines = (line for line in (node.lineno, *inner) if line)  # some have none
        return _mistake(message, self._name, min(lines, default=1))


def _mistake(message: str, name: str, line: int) -> SyntaxError:
    return SyntaxError(message, (name, line, None, None))


def _at(node: nodes.Node, made: _Made) -> _Made:
    """Give what was made of a node its line, which errors are told by."""
    made.lineno = made.end_lineno = node.lineno
    made.col_offset = made.end_col_offset = 0
    return made


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.stmt:
    return ast.Expr(ast.Call(_load(name), [*arguments], []))
