"""Statements of a contract module, top to bottom: assignments, imports, DSL calls."""

import ast

from contractgen.read.python.codes import NOT_DATA
from contractgen.read.python.expressions import Expressions
from contractgen.read.python.imports import Importer
from contractgen.read.python.modules import Library, Module
from contractgen.read.python.values import Refused, Thing
from contractgen.read.text import MAX_FINDINGS

_ALLOWED = (
    "contracts are read, never run: assignments, imports of contract modules and "
    "calls of contractgen.dsl are understood"
)
_NAMES: dict[type[ast.stmt], str] = {
    ast.FunctionDef: "a function",
    ast.AsyncFunctionDef: "a function",
    ast.ClassDef: "a class",
    ast.For: "a loop",
    ast.AsyncFor: "a loop",
    ast.While: "a loop",
    ast.If: "a condition",
    ast.Match: "a condition",
    ast.With: "`with`",
    ast.AsyncWith: "`with`",
    ast.Try: "`try`",
    ast.TryStar: "`try`",
    ast.Raise: "`raise`",
    ast.Assert: "`assert`",
    ast.Delete: "`del`",
    ast.AugAssign: "changing a value in place",
    ast.Global: "`global`",
}


def run(module: Module, library: Library) -> None:
    """Read a module's statements into its names, definitions and diagnostics."""
    importer = Importer(module, library)
    expressions = Expressions(module, importer)
    for statement in module.body:
        try:
            _statement(statement, module, importer, expressions)
        except Refused as refused:
            module.complete = False
            for name in _targets(statement):
                module.names[name] = Thing.BROKEN
            if refused.diagnostic:
                module.found.append(refused.diagnostic)
        if len(module.found) >= MAX_FINDINGS:
            return


def _statement(
    statement: ast.stmt, module: Module, importer: Importer, expressions: Expressions
) -> None:
    match statement:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
            pass
        case ast.Expr(value=ast.Call() as call):
            expressions.value(call)
        case ast.Import():
            importer.plain(statement)
        case ast.ImportFrom():
            importer.from_module(statement)
        case ast.Assign() | ast.AnnAssign(value=ast.expr()):
            _assign(statement, module, expressions)
        case ast.AnnAssign():
            pass
        case _:
            raise _refused(statement, module)


def _assign(
    statement: ast.Assign | ast.AnnAssign, module: Module, expressions: Expressions
) -> None:
    names = _targets(statement)
    if names == ["__all__"] or statement.value is None:
        return
    value = expressions.value(statement.value)
    targets = (
        statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    )
    for target in targets:
        if not isinstance(target, ast.Name):
            message = "only a plain name can be assigned to in a contract"
            span = module.places.span(target)
            raise Refused(NOT_DATA.at(span, message, help="one name per line"))
        module.names[target.id] = value


def _targets(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.Assign(targets=targets):
            pass
        case ast.AnnAssign(target=target):
            targets = [target]
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case _:
            return []
    names = (node for target in targets for node in ast.walk(target))
    return [node.id for node in names if isinstance(node, ast.Name)]


def _refused(statement: ast.stmt, module: Module) -> Refused:
    name = _NAMES.get(type(statement), "this statement")
    if isinstance(statement, ast.Expr):
        name = "an expression that defines nothing"
    span = module.places.span(statement)
    first = module.source.text.find("\n", span.start, span.end)
    if first != -1:
        span = type(span)(span.source, span.start, first)
    message = f"{name} is not allowed in a contract"
    return Refused(NOT_DATA.at(span, message, help=_ALLOWED))
