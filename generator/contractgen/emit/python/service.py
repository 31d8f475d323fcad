"""`service.py`: the Protocol that a package's service follows, and its contexts."""

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.python.module import Module
from contractgen.emit.python.prose import prose
from contractgen.ir import Operation, Package
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    OrNone,
    assignment,
    class_header,
    docstring,
    py_name,
    py_string,
    py_tuple,
    subscript,
)

_NONE = PyText("None")


class ContextClass(Struct, frozen=True):
    """What one operation may use besides its input."""

    header: PyText
    docstring: PyText
    operation: PyText
    has_events: bool
    emits: PyText


class Method(Struct, frozen=True):
    """One operation."""

    name: PyText
    has_input: bool
    input: PyText
    context: PyText
    output: PyText
    docstring: PyText


class ServiceModule(Struct, frozen=True):
    """Everything `python/service.py.jinja` shows."""

    package: PyText
    imports: PyText
    contexts: tuple[ContextClass, ...]
    service: PyText
    async_: PyText
    methods: tuple[Method, ...]


def view(api: Api, package: Package) -> ServiceModule | None:
    """Return the module of `package`, None without operations."""
    if not package.operations:
        return None
    module = Module(api.names, package.name, "service")
    module.use("abc", "abstractmethod")
    module.use("typing", "runtime_checkable")
    protocol = module.use("typing", "Protocol")
    contexts = tuple(_context(api, one, module) for one in package.operations)
    methods = tuple(_method(one, module) for one in package.operations)
    return ServiceModule(
        package=PyText(package.name),
        imports=module.imports,
        contexts=contexts,
        service=class_header(api.names.packages[package.name].service, protocol),
        async_=PyText("async " if api.config.python.service == "async" else ""),
        methods=methods,
    )


def _context(api: Api, operation: Operation, module: Module) -> ContextClass:
    meta = operation.meta
    principal = module.use(".._contract", "Principal")
    anonymous = operation.policy.auth == "anonymous"
    caller = OrNone(principal) if anonymous else principal
    base = subscript(module.use(".._contract", "CallContext"), [caller])
    events = dict.fromkeys(one.event for one in operation.emits)
    classes = [module.event(api.contracts.events[id_].package, id_) for id_ in events]
    text = f"What `{meta.key}` {meta.version} may use besides its input."
    return ContextClass(
        header=class_header(module.names.operations[operation.id].context, base),
        docstring=docstring(text, 4),
        operation=assignment("operation", py_string(meta.key), 4),
        has_events=bool(classes),
        emits=assignment("emits", py_tuple(classes), 4),
    )


def _method(operation: Operation, module: Module) -> Method:
    names, meta = module.names.operations[operation.id], operation.meta
    input_, output = operation.input, operation.output
    text = prose(meta.description, meta.stability == "deprecated")
    return Method(
        name=py_name(names.python),
        has_input=input_ is not None,
        input=_NONE if input_ is None else module.model(input_),
        context=py_name(names.context),
        output=_NONE if output is None else module.model(output),
        docstring=docstring(text or f"Perform {meta.key}.", 8),
    )
