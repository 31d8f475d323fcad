"""The Python module that answers one package's root fields, as a view.

One small function per operation: what its route does over HTTP, in the same words.
Modules are imported whole, so that no contract's name meets one of ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from contractgen.emit.base import Api
from contractgen.emit.graphql.layout import import_line
from contractgen.ir import Error, Operation, Package, Policy, Symbol
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    Expression,
    Group,
    Prefix,
    assignment,
    call,
    docstring,
    keyword,
    layout,
    py_name,
    py_string,
    subscript,
)


@dataclass(frozen=True, slots=True)
class ResolverView:
    """The function that answers one root field, a statement each."""

    decorator: PyText
    signature: PyText
    docstring: PyText
    takes_input: bool
    read: PyText
    context: PyText
    declared: PyText
    call: PyText
    reply: PyText


@dataclass(frozen=True, slots=True)
class PackageView:
    """`<package>/graphql.py`."""

    docstring: PyText
    imports: tuple[PyText, ...]
    registry: PyText
    fields: tuple[ResolverView, ...]


def package_view(api: Api, package: Package) -> PackageView:
    """Return the view of the module of a package that has operations."""
    maker = _Resolvers(api, package)
    registry = Group(f"Fields[{maker.service}](", (py_string(package.name),), ")")
    return PackageView(
        docstring(f"The GraphQL fields of package {package.name}.", 0),
        tuple(_imports(api, package)),
        assignment("fields", registry),
        tuple(maker.resolver(operation) for operation in package.operations),
    )


def _imports(api: Api, package: Package) -> Iterator[PyText]:
    operations = package.operations
    if api.config.python.service == "sync":
        yield PyText("from starlette.concurrency import run_in_threadpool\n")
    yield PyText("from .._contract import declared")
    yield PyText("from .._graphql import Call, Fields")
    symbols = {one for each in operations for one in (each.input, each.output) if one}
    homes = {symbol.package for symbol in symbols}
    for other in api.contracts.packages:
        if other.name in homes and other.name != package.name:
            module = api.names.packages[other.name].module
            yield import_line(f"..{module}", "models", f"{module}_models")
    own = {
        "errors": any(operation.errors for operation in operations),
        "models": package.name in homes,
        "service": True,
    }
    yield PyText(f"from . import {', '.join(name for name in own if own[name])}")


class _Resolvers:
    """Makes the resolvers of one package."""

    def __init__(self, api: Api, package: Package) -> None:
        self._api = api
        self._package = package
        service = api.names.packages[package.name].service
        self.service = py_name(f"service.{service}")

    def resolver(self, operation: Operation) -> ResolverView:
        """Return the function that answers `operation`."""
        names = self._api.names.operations[operation.id]
        parameter = Prefix("call: ", subscript("Call", [self.service]))
        head = Group(f"async def {py_name(names.python)}_field(", (parameter,), ")")
        arguments = [PyText(f"call.{name}") for name in _CONTEXT]
        context = call(f"service.{py_name(names.context)}", arguments)
        declared = call("declared", map(self._error, operation.errors))
        return ResolverView(
            decorator=layout(_decorator(names.graphql, operation.policy), 0, 0),
            signature=PyText(f"{layout(head, 0, 0, len(_RETURN))}{_RETURN}"),
            docstring=docstring(operation.meta.description, 4),
            takes_input=operation.input is not None,
            read=self._read(operation.input),
            context=assignment("ctx", context, 4),
            declared=PyText(f"with {layout(declared, 4, len('with '), 1)}:"),
            call=self._call(operation, names.python),
            reply=self._reply(operation.output),
        )

    def _read(self, symbol: Symbol | None) -> PyText:
        if symbol is None:
            return PyText("")
        return assignment("input", call("call.read", [self._model(symbol)]), 4)

    def _call(self, operation: Operation, method: str) -> PyText:
        target = py_name(f"call.service.{method}")
        given = [PyText("input")] if operation.input is not None else []
        arguments: list[Expression] = [*given, keyword("ctx", PyText("ctx"))]
        if self._api.config.python.service == "sync":
            made = call("await run_in_threadpool", [target, *arguments])
        else:
            made = call(f"await {target}", arguments)
        if operation.output is None:
            return layout(made, 8, 0)
        return assignment("output", made, 8)

    def _reply(self, symbol: Symbol | None) -> PyText:
        if symbol is None:
            return PyText("return call.done(ctx)")
        arguments = [PyText("ctx"), PyText("output"), self._model(symbol)]
        made = call("call.reply", arguments)
        return PyText(f"return {layout(made, 4, len('return '))}")

    def _model(self, symbol: Symbol) -> PyText:
        name = self._api.names.models[symbol].python
        if symbol.package == self._package.name:
            return py_name(f"models.{name}")
        module = self._api.names.packages[symbol.package].module
        return py_name(f"{module}_models.{name}")

    def _error(self, error: Error) -> PyText:
        name = self._api.names.errors[self._package.name, error.code]
        return py_name(f"errors.{name}")


_CONTEXT = ("principal", "events", "request")
_RETURN = " -> object:"


def _decorator(field: str, policy: Policy) -> Expression:
    by = keyword("by", py_string(policy.auth))
    named = {"roles": policy.roles, "permissions": policy.permissions}
    more = (keyword(name, _texts(texts)) for name, texts in named.items() if texts)
    return call("@fields.resolve", (py_string(field), by, *more))


def _texts(texts: tuple[str, ...]) -> Expression:
    if len(texts) == 1:  # a tuple of one has a comma, even on one line
        return Group("(", (py_string(texts[0]),), ",)", comma=False)
    return Group("(", tuple(map(py_string, texts)), ")")
