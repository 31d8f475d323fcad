"""`models.py`: the models and enums of a package."""

from functools import partial

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.python.module import Module
from contractgen.emit.python.prose import prose
from contractgen.emit.python.types import annotation, default
from contractgen.ir import Enum, EnumValue, Field, Model, Package, Symbol
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    assignment,
    class_header,
    declaration,
    docstring,
    py_name,
    py_string,
)
from contractgen.views.alike import Alike


class ClassBody(Struct, frozen=True):
    """A model or enum. Members stand with their docstrings; there may be none."""

    header: PyText
    docstring: PyText
    has_members: bool
    members: tuple[PyText, ...]


class ModelsModule(Struct, frozen=True):
    """Everything `python/models.py.jinja` shows."""

    package: PyText
    imports: PyText
    classes: tuple[ClassBody, ...]


def view(api: Api, package: Package) -> ModelsModule | None:
    """Return the module of `package`, None without models and enums."""
    if not package.models and not package.enums:
        return None
    module = Module(api.names, package.name, "models")
    module.use("__future__", "annotations")
    fields: Alike[str, PyText] = Alike()
    classes = (  # enums first: their members are defaults of fields
        *(_enum(enum, module) for enum in package.enums),
        *(_model(model, module, fields) for model in package.models),
    )
    return ModelsModule(PyText(package.name), module.imports, classes)


def _enum(enum: Enum, module: Module) -> ClassBody:
    names = module.names.enums[enum.symbol]
    base = module.use(".._models", "ContractEnum")
    members = tuple(
        _member(item, names.python_members[item.value]) for item in enum.values
    )
    text = _about(enum.description, enum.symbol, "enum")
    return ClassBody(class_header(names.python, base), text, True, members)


def _member(item: EnumValue, name: str) -> PyText:
    line = assignment(py_name(name), py_string(item.value), 4)
    return _described(line, item.description, item.deprecated)


def _model(model: Model, module: Module, fields: Alike[str, PyText]) -> ClassBody:
    symbol = model.symbol
    attributes = module.names.fields[symbol]
    base = module.use(".._models", "Model")
    make = partial(_field, module)
    members = (fields.of(field, attributes[field.name], make) for field in model.fields)
    header = class_header(module.names.models[symbol].python, base)
    text = _about(model.description, symbol, "model")
    return ClassBody(header, text, bool(model.fields), tuple(members))


def _field(module: Module, field: Field, attribute: str) -> PyText:
    """Write a field; of those that are alike, one is written in a module."""
    type_ = annotation(field, attribute, module)
    line = declaration(py_name(attribute), type_, default(field, module), 4)
    return _described(line, field.description, field.deprecated)


def _described(line: PyText, description: str, deprecated: bool) -> PyText:
    text = prose(description, deprecated)
    return PyText(f"{line}\n    {docstring(text, 4)}") if text else line


def _about(description: str, symbol: Symbol, kind: str) -> PyText:
    own = f"The {kind} {symbol.name} of package {symbol.package}."
    return docstring(description or own, 4)
