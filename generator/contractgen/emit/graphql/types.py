"""How fields, arguments and results are typed in the schema.

Presence (GraphQL, section 3.10): what may be null has no `!`, and what a caller may
leave out has a default or no `!`.
"""

from collections.abc import Iterator, Mapping
from enum import Enum

from contractgen.emit.base import Api
from contractgen.emit.graphql.scalars import JSON_OBJECT, scalar_name
from contractgen.ir import (
    EnumType,
    Field,
    Json,
    Model,
    ModelType,
    Operation,
    Package,
    ScalarType,
    Symbol,
    Type,
)
from contractgen.render.fragments import GqlText
from contractgen.render.graphql import gql_list, gql_name, gql_object, gql_value


class Direction(Enum):
    """Which shape of a model is meant."""

    INPUT = "input"
    OUTPUT = "output"


class Types:
    """The types of one API."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._plain_int = api.config.graphql.int == "Int"

    def models(self, package: Package, direction: Direction) -> Iterator[Model]:
        """Yield the models of `package` that become types of `direction`."""
        shapes = self._api.shapes
        reach = shapes.inputs if direction is Direction.INPUT else shapes.results
        for model in package.models:
            if model.symbol in reach.models and model.fields:
                yield model

    def scalars(self, package: Package) -> set[str]:
        """Return the scalars that `package` uses."""
        used: set[str] = {
            self._named(field, direction)
            for direction in Direction
            for model in self.models(package, direction)
            for field in model.fields
            if isinstance(field.type, ScalarType) or self._fieldless(field.type)
        }
        results = map(self.result, package.operations)
        used.update(name.rstrip("!") for name in results if name == f"{JSON_OBJECT}!")
        return used

    def model_name(self, symbol: Symbol, direction: Direction) -> GqlText:
        """Return the name of a model's type."""
        if not self._api.contracts.models[symbol].fields:
            return gql_name(JSON_OBJECT)  # a type has fields (section 3.6)
        names = self._api.names.models[symbol]
        if direction is Direction.INPUT:
            return gql_name(names.graphql_input)
        return gql_name(names.graphql_output)

    def argument(self, operation: Operation) -> GqlText:
        """Return the arguments of a root field, with parentheses; or nothing."""
        if not self.takes_input(operation) or operation.input is None:
            return GqlText("")
        name = self.model_name(operation.input, Direction.INPUT)
        return GqlText(f"(input: {name}!)")

    def takes_input(self, operation: Operation) -> bool:
        """Whether the root field has the argument `input`."""
        symbol = operation.input
        return symbol is not None and bool(self._api.contracts.models[symbol].fields)

    def result(self, operation: Operation) -> GqlText:
        """Return the type of a root field."""
        if operation.output is None:
            return GqlText("Boolean!")
        return GqlText(f"{self.model_name(operation.output, Direction.OUTPUT)}!")

    def field(self, field: Field, direction: Direction) -> GqlText:
        """Return name, type and, for inputs, default of a field."""
        kind = self._named(field, direction)
        if field.array:
            kind = GqlText(f"[{kind}]" if _may_be_any(field) else f"[{kind}!]")
        default = self._default(field) if direction is Direction.INPUT else None
        said = f" = {default}" if default is not None else ""
        mark = "!" if self._never_null(field, direction) else ""
        return GqlText(f"{gql_name(field.name)}: {kind}{mark}{said}")

    def must_be_sent(self, field: Field) -> bool:
        """Whether the schema refuses an input without the field."""
        never_null = self._never_null(field, Direction.INPUT)
        return never_null and self._default(field) is None

    def _never_null(self, field: Field, direction: Direction) -> bool:
        if field.nullable or (_may_be_any(field) and not field.array):
            return False
        if field.default is None:
            return not field.optional
        return direction is Direction.OUTPUT or self._default(field) is not None

    def _named(self, field: Field, direction: Direction) -> GqlText:
        match field.type:
            case ScalarType(row):
                plain = self._plain_int
                return gql_name(scalar_name(row, field.limits, plain_int=plain))
            case EnumType(symbol):
                return gql_name(self._api.names.enums[symbol].graphql)
            case ModelType(symbol):
                return self.model_name(symbol, direction)

    def _fieldless(self, kind: Type) -> bool:
        return (
            isinstance(kind, ModelType)
            and not self._api.contracts.models[kind.symbol].fields
        )

    def _default(self, field: Field) -> GqlText | None:
        """Return the default; None where there is none or GraphQL cannot say it.

        The service gets such a default all the same: its model fills it in.
        """
        if field.default is None:
            return None
        return self._constant(field.default.value, field.type)

    def _constant(self, value: Json, kind: Type) -> GqlText | None:
        if isinstance(kind, ScalarType) or value is None:
            return gql_value(value)
        if isinstance(value, tuple):
            return gql_list([self._constant(item, kind) for item in value])
        if isinstance(kind, EnumType):
            members = self._api.names.enums[kind.symbol].graphql_members
            return gql_name(members[str(value)])
        return self._object(value, kind.symbol)

    def _object(self, value: Json, symbol: Symbol) -> GqlText | None:
        if not isinstance(value, Mapping):
            raise TypeError(f"no value of {symbol}: {value!r}")
        types = {
            one.name: one.type for one in self._api.contracts.models[symbol].fields
        }
        return gql_object(
            {name: self._constant(item, types[name]) for name, item in value.items()}
        )


def _may_be_any(field: Field) -> bool:
    """Whether null is a value of the field's type: JSON's null is JSON."""
    return isinstance(field.type, ScalarType) and field.type.row.name == "JSON"
