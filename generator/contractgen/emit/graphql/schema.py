"""The GraphQL schema as a view: root fields, types, inputs, enums and scalars.

Definitions keep the order of the contracts, fields that of their author. Nothing is
validated here: the rules have refused what no schema could say.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from json.encoder import encode_basestring

from msgspec import Struct

from contractgen.artifact import Rows
from contractgen.emit.base import Api
from contractgen.emit.graphql.scalars import declarations
from contractgen.emit.graphql.types import Direction, Types
from contractgen.emit.shared import Shared, Texts, column, union
from contractgen.ir import Enum, EnumValue, Field, Package
from contractgen.render.fragments import GqlText, Part
from contractgen.render.graphql import gql_description, gql_name
from contractgen.views.alike import Alike


class BlockView(Struct, frozen=True):
    """A definition with members in braces.

    `opening` is everything up to the brace, description and blank line before included.
    """

    opening: GqlText
    members: tuple[GqlText, ...]


class BlocksView(Struct, frozen=True):
    """Definitions of one package."""

    blocks: tuple[BlockView, ...]


class FieldsView(Struct, frozen=True):
    """Root fields of one package."""

    fields: tuple[GqlText, ...]


class AiredView(Struct, frozen=True):
    """A package's root fields, and a blank line before them where there is one."""

    air: GqlText
    fields: Part


class RootView(Struct, frozen=True):
    """A root type; `placeholder` stands in where no package has fields for it."""

    opening: GqlText
    placeholder: tuple[GqlText, ...]
    packages: Texts[AiredView]


class SchemaView(Struct, frozen=True):
    """The whole schema; types package by package."""

    roots: tuple[RootView, ...]
    types: Texts[Part]
    inputs: Texts[Part]
    enums: Texts[Part]
    scalars: tuple[GqlText, ...]


def schema_view(api: Api, shared: Shared) -> SchemaView:
    """Return the view of `schema.graphql`."""
    types = Types(api)
    used = shared.facts("scalars", lambda package: column(types.scalars(package)))
    outputs, inputs = _Models(types, Direction.OUTPUT), _Models(types, Direction.INPUT)

    def blocks(
        section: str, make: Callable[[Package], Iterable[BlockView]]
    ) -> Texts[Part]:
        def view(package: Package) -> BlocksView:
            return BlocksView(tuple(make(package)))

        return shared.rendered(section, "graphql/blocks.graphql.jinja", view)

    return SchemaView(
        roots=tuple(_roots(api, types, shared)),
        types=blocks("types", outputs.blocks),
        inputs=blocks("inputs", inputs.blocks),
        enums=blocks("enums", lambda package: _enums(api, package)),
        scalars=declarations(sorted(union(used))),
    )


def _block(keyword: str, name: str, text: str, members: Iterator[GqlText]) -> BlockView:
    opening = f"\n{gql_description(text)}{keyword} {gql_name(name)} {{"
    return BlockView(GqlText(opening), tuple(members))


def _member(text: str, body: str, *, deprecated: bool, first: bool) -> GqlText:
    """Return a member; one with a description has air above unless it is the first."""
    air = "\n" if text and not first else ""
    mark = " @deprecated" if deprecated else ""
    return GqlText(f"{air}{gql_description(text, 2)}  {body}{mark}")


def _roots(api: Api, types: Types, shared: Shared) -> Iterator[RootView]:
    kinds = union(shared.facts("kinds", _kinds))

    def fields(name: str, kind: str) -> Texts[AiredView]:
        def view(package: Package) -> FieldsView:
            return FieldsView(tuple(_root_fields(api, types, package, kind)))

        texts = shared.rendered(name, "graphql/fields.graphql.jinja", view)
        return Texts(partial(_aired, texts))

    nothing = () if "query" in kinds else (_PLACEHOLDER,)
    yield RootView(GqlText("type Query {"), nothing, fields("Query", "query"))
    if "command" in kinds:
        opening = GqlText("\ntype Mutation {")
        yield RootView(opening, (), fields("Mutation", "command"))


_PLACEHOLDER = GqlText("  _contract: String!")
"""GraphQL wants at least one field (section 3.3.1)."""


def _aired(texts: Texts[Part]) -> Iterator[AiredView]:
    """Yield root fields of packages, with air between them as between fields."""
    for index, part in enumerate(texts):
        described = part.data[:3] == b'  "'
        yield AiredView(GqlText("\n" if index and described else ""), part)


def _kinds(package: Package) -> Rows:
    return column(dict.fromkeys(operation.kind for operation in package.operations))


def _root_fields(
    api: Api, types: Types, package: Package, kind: str
) -> Iterator[GqlText]:
    operations = [one for one in package.operations if one.kind == kind]
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
        self._members: Alike[bool, GqlText] = Alike()

    def blocks(self, package: Package) -> Iterator[BlockView]:
        keyword = "type" if self._direction is Direction.OUTPUT else "input"
        for model in self._types.models(package, self._direction):
            name = self._types.model_name(model.symbol, self._direction)
            members = (
                self._members.of(field, index == 0, self._member)
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


def _enums(api: Api, package: Package) -> Iterator[BlockView]:
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
