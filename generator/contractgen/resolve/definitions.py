"""Enums and models: from what was written to the IR, all but the values in them.

Defaults and examples need every model first; `constants` reads them afterwards, and
until then a field that has a default carries `Pending`.
"""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, field

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents import Broken
from contractgen.documents.surface import (
    EnumDoc,
    FieldDoc,
    InlineModelDoc,
    Limit,
    ModelDoc,
    NamesDoc,
)
from contractgen.ir import (
    Constant,
    Enum,
    EnumValue,
    Field,
    Limits,
    Model,
    ModelType,
    Names,
    Origin,
    Symbol,
)
from contractgen.nodes import Node, Scalar
from contractgen.resolve.graphs import circles, deepest
from contractgen.resolve.linking import Linker
from contractgen.resolve.prose import prose
from contractgen.resolve.scope import Declared, Scope
from contractgen.suggest import shown

REQUIRED_CIRCLE = Code(
    "CG206",
    "a model that requires itself",
    "A model whose required field is, directly or through others, the model itself "
    "has no finite value. Recursion through an optional, nullable or array field is "
    "fine; a default does not help, since a field with one is always written.",
    "Make one field of the circle optional, nullable or an array.",
    wrong="models:\n  Node:\n    fields: { next: Node }\n",
    right="models:\n  Node:\n    fields: { next: Node? }\n",
)
TOO_DEEP = Code(
    "CG207",
    "models nested too deep",
    "Models that refer to models that refer to models … are limited to 32 levels: "
    "validators and type checkers recurse over them, until they meet a model again.",
    "Flatten the models, or refer to one of them by its ID.",
)
CONTRADICTION = Code(
    "CG216",
    "the type's suffix and a key contradict each other",
    "`[]` after a type says that it is an array, `?` that it is optional; `isArray: "
    "false` or `isOptional: false` beside it says the opposite.",
    "Remove one of the two.",
    wrong="tags:\n  type: String[]\n  isArray: false\n",
    right="tags:\n  type: String[]\n",
)


class Pending(Constant, frozen=True):
    """A default or example that stands in the contract and is not read yet."""

    node: Node


MAX_DEPTH = 32
_DERIVED = Names()

D = TypeVar("D")


class Definitions(Struct, eq=False):
    """Every enum and model in IR. `opaque` ones have parts that could not be read."""

    enums: dict[Symbol, Enum] = field(default_factory=dict[Symbol, Enum])
    models: dict[Symbol, Model] = field(default_factory=dict[Symbol, Model])
    opaque: set[Symbol] = field(default_factory=set[Symbol])


def define(scope: Scope, linker: Linker, found: list[Diagnostic]) -> Definitions:
    """Return the definitions of `scope`, with types linked and circles reported."""
    result = Definitions()
    for declared in scope.all():
        doc = declared.doc
        if isinstance(doc, Broken):
            result.opaque.add(declared.symbol)
        elif isinstance(doc, EnumDoc):
            _define_enum(declared, doc, result)
        else:
            _define_model(declared, doc, result, _Fields(linker, found))
    _check_nesting(result, found)
    return result


def names(doc: NamesDoc | None) -> Names:
    """Return the overrides of derived names."""
    return Names(doc.python, doc.graphql, doc.openapi) if doc else _DERIVED


def _define_enum(declared: Declared, doc: EnumDoc, result: Definitions) -> None:
    values: list[EnumValue] = []
    for item in doc.values:
        if isinstance(item, Broken):
            result.opaque.add(declared.symbol)
            continue
        origin = Origin(item.value.span, item.place)
        text = prose(item.description)
        value = EnumValue(item.value.text, item.name, text, item.deprecated, origin)
        values.append(value)
    result.enums[declared.symbol] = Enum(
        declared.symbol,
        prose(doc.description),
        tuple(values),
        names(doc.names),
        Origin(declared.name.span, doc.place),
    )


def _define_model(
    declared: Declared,
    doc: ModelDoc | InlineModelDoc,
    result: Definitions,
    fields: "_Fields",
) -> None:
    members = fields.members(declared.symbol.package, doc)
    if len(members) < len(doc.fields):
        result.opaque.add(declared.symbol)
    result.models[declared.symbol] = Model(
        declared.symbol,
        prose(doc.description),
        members,
        isinstance(doc, InlineModelDoc),
        names(doc.names),
        Origin(declared.name.span, doc.place),
    )


_LIMITS = {
    "min": "min",
    "max": "max",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "pattern": "pattern",
}
_UNLIMITED = Limits()


class _Fields:
    """Makes fields."""

    def __init__(self, linker: Linker, found: list[Diagnostic]) -> None:
        self._linker = linker
        self._found = found

    def members(
        self, package: str, doc: ModelDoc | InlineModelDoc
    ) -> tuple[Field, ...]:
        """Return the fields that are whole, in the author's order."""
        made = [
            self._field(package, entry.name, entry.value)
            for entry in doc.fields
            if not isinstance(entry.value, Broken)
        ]
        return tuple([member for member in made if member])

    def _field(self, package: str, name: Scalar, doc: FieldDoc) -> Field | None:
        """Return the field, or None if its type is unknown or contradicts itself."""
        ref = doc.type
        type_ = self._linker.type(package, ref)
        contradicts = ref.array and self._denied(doc, "isArray", doc.array)
        contradicts |= ref.optional and self._denied(doc, "isOptional", doc.optional)
        if type_ is None or contradicts:
            return None
        return Field(
            name.text,
            type_,
            Origin(name.span, doc.place),
            prose(doc.description) if doc.description else "",
            ref.array or bool(doc.array),
            ref.optional or bool(doc.optional),
            doc.nullable,
            Pending(None, doc.default) if doc.default else None,
            _limits(doc.limits) if doc.limits else _UNLIMITED,
            doc.deprecated,
            doc.pii,
            Pending(None, doc.example) if doc.example else None,
            names(doc.names) if doc.names else _DERIVED,
        )

    def _denied(self, doc: FieldDoc, key: str, said: bool | None) -> bool:
        """Whether a key denies what the type's suffix says; if so, report it."""
        if said is not False or isinstance(doc.place, Scalar):
            return False
        message = f"{shown(doc.type.node.text)} beside `{key}: false`"
        help_ = "remove one of the two"
        report = CONTRADICTION.at(doc.place.value_span(key), message, help=help_)
        self._found.append(report.also(doc.type.node.span, "the suffix"))
        return True


def _limits(said: Mapping[str, Limit]) -> Limits:
    by_name = {_LIMITS[key]: value for key, value in said.items()}
    return Limits(**by_name)  # type: ignore[arg-type]  # a key has its own kind of value


def references(definitions: Definitions) -> dict[Symbol, list[tuple[Field, Symbol]]]:
    """Return the fields of each model that hold models; models without are left out."""
    found: dict[Symbol, list[tuple[Field, Symbol]]] = {}
    for symbol, model in definitions.models.items():
        for member in model.fields:
            if isinstance(member.type, ModelType):
                found.setdefault(symbol, []).append((member, member.type.symbol))
    return dict(sorted(found.items()))


def _check_nesting(result: Definitions, found: list[Diagnostic]) -> None:
    every = references(result)
    required = {
        symbol: [target for member, target in held if _always_there(member)]
        for symbol, held in every.items()
    }
    for path in circles(required):
        found.append(_circle_report(result, path))
    graph = {symbol: [target for _, target in held] for symbol, held in every.items()}
    path = deepest(graph)
    if len(path) > MAX_DEPTH:
        origin = result.models[path[0]].origin
        way = f"through {path[1]}, {path[2]} …"
        message = f"{path[0]} nests models {len(path):,} deep, {way}"
        help_ = f"at most {MAX_DEPTH} levels can be generated"
        found.append(TOO_DEEP.at(origin.span, message, help=help_))


def _always_there(member: Field) -> bool:
    absent = member.optional and member.default is None
    return not (absent or member.nullable or member.array)


def _circle_report(result: Definitions, path: list[Symbol]) -> Diagnostic:
    first, second = path[:2]
    member = next(
        each
        for each in result.models[first].fields
        if each.type == ModelType(second) and _always_there(each)
    )
    way = " → ".join(map(str, path))
    message = f"{first} requires itself and has no finite value: {way}"
    help_ = "make a field on the way optional, nullable or an array"
    return REQUIRED_CIRCLE.at(member.origin.span, message, help=help_)


CODES = (REQUIRED_CIRCLE, TOO_DEEP, CONTRADICTION)
