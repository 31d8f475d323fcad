"""One operation as a route: each line of its function, laid out."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from contractgen.ir import Operation, Symbol
from contractgen.names import NameTable, OperationNames
from contractgen.names.reserved import PYTHON_WORDS
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    WIDTH,
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
    py_value,
    subscript,
)
from contractgen.views.binding import Binding

_STATEMENT, _BLOCK = 8, 12
"""Indentation of the function's body, and of what stands in its `with`."""

_REQUEST, _INPUT, _OUTPUT = PyText("request"), PyText("input"), PyText("output")
_GIVEN_CTX = keyword("ctx", PyText("ctx"))
_CTX, _LIMIT = PyText("ctx"), PyText("call.body_limit")
_CALL = (PyText("call.principal"), PyText("call.events"), _REQUEST)
_NO_MODEL = keyword("response_model", PyText("None"))
_REQUEST_PARAMETER = PyText("request: Request")
_ROUTER_PARAMETER = PyText("router: APIRouter")


class BoundOperation(Struct, frozen=True):
    """An operation, where its input travels, and what it and its models are called."""

    operation: Operation
    binding: Binding
    route: OperationNames
    names: NameTable

    @property
    def models(self) -> Iterator[Symbol]:
        """Input and output, as far as there are any."""
        return filter(None, (self.operation.input, self.operation.output))

    @property
    def errors(self) -> list[PyText]:
        """The exception classes of the declared errors."""
        package = self.operation.package
        declared = {error.code: None for error in self.operation.errors}
        return [py_name(self.names.errors[package, code]) for code in declared]

    @property
    def reads(self) -> PyText:
        """The function that reads the input."""
        if self.operation.input is None:
            return PyText("read_nothing")
        return PyText("read_body" if self.binding.body else "read_query")

    @property
    def answers(self) -> PyText:
        """The function that makes the response."""
        return PyText("empty" if self.operation.output is None else "reply")

    def home(self, symbol: Symbol) -> tuple[str, str]:
        """Return the module of a model's class, and what is imported from it."""
        if symbol.package == self.operation.package:
            return ".models", self.names.models[symbol].python
        module = self.names.packages[symbol.package].module
        return f"..{module}", f"models as {_alias(module)}"

    def model(self, symbol: Symbol) -> PyText:
        """Return a model's class as the module calls it."""
        name = self.names.models[symbol].python
        if symbol.package == self.operation.package:
            return py_name(name)
        return py_name(f"{_alias(self.names.packages[symbol.package].module)}.{name}")


def _alias(module: str) -> str:
    return f"_{module}_models"


class Route(Struct, frozen=True):
    """A function that registers the route of one operation.

    Functions of routes end in `_route`: a method may be called `reply` or `router`,
    which the function itself uses.
    """

    name: PyText
    registrar: PyText
    decorator: PyText
    signature: PyText
    docstring: PyText
    read: PyText
    context: PyText
    declared: PyText
    call: PyText
    answer: PyText


def route(one: BoundOperation, service: PyText, *, sync: bool) -> Route:
    """Return the route of an operation; `sync`: its service is called in a thread."""
    function = py_name(f"{_unescaped(one.route.python)}_route")
    name = py_name(f"_add_{function}")
    return Route(
        name=name,
        registrar=_registrar(name, service),
        decorator=_decorator(one),
        signature=_signature(one, function, service),
        docstring=docstring(one.operation.meta.description, _STATEMENT),
        read=_read(one),
        context=_context(one),
        declared=layout(call("declared", one.errors), _STATEMENT, len("with "), 1),
        call=_call(one, sync=sync),
        answer=_answer(one),
    )


def _unescaped(method: str) -> str:
    """Return a method's name without the `_` that keeps it off a reserved word."""
    word = method.removesuffix("_")
    return word if word in PYTHON_WORDS else method


def _registrar(name: PyText, service: PyText) -> PyText:
    calls = PyText(f"calls: Calls[{service}]")
    parameters = (_ROUTER_PARAMETER, calls)
    return layout(Group(f"{name}(", parameters, ") -> None"), 0, len("def "), 1)


def _decorator(one: BoundOperation) -> PyText:
    given = (
        py_string(one.route.path),
        keyword("operation_id", py_string(one.route.operation_id)),
        _NO_MODEL,
    )
    register = call(one.route.method.lower(), given)
    return layout(register, 4, len("@router."))


def _signature(one: BoundOperation, function: PyText, service: PyText) -> PyText:
    policy = one.operation.policy
    caller = _caller(service, policy.auth, policy.roles, policy.permissions)
    group = Group(f"{function}(", (_REQUEST_PARAMETER, caller), ") -> Response")
    return layout(group, 4, len("async def "), 1)


@lru_cache(maxsize=1024)  # most operations of a package have one policy
def _caller(
    service: PyText, auth: str, roles: tuple[str, ...], permissions: tuple[str, ...]
) -> PyText:
    """Return the parameter `call`, which lets only some callers in."""
    given: list[Expression] = [py_string(auth)]
    if roles:
        given.append(keyword("roles", py_value(roles)))
    if permissions:
        given.append(keyword("permissions", py_value(permissions)))
    annotation = [subscript("Call", [service]), call("calls.by", given)]
    return layout(Prefix("call: ", subscript("Annotated", annotation)), 8, 0, 1)


def _read(one: BoundOperation) -> PyText:
    model = one.operation.input
    if model is None:
        return PyText("read_nothing(request)")
    given: list[Expression] = [_REQUEST, one.model(model)]
    if one.binding.body:
        given.append(_LIMIT)
    if one.binding.path:
        names = tuple(field.name for field in one.binding.path)
        given.append(keyword("path", py_value(names)))
    if one.binding.whole_query:
        given.append(keyword("whole", py_string("input")))
    waits = "await " if one.binding.body else ""
    return assignment("input", call(f"{waits}{one.reads}", given), _STATEMENT)


def _context(one: BoundOperation) -> PyText:
    return assignment("ctx", call(py_name(one.route.context), _CALL), _STATEMENT)


def _call(one: BoundOperation, *, sync: bool) -> PyText:
    method = py_name(f"call.service.{one.route.python}")
    given: list[Expression] = [method] if sync else []
    if one.operation.input is not None:
        given.append(_INPUT)
    given.append(_GIVEN_CTX)
    function = PyText("run_in_threadpool") if sync else method
    if one.operation.output is not None:
        return assignment("output", call(f"await {function}", given), _BLOCK)
    return _awaited(call(function, given), function)


def _awaited(value: Expression, function: PyText) -> PyText:
    """Return the statement that awaits a call, in parentheses where ruff wants them."""
    margin = " " * _BLOCK
    over = _BLOCK + len(f"await {function}(") > WIDTH
    if over and _BLOCK + 4 + len(f"{function}(") <= WIDTH:
        inner = layout(value, _BLOCK + 4, 0)
        return PyText(f"await (\n{margin}    {inner}\n{margin})")
    return PyText(f"await {layout(value, _BLOCK, len('await '))}")


def _answer(one: BoundOperation) -> PyText:
    status = one.operation.success.status
    given: list[Expression] = [_CTX]
    if one.operation.output is not None:
        given += [_OUTPUT, one.model(one.operation.output)]
    if status != (204 if one.operation.output is None else 200):
        given.append(keyword("status", PyText(str(status))))
    return layout(call(one.answers, given), _STATEMENT, len("return "))
