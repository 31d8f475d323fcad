"""`models.py`: the models and enums of a package."""

from dataclasses import dataclass

from contractgen.emit.base import Api
from contractgen.emit.python.module import Module
from contractgen.emit.python.prose import prose
from contractgen.emit.python.types import annotation, default
from contractgen.ir import Enum, EnumValue, Field, Model, Package, Symbol
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    class_header,
    declaration,
    docstring,
    assignment,
    py_name,
    py_string,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A field or enum member: its line, and a docstring if there is one."""

    line: PyText
    described: bool
    docstring: PyText


@dataclass(frozen=True, slots=True)
class ClassBody:
    """A model or enum; a model may be without members."""

    header: PyText
    docstring: PyText
    has_members: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ModelsModule:
    """Everything `python/models.py.jinja` shows."""

    package: PyText
    imports: PyText
    enums: tuple[ClassBody, ...]
    models: tuple[ClassBody, ...]


def view(api: Api, package: Package) -> ModelsModule | None:
    """Return the module of `package`, None without models and enums."""
    if not package.models and not package.enums:
        return None
    module = Module(api.names, package.name, "models")
    module.use("__future__", "annotations")
    enums = tuple(_enum(enum, module) for enum in package.enums)
    models = tuple(_model(model, module) for model in package.models)
    return ModelsModule(PyText(package.name), module.imports, enums, models)


def _enum(enum: Enum, module: Module) -> ClassBody:
    names = module.names.enums[enum.symbol]
    base = module.use(".._models", "ContractEnum")
    members = tuple(
        _member(item, names.python_members[item.value]) for item in enum.values
    )
    text = _about(enum.description, enum.symbol, "enum")
    return ClassBody(class_header(names.python, base), text, True, members)


def _member(item: EnumValue, name: str) -> Member:
    line = assignment(py_name(name), py_string(item.value), 4)
    return _described(line, item.description, item.deprecated)


def _model(model: Model, module: Module) -> ClassBody:
    symbol = model.symbol
    attributes = module.names.fields[symbol]
    base = module.use(".._models", "Model")
    members = tuple(
        _field(field, attributes[field.name], module) for field in model.fields
    )
    header = class_header(module.names.models[symbol].python, base)
    text = _about(model.description, symbol, "model")
    return ClassBody(header, text, bool(members), members)


def _field(field: Field, attribute: str, module: Module) -> Member:
    type_ = annotation(field, attribute, module)
    line = declaration(py_name(attribute), type_, default(field, module), 4)
    return _described(line, field.description, field.deprecated)


def _described(line: PyText, description: str, deprecated: bool) -> Member:
    text = prose(description, deprecated)
    return Member(line, bool(text), docstring(text, 4))


def _about(description: str, symbol: Symbol, kind: str) -> PyText:
    own = f"The {kind} {symbol.name} of package {symbol.package}."
    return docstring(description or own, 4)
