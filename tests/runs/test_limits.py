"""Constraints: a generated model and the contract's JSON Schema give one verdict.

Every scalar that takes lengths, patterns or bounds, in every presence; the schema is
judged by an independent validator.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest
from contractgen.scalars import SCALARS, Kind

from .generated import Generated, generate, importable

PRESENCE = {
    "required": "",
    "optional": ", isOptional: true",
    "nullable": ", isNullable: true",
    "both": ", isOptional: true, isNullable: true",
    "array": ", isArray: true, minItems: 1, maxItems: 2",
    "maybeArray": ", isArray: true, isOptional: true, isNullable: true, maxItems: 2",
}
TEXT_LIMITS = (
    "",
    ", minLength: 3",
    ", maxLength: 8",
    ", minLength: 1, maxLength: 100",
    ', pattern: "e"',
    ', pattern: "^[^x]*$", minLength: 2, maxLength: 30',
)
NUMBER_LIMITS = ("", ", min: 1", ", max: 2", ", min: -1, max: 1")
TEXTS = [
    "", "e", "ab", "abc", "UTC", "EUR", "FR", "en-GB", "x", "xe" * 20, "e" * 70,
    "ada@example.com", "a@b.cd", "http://e.de", "https://example.com/x", "+15550100",
    "Europe/Paris", "😀😀", "é" * 8, "é" * 9, "e\n", "\n",
]  # fmt: skip
NUMBERS = [0, 1, 2, 3, -1, -2, 1.0, 1.5, 90.5, 200, 2**53, True, "1"]
ODD: list[object] = [None, {}, [], ["e", None], [1, 2, 3]]


def fields() -> dict[str, str]:
    """Return a field of every kind: name → what the contract says."""
    made: dict[str, str] = {}
    for row in SCALARS:
        limits: tuple[str, ...] = TEXT_LIMITS if row.kind is Kind.TEXT else ("",)
        if row.bounded:
            limits = NUMBER_LIMITS
        for number, limit in enumerate(limits):
            for presence, words in PRESENCE.items():
                name = f"{row.name.lower()}_{number}_{presence}".replace(
                    "_unsecure", ""
                )
                made[name] = f"type: {row.name}{limit}{words}"
    return made


def contract(made: Mapping[str, str]) -> str:
    models = "".join(
        f"  M{number}Input: {{ fields: {{ value: {{ {words} }} }} }}\n"
        for number, words in enumerate(made.values())
    )
    commands = "".join(
        f"  - meta: {{ key: limits.m{number}, version: 1.0.0, description: d, "
        f"goal: g, context: c, stability: stable, owners: [a.b], tags: [t] }}\n"
        f"    io: {{ input: M{number}Input, output: null }}\n"
        f"    policy: {{ auth: user }}\n"
        for number in range(len(made))
    )
    return f"contractgen: 1\npackage: limits\nmodels:\n{models}commands:\n{commands}"


@pytest.fixture(scope="module")
def limits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    texts = {"limits.contract.yaml": contract(fields())}
    folder = tmp_path_factory.mktemp("limits")
    with importable(generate(folder, texts, emitters=("python", "openapi"))) as made:
        yield made


@pytest.fixture(scope="module")
def schemas(limits: Generated) -> dict[str, Any]:
    written = (limits.folder / limits.package / "openapi.json").read_bytes()
    document = json.loads(written)
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def candidates() -> Iterator[object]:
    yield from TEXTS
    yield from NUMBERS
    yield from ODD
    for item in (*TEXTS, *NUMBERS):
        yield from ([item], [item, item], [item] * 3)


@pytest.mark.parametrize("number", range(len(fields())), ids=list(fields()))
def test_one_verdict(limits: Generated, schemas: dict[str, Any], number: int) -> None:
    model = getattr(limits.load("limits"), f"M{number}Input")
    support = limits.load("_contract")
    validator = jsonschema_rs.Draft202012Validator(schemas[f"M{number}Input"])
    inputs: list[dict[str, object]] = [{"value": value} for value in candidates()]
    for value in ({}, *inputs):
        try:
            support.read_input(model, value)
            accepted = True
        except support.InvalidInput:
            accepted = False
        assert accepted == validator.is_valid(value), value
