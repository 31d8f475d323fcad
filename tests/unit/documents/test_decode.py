"""What is read from contracts that are right."""

from collections.abc import Callable

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.documents import Broken, Document, language, vocabulary
from contractgen.documents.numbers import parse_number
from contractgen.documents.shapes import Shape
from contractgen.documents.surface import EmissionRefDoc, FileDoc, InlineEmissionDoc
from msgspec import Struct

Decode = Callable[[str], tuple[Document | None, list[Diagnostic]]]

RICH = """
contractgen: 1
package: jobs
defaults: {owners: [platform.jobs]}
enums:
  Kind: {values: [true, null, 1, no, {value: in progress, name: IN_PROGRESS}]}
models:
  M:
    description: no
    fields:
      a: stock.Item[]?
      b: {type: Int, isNullable: true, min: -0.0, max: 1e2, default: 7}
commands:
  - meta: {key: jobs.run, version: 1.10.0, description: 2024-13-45, goal: =,
           context: 0x1F, domain: "7", docId: 7, capability: {a: [null, no, 1.0]}}
    io: {input: null, output: M}
    policy: {auth: user, rateLimit: {rpm: 60}}
    sideEffects:
      emits:
        - {key: a.b, version: 1.0.0, when: w, payload: {name: P, fields: {x: ID}}}
        - {ref: a.c, version: 1.0.0, when: w}
"""


@pytest.fixture
def rich(decoded: Decode) -> FileDoc:
    document, found = decoded(RICH)
    assert not found
    assert document is not None
    return document.file


def test_plain_scalars_are_text_where_text_is_expected(rich: FileDoc) -> None:
    (enum,) = rich.enums
    assert not isinstance(enum.value, Broken)
    values = [value for value in enum.value.values if not isinstance(value, Broken)]
    texts = [value.value.text for value in values]
    assert texts == ["true", "null", "1", "no", "in progress"]
    assert values[-1].name == "IN_PROGRESS"
    (operation,) = rich.commands
    assert not isinstance(operation, Broken)
    meta = operation.meta
    assert (meta.version, meta.description) == ("1.10.0", "2024-13-45")
    assert (meta.goal, meta.context) == ("=", "0x1F")


def test_carried_data_is_json(rich: FileDoc) -> None:
    (operation,) = rich.commands
    assert not isinstance(operation, Broken)
    carried = operation.meta.carried
    capability = {"a": [None, "no", 1]}
    assert carried == {"domain": "7", "docId": 7, "capability": capability}


def test_types_are_taken_apart(rich: FileDoc) -> None:
    model = rich.models[0].value
    assert not isinstance(model, Broken)
    a, b = (field.value for field in model.fields)
    assert not isinstance(a, Broken)
    assert not isinstance(b, Broken)
    assert (a.type.package, a.type.name) == ("stock", "Item")
    assert (a.type.array, a.type.optional) == (True, True)
    assert (b.limits, b.nullable, b.optional) == ({"min": 0, "max": 100}, True, None)


def test_emissions_are_inline_or_by_reference(rich: FileDoc) -> None:
    (operation,) = rich.commands
    assert not isinstance(operation, Broken)
    assert operation.side_effects is not None
    inline, reference = operation.side_effects.emits
    assert isinstance(inline, InlineEmissionDoc)
    assert isinstance(reference, EmissionRefDoc)
    assert reference.key.text == "a.c"


def test_long_prose_survives(decoded: Decode) -> None:
    model = f"{{description: {'a' * 100_000}, fields: {{}}}}"
    text = f"contractgen: 1\nmodels: {{M: {model}}}\n"
    assert decoded(text)[1] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-0", 0),
        ("-0.0", 0),
        ("1.0", 1),
        ("1e2", 100),
        ("1.5", 1.5),
        ("9007199254740991", 9007199254740991),
        ("9007199254740992", "is beyond ±(2^53-1)"),
        ("1e400", "is out of range"),
        ("9" * 5000, "is out of range"),
        (".5", "is not a number"),
        ("+1", "is not a number"),
        ("٣", "is not a number"),
        ("1\n", "is not a number"),
    ],
)
def test_numbers(text: str, value: object) -> None:
    number = parse_number(text)
    assert number == value
    assert isinstance(number, type(value))


def shapes() -> list[Shape[Struct]]:
    return [
        each
        for module in (language, vocabulary)
        for each in vars(module).values()
        if isinstance(each, Shape)
    ]


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.title)
def test_every_attribute_of_a_record_has_a_key(shape: Shape[Struct]) -> None:
    attributes = {key.into or key.attr or key.name for key in shape.keys}
    assert attributes == set(shape.make.__struct_fields__) - {"place"}
