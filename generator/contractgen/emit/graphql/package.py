"""The Python module that answers one package's root fields, as a view.

One small function per operation: what its route does over HTTP, in the same words.
Modules are imported whole, so that no contract's name meets one of ours.
"""

from msgspec import Struct

from contractgen.emit.base import Api
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
    module_docstring,
    py_name,
    py_string,
    subscript,
)
from contractgen.render.python_imports import import_block


class ResolverView(Struct, frozen=True):
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


class PackageView(Struct, frozen=True):
    """`<package>/graphql.py`."""

    docstring: PyText
    imports: PyText
    registry: PyText
    fields: tuple[ResolverView, ...]


def package_view(api: Api, package: Package) -> PackageView:
    """Return the view of the module of a package that has operations."""
    maker = _Resolvers(api, package)
    registry = Group(f"Fields[{maker.service}](", (py_string(package.name),), ")")
    return PackageView(
        module_docstring(f"The GraphQL fields of package {package.name}."),
        _imports(api, package),
        assignment("fields", registry),
        tuple(maker.resolver(operation) for operation in package.operations),
    )


def _imports(api: Api, package: Package) -> PyText:
    operations = package.operations
    symbols = {one for each in operations for one in (each.input, each.output) if one}
    homes = {symbol.package for symbol in symbols}
    own = {
        "errors": any(operation.errors for operation in operations),
        "models": package.name in homes,
        "service": True,
    }
    wanted: dict[str, list[str]] = {
        ".": [name for name, used in own.items() if used],
        ".._contract": ["declared"],
        ".._graphql": ["Call", "Fields"],
    }
    if api.config.python.service == "sync":
        wanted["starlette.concurrency"] = ["run_in_threadpool"]
    for home in homes - {package.name}:
        module = api.names.packages[home].module
        wanted[f"..{module}"] = [f"models as {module}_models"]
    return import_block(wanted)


class _Resolvers:
    """Makes the resolvers of one package."""

    def __init__(self, api: Api, package: Package) -> None:
        self._api = api
        self._package = package
        service = api.names.packages[package.name].service
        self.service = py_name(f"service.{service}")
        self._parameters = (Prefix("call: ", subscript("Call", [self.service])),)

    def resolver(self, operation: Operation) -> ResolverView:
        """Return the function that answers `operation`."""
        names = self._api.names.operations[operation.id]
        function = f"async def {py_name(names.python)}_field("
        head = Group(function, self._parameters, ")")
        context = call(f"service.{py_name(names.context)}", _CONTEXT)
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
        given = [_INPUT] if operation.input is not None else []
        arguments: list[Expression] = [*given, _GIVEN_CTX]
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
        made = call("call.reply", [_CTX, _OUTPUT, self._model(symbol)])
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


_CONTEXT = tuple(PyText(f"call.{name}") for name in ("principal", "events", "request"))
_CTX = PyText("ctx")
_INPUT, _OUTPUT = PyText("input"), PyText("output")
_GIVEN_CTX = keyword("ctx", _CTX)
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
