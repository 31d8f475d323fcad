"""Defaults and examples of fields: read once every model is known."""

from dataclasses import replace

from contractgen.diagnostics import Diagnostic
from contractgen.ir import Constant, Field, Symbol
from contractgen.nodes import Mapping, Node
from contractgen.resolve.definitions import PENDING, Definitions, references
from contractgen.resolve.graphs import components
from contractgen.resolve.values import ValueReader


def read_constants(definitions: Definitions, found: list[Diagnostic]) -> None:
    """Put the defaults and examples into the models, checked against their types.

    Values of models are completed with the defaults of the fields they leave out, so
    models are taken in an order in which those defaults have been read.
    """
    reader = values_of(definitions, found, complete=True)
    held = references(definitions)
    graph = {symbol: [target for _, target in uses] for symbol, uses in held.items()}
    inner = [symbol for component in components(graph) for symbol in component]
    for symbol in dict.fromkeys((*inner, *definitions.models)):
        if symbol in definitions.models:
            _read_model(definitions, symbol, reader)


def values_of(
    definitions: Definitions, found: list[Diagnostic], *, complete: bool
) -> ValueReader:
    """Return a reader of values of these definitions."""
    enums, opaque = definitions.enums, definitions.opaque
    return ValueReader(definitions.models, enums, opaque, found, complete)


def _read_model(definitions: Definitions, symbol: Symbol, reader: ValueReader) -> None:
    model = definitions.models[symbol]
    if any(member.default or member.example for member in model.fields):
        fields = tuple(_read_field(member, reader) for member in model.fields)
        if any(member is None for member in fields):
            definitions.opaque.add(symbol)
        kept = tuple(member for member in fields if member is not None)
        definitions.models[symbol] = replace(model, fields=kept)


def _read_field(member: Field, reader: ValueReader) -> Field | None:
    """Return the field with its constants; None if one of them is wrong."""
    constants: dict[str, Constant] = {}
    for key in ("default", "example"):
        if getattr(member, key) is not PENDING:
            continue
        node = _said(member, key)
        spoken_of = _item(member) if key == "example" else member
        constant = reader.constant(spoken_of, node) if node else None
        if constant is None:
            return None
        constants[key] = constant
    if not constants:
        return member
    default = constants.get("default", member.default)
    return replace(member, default=default, example=constants.get("example"))


def _item(member: Field) -> Field:
    """Return the field an example speaks of: an array's example is of its items."""
    return replace(member, array=False, nullable=False) if member.array else member


def _said(member: Field, key: str) -> Node | None:
    node = member.origin.node
    return node.get(key) if isinstance(node, Mapping) else None
