"""The JSON Schema (2020-12) of fields, models and enums, per direction.

The one place that says what JSON a contract accepts, for OpenAPI, event schemas and
AsyncAPI alike. Schemas are data, made once per model, direction and dialect, those of
fields that are alike too; they are shared afterwards, so nobody changes them. Writes no
text.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Literal, TypeAlias

from msgspec import Struct

from contractgen.ir import (
    Contracts,
    EnumType,
    Field,
    Json,
    Limits,
    ModelType,
    ScalarType,
    Symbol,
    Type,
)
from contractgen.names import NameTable
from contractgen.scalars import ScalarRow
from contractgen.views.alike import Alike
from contractgen.views.shapes import Reach

Direction: TypeAlias = Literal["input", "output"]
Schema: TypeAlias = dict[str, Json]

EXTENSION = "x-contractspec"
"""The member that carries what contracts say and the host format has no word for."""

_PLACE = attrgetter("package", "name")  # as contracts are sorted


class Dialect(Struct, frozen=True):
    """How a document refers to its schemas.

    `beside`: whether keywords beside `$ref` count, as they do since 2019-09; JSON
    Schema draft 7 (section 8.3), and so AsyncAPI, ignores them.
    """

    prefix: str
    beside: bool = True


COMPONENTS = Dialect("#/components/schemas/")
DEFINITIONS = Dialect("#/$defs/")
ASYNCAPI = Dialect("#/components/schemas/", beside=False)


class Schemas:
    """The schemas of one dialect, each made when first asked for."""

    def __init__(
        self, contracts: Contracts, names: NameTable, dialect: Dialect
    ) -> None:
        self._contracts = contracts
        self._names = names
        self._dialect = dialect
        self._models: dict[tuple[Symbol, Direction], Schema] = {}
        self._enums: dict[Symbol, Schema] = {}
        self._fields: Alike[Direction, Schema] = Alike()

    def components(self, inputs: Reach, outputs: Reach) -> Schema:
        """Return what is reached, by name and in the contracts' order."""
        found: Schema = {}
        for symbol in sorted(inputs.enums | outputs.enums, key=_PLACE):
            found[self._names.enums[symbol].openapi] = self.enum(symbol)
        for symbol in sorted(inputs.models | outputs.models, key=_PLACE):
            if symbol in inputs.models:
                found[self.name(symbol, "input")] = self.model(symbol, "input")
            if symbol in outputs.models:
                found[self.name(symbol, "output")] = self.model(symbol, "output")
        return found

    def name(self, symbol: Symbol, direction: Direction) -> str:
        """Return the name of a model's shape."""
        names = self._names.models[symbol]
        return names.openapi_input if direction == "input" else names.openapi_output

    def reference(self, symbol: Symbol, direction: Direction) -> Schema:
        """Return the reference to a model's shape."""
        return {"$ref": self._dialect.prefix + self.name(symbol, direction)}

    def model(self, symbol: Symbol, direction: Direction) -> Schema:
        """Return the schema of a model."""
        schema = self._models.get((symbol, direction))
        if schema is None:
            model = self._contracts.models[symbol]
            schema = self.record(model.fields, direction, model.description)
            self._models[symbol, direction] = schema
        return schema

    def record(
        self, fields: Iterable[Field], direction: Direction, description: str = ""
    ) -> Schema:
        """Return the schema of an object of `fields`."""
        schema: Schema = {"type": "object"}
        if description:
            schema["description"] = description
        schema["properties"] = {
            field.name: self.field(field, direction) for field in fields
        }
        required = tuple(field.name for field in fields if _present(field, direction))
        if required:
            schema["required"] = required
        if direction == "input":
            schema["additionalProperties"] = False
        return schema

    def enum(self, symbol: Symbol) -> Schema:
        """Return the schema of an enum."""
        schema = self._enums.get(symbol)
        if schema is None:
            schema = self._enums[symbol] = self._enum(symbol)
        return schema

    def _enum(self, symbol: Symbol) -> Schema:
        enum = self._contracts.enums[symbol]
        schema: Schema = {"type": "string"}
        if enum.description:
            schema["description"] = enum.description
        schema["enum"] = tuple(item.value for item in enum.values)
        notes: list[Json] = []
        for item in enum.values:
            note: Schema = {"value": item.value}
            if item.description:
                note["description"] = item.description
            if item.deprecated:
                note["deprecated"] = True
            if len(note) > 1:
                notes.append(note)
        if notes:
            schema[EXTENSION] = {"values": tuple(notes)}
        return schema

    def field(self, field: Field, direction: Direction) -> Schema:
        """Return the schema of a field, with all that is said about it."""
        return self._fields.of(field, direction, self._field)

    def _field(self, field: Field, direction: Direction) -> Schema:
        notes: Schema = {}
        if field.description:
            notes["description"] = field.description
        if field.deprecated:
            notes["deprecated"] = True
        notes |= _notes(field, direction)
        return self._noted(self.value(field, direction), notes)

    def argument(self, field: Field) -> Schema:
        """Return the schema of a parameter, which is described beside its schema."""
        return self._noted(self.value(field, "input"), _notes(field, "input"))

    def value(self, field: Field, direction: Direction) -> Schema:
        """Return the schema of a field's value alone."""
        schema = self._single(field.type, field.limits, direction)
        if field.array:
            if field.example is not None and _is_of_item(field):
                schema = self._noted(schema, {"examples": (field.example.value,)})
            schema = _array(schema, field.limits)
        return _nullable(schema) if field.nullable else schema

    def _single(self, kind: Type, limits: Limits, direction: Direction) -> Schema:
        match kind:
            case ScalarType(row):
                return _limited(row, limits)
            case EnumType(symbol):
                return {
                    "$ref": self._dialect.prefix + self._names.enums[symbol].openapi
                }
            case ModelType(symbol):
                return self.reference(symbol, direction)

    def _noted(self, schema: Schema, notes: Schema) -> Schema:
        if notes and "$ref" in schema and not self._dialect.beside:
            return {"allOf": (schema,), **notes}
        return {**schema, **notes}


def _present(field: Field, direction: Direction) -> bool:
    """Whether a value always holds the field: writers write every default."""
    if direction == "input":
        return field.required
    return not field.optional or field.default is not None


def _is_of_item(field: Field) -> bool:
    """Whether the example shows an item of the array, not the array."""
    example = field.example
    return bool(field.array and example and not isinstance(example.value, tuple))


def _notes(field: Field, direction: Direction) -> Schema:
    notes: Schema = {}
    if field.default is not None and direction == "input":
        notes["default"] = field.default.value
    if field.example is not None and not _is_of_item(field):
        notes["examples"] = (field.example.value,)
    if field.pii:
        notes[EXTENSION] = {"pii": True}
    return notes


def _limited(row: ScalarRow, limits: Limits) -> Schema:
    """Return a scalar's own schema and the limits together: both hold."""
    schema: Schema = dict(row.schema)
    if limits == _UNLIMITED:
        return schema
    _tighten(schema, "minimum", limits.min)
    _tighten(schema, "maximum", limits.max)
    _tighten(schema, "minLength", limits.min_length)
    _tighten(schema, "maxLength", limits.max_length)
    if limits.pattern is not None:
        if "pattern" in schema:  # an object holds one pattern
            schema["allOf"] = ({"pattern": limits.pattern},)
        else:
            schema["pattern"] = limits.pattern
    return schema


_UNLIMITED = Limits()


def _tighten(schema: Schema, keyword: str, limit: float | None) -> None:
    if limit is None:
        return
    own = schema.get(keyword)
    if isinstance(own, int | float):
        limit = max(own, limit) if keyword.startswith("min") else min(own, limit)
    schema[keyword] = limit


def _array(items: Schema, limits: Limits) -> Schema:
    schema: Schema = {"type": "array", "items": items}
    if limits.min_items is not None:
        schema["minItems"] = limits.min_items
    if limits.max_items is not None:
        schema["maxItems"] = limits.max_items
    return schema


def _nullable(schema: Schema) -> Schema:
    kind = schema.get("type")
    if kind is None:
        return {"anyOf": (schema, {"type": "null"})}
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return {**schema, "type": (*kinds, "null")}
