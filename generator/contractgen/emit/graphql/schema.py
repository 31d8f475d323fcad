"""The GraphQL schema as a view: root fields, types, inputs, enums and scalars.

Definitions keep the order of the contracts, fields that of their author. Nothing is
validated here: the rules have refused what no schema could say.
"""

from collections.abc import Iterator
from json.encoder import encode_basestring

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.graphql.scalars import declarations
from contractgen.emit.graphql.types import Direction, Types
from contractgen.ir import Enum, EnumValue, Field, Operation
from contractgen.render.fragments import GqlText
from contractgen.render.graphql import gql_description, gql_name
from contractgen.views.alike import Alike


class BlockView(Struct, frozen=True):
    """A definition with members in braces.

    `opening` is everything up to the brace, description and blank line before included.
    """

    opening: GqlText
    members: tuple[GqlText, ...]


class SchemaView(Struct, frozen=True):
    """The whole schema."""

    blocks: tuple[BlockView, ...]
    scalars: tuple[GqlText, ...]


def schema_view(api: Api) -> SchemaView:
    """Return the view of `schema.graphql`."""
    types = Types(api)
    blocks = (
        *_roots(api, types),
        *_Models(types, Direction.OUTPUT).blocks(),
        *_Models(types, Direction.INPUT).blocks(),
        *_enums(api),
    )
    return SchemaView((_first(blocks[0]), *blocks[1:]), declarations(types.scalars()))


def _first(block: BlockView) -> BlockView:
    return BlockView(GqlText(block.opening.removeprefix("\n")), block.members)


def _block(keyword: str, name: str, text: str, members: Iterator[GqlText]) -> BlockView:
    opening = f"\n{gql_description(text)}{keyword} {gql_name(name)} {{"
    return BlockView(GqlText(opening), tuple(members))


def _member(text: str, body: str, *, deprecated: bool, first: bool) -> GqlText:
    """Return a member; one with a description has air above unless it is the first."""
    air = "\n" if text and not first else ""
    mark = " @deprecated" if deprecated else ""
    return GqlText(f"{air}{gql_description(text, 2)}  {body}{mark}")


def _roots(api: Api, types: Types) -> Iterator[BlockView]:
    operations = tuple(api.contracts.operations())
    queries = [one for one in operations if one.kind == "query"]
    commands = [one for one in operations if one.kind == "command"]
    if queries:
        yield _block("type", "Query", "", _root_fields(api, types, queries))
    else:  # GraphQL wants at least one field (section 3.3.1)
        yield BlockView(GqlText("\ntype Query {"), (GqlText("  _contract: String!"),))
    if commands:
        yield _block("type", "Mutation", "", _root_fields(api, types, commands))


def _root_fields(
    api: Api, types: Types, operations: list[Operation]
) -> Iterator[GqlText]:
    for index, operation in enumerate(operations):
        name = gql_name(api.names.operations[operation.id].graphql)
        yield _member(
            operation.meta.description,
            f"{name}{types.argument(operation)}: {types.result(operation)}",
            deprecated=operation.meta.stability == "deprecated",
            first=index == 0,
        )


class _Models:
    """Writes the types of one direction; of fields that are alike, one is written."""

    def __init__(self, types: Types, direction: Direction) -> None:
        self._types = types
        self._direction = direction
        self._members = Alike(self._member)

    def blocks(self) -> Iterator[BlockView]:
        keyword = "type" if self._direction is Direction.OUTPUT else "input"
        for model in self._types.models(self._direction):
            name = self._types.model_name(model.symbol, self._direction)
            members = (
                self._members(field, index == 0)
                for index, field in enumerate(model.fields)
            )
            yield _block(keyword, name, model.description, members)

    def _member(self, field: Field, first: bool) -> GqlText:
        types, direction = self._types, self._direction
        return _member(
            field.description,
            types.field(field, direction),
            deprecated=field.deprecated and not _must_be_sent(types, field, direction),
            first=first,
        )


def _must_be_sent(types: Types, field: Field, direction: Direction) -> bool:
    """Whether the schema requires the field: such a one may not be deprecated.

    GraphQL, section 3.13.3: "must not appear on required input object fields".
    """
    return direction is Direction.INPUT and types.must_be_sent(field)


def _enums(api: Api) -> Iterator[BlockView]:
    for package in api.contracts.packages:
        for enum in package.enums:
            if enum.symbol in api.shapes.served.enums:
                names = api.names.enums[enum.symbol]
                members = _values(enum, dict(names.graphql_members))
                yield _block("enum", names.graphql, enum.description, members)


def _values(enum: Enum, members: dict[str, str]) -> Iterator[GqlText]:
    for index, value in enumerate(enum.values):
        name = members[value.value]
        yield _member(
            _value_description(value, name),
            gql_name(name),
            deprecated=value.deprecated,
            first=index == 0,
        )


def _value_description(value: EnumValue, name: str) -> str:
    """Return the author's words and, where it differs, what JSON carries instead."""
    if value.value == name:
        return value.description
    wire = f"On the wire: {encode_basestring(value.value)}"
    return f"{value.description}\n\n{wire}" if value.description else wire
