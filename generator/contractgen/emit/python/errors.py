"""`errors.py`: the errors that the operations of a package declare."""

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.python.module import Module
from contractgen.ir import Error, Package
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    assignment,
    class_header,
    docstring,
    py_string,
)


class ErrorClass(Struct, frozen=True):
    """One error."""

    header: PyText
    docstring: PyText
    code: PyText
    http: PyText
    gql_code: PyText
    description: PyText


class ErrorsModule(Struct, frozen=True):
    """Everything `python/errors.py.jinja` shows."""

    package: PyText
    imports: PyText
    errors: tuple[ErrorClass, ...]


def declared(package: Package) -> dict[str, Error]:
    """Return the errors of a package by code; the first to declare one describes it."""
    found: dict[str, Error] = {}
    for operation in package.operations:
        for error in operation.errors:
            found.setdefault(error.code, error)
    return dict(sorted(found.items()))


def view(api: Api, package: Package) -> ErrorsModule | None:
    """Return the module of `package`, None without errors."""
    errors = declared(package)
    if not errors:
        return None
    module = Module(api.names, package.name, "errors")
    classes = tuple(_error(error, module) for error in errors.values())
    return ErrorsModule(PyText(package.name), module.imports, classes)


def _error(error: Error, module: Module) -> ErrorClass:
    base = module.use(".._contract", "ContractError")
    text = error.description or f"The error {error.code}."
    return ErrorClass(
        header=class_header(module.error(error.code), base),
        docstring=docstring(text, 4),
        code=assignment("code", py_string(error.code), 4),
        http=assignment("http", PyText(error.http), 4),
        gql_code=assignment("gql_code", py_string(error.gql_code), 4),
        description=assignment("description", py_string(error.description), 4),
    )
