"""Defaults and examples of fields: read once every model is known.

A default is completed with the defaults of the fields that it leaves out, so those are
read first; a default that would contain itself is refused.
"""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from contractgen.diagnostics import Diagnostic
from contractgen.ir import Field, ModelType, Symbol, Type
from contractgen.nodes import Mapping, Node, Sequence
from contractgen.resolve.definitions import REQUIRED_CIRCLE, Definitions, Pending
from contractgen.resolve.graphs import circles, components
from contractgen.resolve.values import ValueReader

_Place: TypeAlias = tuple[Symbol, str]
"""A model and the name of one of its fields."""

_Fields: TypeAlias = dict[str, Field]
_Graph: TypeAlias = dict[_Place, tuple[_Place, ...]]


def read_constants(definitions: Definitions, found: list[Diagnostic]) -> None:
    """Put the defaults and examples into the models, checked against their types.

    A field whose constant is wrong is taken out, and its model not checked against.
    """
    models: dict[Symbol, _Fields] = {
        symbol: {member.name: member for member in model.fields}
        for symbol, model in definitions.models.items()
        if any(member.default or member.example for member in model.fields)
    }
    reader = values_of(definitions, found, complete=True)
    reader.follow(models)
    graph = _needs(definitions, models)
    linked = {place: needs for place, needs in graph.items() if needs}
    endless = _endless(linked)
    _refuse(linked, models, found)
    for component in components(graph):
        for symbol, name in component:
            known = (symbol, name) not in endless
            if not (known and _read_default(models[symbol], name, reader)):
                del models[symbol][name]
                definitions.opaque.add(symbol)
    for symbol, fields in models.items():
        for name in [name for name, member in fields.items() if member.example]:
            if not _read_example(fields, name, reader):
                del fields[name]
                definitions.opaque.add(symbol)
        model = definitions.models[symbol]
        definitions.models[symbol] = replace(model, fields=tuple(fields.values()))


def _read_default(fields: _Fields, name: str, reader: ValueReader) -> bool:
    """Read a field's default; return False if it is wrong."""
    member = fields[name]
    if not isinstance(member.default, Pending):
        return True
    default = reader.constant(member, member.default.node)
    fields[name] = replace(member, default=default)
    return default is not None


def _read_example(fields: _Fields, name: str, reader: ValueReader) -> bool:
    """Read a field's example; return False if it is wrong."""
    member = fields[name]
    if not isinstance(member.example, Pending):
        return True
    example = reader.constant(_item(member), member.example.node)
    fields[name] = replace(member, example=example)
    return example is not None


def _needs(definitions: Definitions, models: dict[Symbol, _Fields]) -> _Graph:
    """Return, for each default, the defaults that complete it."""
    return {
        (symbol, name): tuple(_left_out(definitions, member.type, said.node))
        for symbol, fields in models.items()
        for name, member in fields.items()
        if isinstance(said := member.default, Pending)
    }


def _left_out(definitions: Definitions, type_: Type, node: Node) -> Iterator[_Place]:
    """Yield the fields with a default that the objects in a value leave out."""
    if not isinstance(type_, ModelType):
        return
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _left_out(definitions, type_, item)
    if not isinstance(node, Mapping):
        return
    for member in definitions.models[type_.symbol].fields:
        inner = node.get(member.name)
        if inner is not None:
            yield from _left_out(definitions, member.type, inner)
        elif isinstance(member.default, Pending):
            yield type_.symbol, member.name


def _endless(graph: _Graph) -> set[_Place]:
    """Return the defaults that contain themselves."""
    return {
        place
        for component in components(graph)
        for place in component
        if len(component) > 1 or place in graph.get(place, ())
    }


def _refuse(
    graph: _Graph, models: dict[Symbol, _Fields], found: list[Diagnostic]
) -> None:
    """Report defaults that contain themselves, unless their model does so anyway."""
    known = {each.span for each in found if each.code == REQUIRED_CIRCLE.id}
    for path in circles(graph):
        symbol, name = path[0]
        span = models[symbol][name].origin.span
        if span not in known:
            way = " → ".join(f"{symbol}.{name}" for symbol, name in path)
            message = f"the default of {symbol}.{name} contains itself: {way}"
            help_ = "let a default on the way say that field, so that it ends"
            found.append(REQUIRED_CIRCLE.at(span, message, help=help_))


def values_of(
    definitions: Definitions, found: list[Diagnostic], *, complete: bool
) -> ValueReader:
    """Return a reader of values of these definitions."""
    enums, opaque = definitions.enums, definitions.opaque
    return ValueReader(definitions.models, enums, opaque, found, complete)


def _item(member: Field) -> Field:
    """Return the field an example speaks of: an array's example is of its items."""
    return replace(member, array=False, nullable=False) if member.array else member
