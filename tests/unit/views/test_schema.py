"""What JSON the schemas accept, judged by an independent validator."""

import json
from typing import Any

import jsonschema_rs
import pytest
from contractgen.config import Config, NamesConfig
from contractgen.ir import (
    Constant,
    Contracts,
    Enum,
    EnumType,
    EnumValue,
    Field,
    Json,
    Limits,
    Model,
    ModelType,
    Names,
    Origin,
    Package,
    ScalarType,
    Symbol,
)
from contractgen.names.decision import decide
from contractgen.nodes import Scalar, Style
from contractgen.render.json import to_json
from contractgen.scalars import SCALARS, Kind, ScalarRow, scalar
from contractgen.source import Source
from contractgen.views.schema import (
    ASYNCAPI,
    COMPONENTS,
    DEFINITIONS,
    Dialect,
    Direction,
    Schema,
    Schemas,
)
from contractgen.views.shapes import reach
from msgspec.structs import replace

_NODE = Scalar(Source("a.contract.yaml", "a"), 0, 1, "a", Style.PLAIN)
ORIGIN = Origin(_NODE.span, _NODE)
NODE, COLOUR = Symbol("shop", "Node"), Symbol("shop", "Colour")


def field(kind: str = "String", **more: Any) -> Field:
    row = scalar(kind)
    assert row
    return replace(Field("value", ScalarType(row), origin=ORIGIN), **more)


def schemas(*fields: Field, dialect: Dialect = DEFINITIONS) -> Schemas:
    model = Model(NODE, "A node.", fields, False, Names(), ORIGIN)
    values = (
        EnumValue("red", None, "", False, ORIGIN),
        EnumValue("no", None, "Not a colour.", True, ORIGIN),
    )
    colour = Enum(COLOUR, "", values, Names(), ORIGIN)
    contracts = Contracts((Package("shop", (colour,), (model,), (), ()),))
    return Schemas(contracts, decide(contracts, Config()), dialect)


def accepts(schema: Json, value: object) -> bool:
    plain = json.loads(to_json(schema))
    validator = jsonschema_rs.Draft202012Validator(plain, validate_formats=True)
    return validator.is_valid(value)


def document(*fields: Field, direction: Direction = "input") -> Schema:
    made = schemas(*fields)
    contracts = made._contracts
    everything = reach(contracts, [NODE])
    reference = made.reference(NODE, direction)
    return reference | {"$defs": made.components(everything, everything)}


WRONG: dict[Kind, list[object]] = {
    Kind.TEXT: [1, True, None, ["a"], {"a": 1}],
    Kind.STRUCTURED: [1, 1.5, True, None, "", "x", "2030-01-31 12:00", ["a"]],
    Kind.INTEGER: ["1", 1.5, True, None, 2**53, -(2**53), [1]],
    Kind.NUMBER: ["1", True, None, [1.5]],
    Kind.BOOLEAN: ["true", 0, 1, None, "no"],
    Kind.JSON: [None],
}


@pytest.mark.parametrize("row", SCALARS, ids=lambda row: row.name)
def test_every_scalar(row: ScalarRow) -> None:
    schema = schemas().field(field(row.name), "input")
    assert accepts(schema, row.example)
    for wrong in WRONG[row.kind]:
        if (row.name, repr(wrong)) != ("Bytes", "''"):
            assert not accepts(schema, wrong), wrong


@pytest.mark.parametrize("row", SCALARS, ids=lambda row: row.name)
def test_null_and_arrays_of_every_scalar(row: ScalarRow) -> None:
    made = schemas()
    nullable = made.field(field(row.name, nullable=True), "input")
    assert accepts(nullable, None)
    assert accepts(nullable, row.example)
    array = made.field(
        field(row.name, array=True, limits=Limits(min_items=1, max_items=2)), "input"
    )
    assert accepts(array, [row.example])
    for wrong in (row.example, [], [row.example] * 3, [None], None):
        if row.kind is not Kind.JSON:
            assert not accepts(array, wrong), wrong
    both = made.field(field(row.name, array=True, nullable=True), "input")
    assert accepts(both, None)
    assert not accepts(both, [None])


@pytest.mark.parametrize(
    ("kind", "limits", "good", "bad"),
    [
        ("NonEmptyString", Limits(min_length=3), "abc", "ab"),
        ("NonEmptyString", Limits(min_length=0), "a", ""),
        ("TimeZone", Limits(max_length=99), "a" * 64, "a" * 65),
        ("TimeZone", Limits(max_length=3), "abc", "abcd"),
        ("Int", Limits(min=0, max=9), 9, 10),
        ("Int", Limits(min=-(2**60)), -5, -(2**53)),
        ("Float", Limits(min=0.5), 0.5, 0.4),
        ("String", Limits(pattern="^a[bc]$"), "ab", "ad"),
        ("Currency", Limits(pattern="^E"), "EUR", "USD"),
        ("Currency", Limits(pattern="^E"), "EUR", "EU"),
        ("String", Limits(max_length=1), "😀", "😀😀"),
    ],
)
def test_both_limits_hold(kind: str, limits: Limits, good: object, bad: object) -> None:
    schema = schemas().field(field(kind, limits=limits), "input")
    assert accepts(schema, good)
    assert not accepts(schema, bad)


def test_limits_speak_of_items() -> None:
    limited = field("Int", array=True, limits=Limits(max=3), example=Constant(2))
    schema = schemas().field(limited, "input")
    assert accepts(schema, [1, 2, 3])
    assert not accepts(schema, [4])
    assert schema["items"] == {
        "type": "integer",
        "minimum": -(2**53) + 1,
        "maximum": 3,
        "examples": (2,),
    }


def test_an_example_may_show_the_array() -> None:
    shown = field("Int", array=True, example=Constant((1, 2)))
    assert schemas().field(shown, "input")["examples"] == ((1, 2),)


PRESENCE: list[tuple[dict[str, Any], bool, bool]] = [
    ({}, True, True),
    ({"optional": True}, False, False),
    ({"nullable": True}, True, True),
    ({"optional": True, "nullable": True}, False, False),
    ({"default": Constant("a")}, False, True),
    ({"default": Constant("a"), "optional": True}, False, True),
]


@pytest.mark.parametrize(("how", "sent", "written"), PRESENCE)
def test_presence(how: dict[str, Any], sent: bool, written: bool) -> None:
    required = {"input": sent, "output": written}
    for direction in ("input", "output"):
        one = document(field(**how), direction=direction)
        assert accepts(one, {}) is not required[direction]
        assert accepts(one, {"value": None}) is bool(how.get("nullable"))
        assert accepts(one, {"value": "a"})
        assert accepts(one, {"value": "a", "more": 1}) is (direction == "output")


def test_recursion_and_enums() -> None:
    colour = Field("colour", EnumType(COLOUR), nullable=True, origin=ORIGIN)
    following = Field("next", ModelType(NODE), optional=True, origin=ORIGIN)
    one = document(colour, following)
    assert accepts(one, {"colour": "red", "next": {"colour": None}})
    assert not accepts(one, {"colour": "red", "next": {"colour": "blue"}})
    assert not accepts(one, {"colour": "red", "next": None})
    assert not accepts(one, {"colour": "red", "next": {"colour": "red", "x": 1}})


def test_what_is_said_of_a_field() -> None:
    said = field(
        description="Why: a\nlong story",
        deprecated=True,
        pii=True,
        default=Constant("d"),
        example=Constant("e"),
    )
    assert schemas().field(said, "input") == {
        "type": "string",
        "description": "Why: a\nlong story",
        "deprecated": True,
        "default": "d",
        "examples": ("e",),
        "x-contractspec": {"pii": True},
    }
    assert "default" not in schemas().field(said, "output")


def test_references_by_dialect() -> None:
    one = Field("colour", EnumType(COLOUR), description="Said.", origin=ORIGIN)
    reference = {"$ref": "#/components/schemas/Colour"}
    assert schemas(dialect=COMPONENTS).field(one, "input") == {
        **reference,
        "description": "Said.",
    }
    assert schemas(dialect=ASYNCAPI).field(one, "input") == {
        "allOf": (reference,),
        "description": "Said.",
    }


def test_schemas_are_made_once() -> None:
    made = schemas(field())
    assert made.model(NODE, "input") is made.model(NODE, "input")
    assert made.model(NODE, "input") is not made.model(NODE, "output")


def test_names_by_direction() -> None:
    made = schemas(field(), Field("c", EnumType(COLOUR), origin=ORIGIN))
    everything = reach(made._contracts, [NODE])
    found = made.components(everything, everything)
    assert list(found) == ["Colour", "NodeInput", "Node"]
    assert found["Colour"] == {
        "type": "string",
        "enum": ("red", "no"),
        "x-contractspec": {
            "values": (
                {"value": "no", "description": "Not a colour.", "deprecated": True},
            )
        },
    }


def test_a_parameter_is_described_beside_its_schema() -> None:
    made = schemas(field())
    said = field(description="Why.", deprecated=True, pii=True, example=Constant("e"))
    assert made.argument(said) == {
        "type": "string",
        "examples": ("e",),
        "x-contractspec": {"pii": True},
    }
    assert made.argument(field(default=Constant("d")))["default"] == "d"
    model = Field("next", ModelType(NODE), array=True, origin=ORIGIN)
    assert made.argument(model)["items"] == {"$ref": "#/$defs/NodeInput"}
    assert made.value(model, "output")["items"] == {"$ref": "#/$defs/Node"}


def test_components_are_what_is_reached_in_a_direction() -> None:
    made = schemas(field(), dialect=COMPONENTS)
    nothing, node = reach(made._contracts, []), reach(made._contracts, [NODE])
    assert made.components(nothing, nothing) == {}
    assert made.components(node, nothing) == {"NodeInput": made.model(NODE, "input")}
    assert made.components(nothing, node) == {"Node": made.model(NODE, "output")}
    assert made.model(NODE, "output") == {
        "type": "object",
        "description": "A node.",
        "properties": {"value": {"type": "string"}},
        "required": ("value",),
    }
    assert made.model(NODE, "input") == {
        **made.model(NODE, "output"),
        "additionalProperties": False,
    }
    assert schemas().model(NODE, "output") == {
        "type": "object",
        "description": "A node.",
        "properties": {},
    }


def test_components_are_sorted_by_package_and_name() -> None:
    symbols = [Symbol("b", "A"), Symbol("a", "B"), Symbol("a", "A")]
    values = (EnumValue("x", None, "", False, ORIGIN),)
    packages = tuple(
        Package(
            name,
            tuple(
                Enum(replace(one, name=f"E{one.name}"), "", values, Names(), ORIGIN)
                for one in symbols
                if one.package == name
            ),
            tuple(
                Model(one, "", (_enum_field(one),), False, Names(), ORIGIN)
                for one in symbols
                if one.package == name
            ),
            (),
            (),
        )
        for name in ("b", "a")
    )
    contracts = Contracts(packages)
    config = Config(names=NamesConfig(prefix="package"))
    made = Schemas(contracts, decide(contracts, config), COMPONENTS)
    everything = reach(contracts, symbols)
    assert list(made.components(everything, everything)) == [
        *("AEA", "AEB", "BEA"),
        *("AAInput", "AA", "ABInput", "AB", "BAInput", "BA"),
    ]


def _enum_field(model: Symbol) -> Field:
    symbol = replace(model, name=f"E{model.name}")
    return Field("e", EnumType(symbol), origin=ORIGIN)


@pytest.mark.parametrize(
    ("kind", "limits", "schema"),
    [
        ("Int", Limits(min=0), {"minimum": 0, "maximum": 2**53 - 1}),
        ("Int", Limits(min=-(2**60), max=2**60), {}),
        ("Float", Limits(min=1, max=2.5), {"minimum": 1, "maximum": 2.5}),
        (
            "String",
            Limits(min_length=0, max_length=9),
            {"minLength": 0, "maxLength": 9},
        ),
        ("NonEmptyString", Limits(min_length=0), {"minLength": 1}),
        ("NonEmptyString", Limits(min_length=2), {"minLength": 2}),
        ("String", Limits(pattern="^a"), {"pattern": "^a"}),
        ("Currency", Limits(pattern="^a"), {"allOf": ({"pattern": "^a"},)}),
    ],
)
def test_limits_as_written(
    kind: str, limits: Limits, schema: dict[str, object]
) -> None:
    row = scalar(kind)
    assert row
    assert schemas().field(field(kind, limits=limits), "input") == {
        **row.schema,
        **schema,
    }


def test_shapes_of_values() -> None:
    made = schemas()
    limits = Limits(min_items=0, max_items=3)
    assert made.field(field("ID", array=True, limits=limits), "output") == {
        "type": "array",
        "minItems": 0,
        "maxItems": 3,
        "items": made.field(field("ID"), "output"),
    }
    nullable = Field("c", EnumType(COLOUR), nullable=True, origin=ORIGIN)
    assert made.field(nullable, "input") == {
        "anyOf": ({"$ref": "#/$defs/Colour"}, {"type": "null"}),
    }
    assert made.field(field(nullable=True), "input") == {"type": ("string", "null")}
    json_ = made.field(field("JSON"), "input").get("type")
    assert isinstance(json_, tuple)
    again = made.field(field("JSON", nullable=True), "input")
    assert again["type"] == (*json_, "null")
