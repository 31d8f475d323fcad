"""The emitted GraphQL schema: what it says, that it is valid, that it reads back."""

from pathlib import Path

import pytest
from contractgen import documents
from contractgen.config import Config, GraphqlConfig, NamesConfig
from contractgen.emit.base import Api
from contractgen.emit.graphql import EMITTER
from contractgen.names import decide
from contractgen.read import read
from contractgen.render.templates import Templates
from contractgen.resolve import resolve
from contractgen.scalars import SCALARS
from contractgen.source import SourceFile
from contractgen.views.shapes import reachable
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    assert_valid_schema,
    build_schema,
)

TEMPLATES = Path(__file__).parents[3] / "templates"
META = "version: 1.0.0, description: D, goal: G, context: C"
DEFAULTS = "defaults: { owners: [o], tags: [t], stability: stable }"

RICH = f"""
contractgen: 1
package: shop
{DEFAULTS}
enums:
  Size:
    description: How large.
    values:
      - small
      - {{ value: very large, description: Rarely in stock. }}
      - {{ value: "1st", deprecated: true }}
      - "true"
models:
  Nothing: {{ fields: {{}} }}
  Unused: {{ fields: {{ a: String }} }}
  Item:
    description: |-
      Something to buy.

        - indented
    fields:
      id: ID
      size: {{ type: Size, default: "1st", description: 'Say "small".' }}
      count: {{ type: Int, min: 0, max: 2147483647 }}
      total: {{ type: Int, min: 0, max: 2147483648 }}
      tags: {{ type: String, isArray: true, default: [] }}
      parts: "Item[]?"
      any: JSON
      extra: Nothing
      note: {{ type: String, isNullable: true }}
      old: {{ type: String, deprecated: true }}
      older: {{ type: String, deprecated: true, isOptional: true }}
  FindInput:
    fields:
      text: {{ type: String, default: "a \\"b\\"" }}
      sizes: {{ type: Size, isArray: true, default: [very large, small] }}
      item: {{ type: Item, isOptional: true }}
      page: {{ type: Page, default: {{ limit: 5 }} }}
      wild: {{ type: JSON, default: {{ a-b: 1 }} }}
      map: {{ type: JSONObject, default: {{ a: [1, null] }} }}
      odd: {{ type: JSONObject, default: {{ a-b: 1 }} }}
      none: {{ type: String, isNullable: true, default: null }}
      both: {{ type: Float, isNullable: true, isOptional: true, default: 1.5 }}
      at: {{ type: DateTime, isNullable: true, isOptional: true }}
      gone: {{ type: String, deprecated: true, default: x }}
  Page: {{ fields: {{ limit: {{ type: Int, min: 1, max: 9, default: 9 }} }} }}
queries:
  - meta: {{ key: shop.find, {META} }}
    io: {{ input: FindInput, output: Item }}
    policy: {{ auth: anonymous }}
commands:
  - meta: {{ key: shop.clear, {META.replace("D", '"D }"')}, stability: deprecated }}
    io: {{ input: Nothing, output: null }}
    policy: {{ auth: anonymous }}
  - meta: {{ key: shop.reset, {META} }}
    io: {{ input: null, output: Nothing }}
    policy: {{ auth: anonymous }}
"""

EXPECTED = '''\
type Query {
  """D"""
  shop_find_v1(input: FindInput!): Item!
}

type Mutation {
  """D }"""
  shop_clear_v1: Boolean! @deprecated

  """D"""
  shop_reset_v1: JSONObject!
}

"""
Something to buy.

  - indented
"""
type Item {
  id: ID!

  """Say "small"."""
  size: Size!
  count: Int!
  total: SafeInt!
  tags: [String!]!
  parts: [Item!]
  any: JSON
  extra: JSONObject!
  note: String
  old: String! @deprecated
  older: String @deprecated
}

input FindInput {
  text: String! = "a \\"b\\""
  sizes: [Size!]! = [very_large, small]
  item: ItemInput
  page: PageInput! = {limit: 5}
  wild: JSON
  map: JSONObject! = {a: [1, null]}
  odd: JSONObject
  none: String = null
  both: Float = 1.5
  at: DateTime
  gone: String! = "x" @deprecated
}

"""
Something to buy.

  - indented
"""
input ItemInput {
  id: ID!

  """Say "small"."""
  size: Size! = _1st
  count: Int!
  total: SafeInt!
  tags: [String!]! = []
  parts: [ItemInput!]
  any: JSON
  extra: JSONObject!
  note: String
  old: String!
  older: String @deprecated
}

input PageInput {
  limit: Int! = 9
}

"""How large."""
enum Size {
  small

  """
  Rarely in stock.

  On the wire: "very large"
  """
  very_large

  """
  On the wire: "1st"
  """
  _1st @deprecated

  """
  On the wire: "true"
  """
  true_
}
'''


def compiled(text: str, config: Config | None = None) -> Api:
    config = config or Config()
    path = "specs/shop/a.contract.yaml"
    trees, found = read((SourceFile(path, "shop/a.contract.yaml", text.encode()),))
    document, more = documents.decode(trees[0])
    assert document
    contracts, most = resolve([document], config)
    assert not [one for one in (*found, *more, *most) if one.is_error]
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in TEMPLATES.rglob("*.jinja")
    }
    names = decide(contracts, config)
    return Api(contracts, names, reachable(contracts), config, Templates(texts))


def emitted(api: Api, path: str = "generated/graphql/schema.graphql") -> str:
    made = {artifact.path: artifact.content for artifact in EMITTER.emit(api)}
    return made[path].decode()


def built(text: str) -> GraphQLSchema:
    schema = build_schema(text)
    assert_valid_schema(schema)
    return schema


def test_the_whole_schema() -> None:
    text = emitted(compiled(RICH))
    built(text)
    head, _, scalars = text.partition('\n"""An instant')
    assert head == EXPECTED
    declared = [
        line.split()[1] for line in scalars.split("\n") if line.startswith("scalar")
    ]
    assert declared == ["DateTime", "JSON", "JSONObject", "SafeInt"]


def test_the_package_serves_the_same_bytes() -> None:
    api = compiled(RICH)
    served = "generated/python/contracts/schema.graphql"
    assert emitted(api) == emitted(api, served)


def test_texts_read_back() -> None:
    schema = built(emitted(compiled(RICH)))
    item = schema.type_map["Item"]
    assert isinstance(item, GraphQLObjectType)
    assert item.description == "Something to buy.\n\n  - indented"
    assert item.fields["size"].description == 'Say "small".'
    wanted = schema.type_map["FindInput"]
    assert isinstance(wanted, GraphQLInputObjectType)
    assert set(wanted.fields) >= {"text", "wild", "gone"}


def test_int_may_stand_for_every_integer() -> None:
    config = Config(graphql=GraphqlConfig(int="Int"))
    text = emitted(compiled(RICH, config))
    assert "total: Int!" in text
    assert "SafeInt" not in text


def test_prefixed_names() -> None:
    config = Config(names=NamesConfig(prefix="package"))
    schema = built(emitted(compiled(RICH, config)))
    assert {"ShopItem", "ShopItemInput", "ShopSize"} <= set(schema.type_map)


def test_without_queries() -> None:
    text = emitted(compiled(f"contractgen: 1\npackage: shop\n{DEFAULTS}\n"))
    assert text == "type Query {\n  _contract: String!\n}\n"
    built(text)


def test_every_scalar_is_declared_and_described() -> None:
    fields = "\n".join(
        f"      f{index}: {row.name}" for index, row in enumerate(SCALARS)
    )
    text = f"""
contractgen: 1
package: shop
{DEFAULTS}
models:
  All:
    fields:
{fields}
commands:
  - meta: {{ key: shop.echo, {META} }}
    io: {{ input: All, output: All }}
    policy: {{ auth: anonymous }}
"""
    schema = built(emitted(compiled(text)))
    everything = schema.type_map["All"]
    assert isinstance(everything, GraphQLObjectType)
    for index, row in enumerate(SCALARS):
        name = str(everything.fields[f"f{index}"].type).rstrip("!")
        assert name == ("SafeInt" if row.graphql == "Int" else row.graphql)
        kind = schema.type_map[name]
        assert isinstance(kind, GraphQLScalarType)
        assert kind.description


HOSTILE = ['"""', '\\"""', '"', "\\", "}\ntype Evil { a: Int }", "#", "  x", "{{ x }}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_changes_no_shape(text: str) -> None:
    quoted = "'" + text.replace("'", "''").replace("\n", "\n\n") + "'"
    contract = RICH.replace("description: How large.", f"description: {quoted}")
    schema = built(emitted(compiled(contract)))
    plain = built(emitted(compiled(RICH)))
    assert list(schema.type_map) == list(plain.type_map)
    assert schema.type_map["Size"].description == text.rstrip(" ")
