"""One verdict on every value, whichever surface is asked, for every scalar and an enum.

Asked are: a body over HTTP, a query string, GraphQL variables, the JSON Schemas of
OpenAPI and of events (an independent validator), and the compiler for `default` and
`example`. `tests/node` asks JavaScript. What GraphQL takes beyond that is in
`test_graphql_coercion.py`; lengths, bounds and patterns are in `test_limits.py`.
"""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from contractgen.config import EMITTERS
from contractgen.scalars import ALIASES, SCALARS
from fastapi import FastAPI
from starlette.testclient import TestClient

from ..support import compile_files
from .generated import Generated, generate, importable
from .verdicts import VERDICTS, Row

KIND = Row(["a", "on fire", "1"], [1, True, "A", "b", "on_fire", "", "a\n", [], ["a"]])
TABLE = VERDICTS | {"Kind": KIND}
MEMBERS = {"on fire": "on_fire", "1": "_1"}  # what GraphQL calls the enum's values
NO_TEXT = {"Int", "Float", "Latitude", "Longitude", "Boolean", "JSON", "JSONObject"}
NO_JSON = [
    "",
    "a",
    "NaN",
    "Infinity",
    "True",
    "01",
    "1_0",
    " 1",
    "+1",
    "1.",
    "null",
    '"1"',
]
FLAT = [name for name in TABLE if not name.startswith("JSON")]
FIELDS = {
    "plain": "isOptional: true",
    "array": "isOptional: true, isArray: true",
    "nullable": "isOptional: true, isNullable: true",
    "given": "default: {default}",
}
META = "description: D, goal: G, context: C"
HEAD = """
contractgen: 1
package: lab
defaults: { owners: [o], tags: [t], stability: stable }
enums:
  Kind: { values: [a, on fire, "1"] }
models:
"""


def contract() -> str:
    """Return a command and an event for every type, and a query where it is flat."""
    models, commands, queries = [HEAD], ["commands:\n"], ["queries:\n"]
    for name, row in TABLE.items():
        key = name.lower()
        fields = "".join(
            f"      {field}: {{ type: {name}, {words} }}\n"
            for field, words in FIELDS.items()
        ).replace("{default}", json.dumps(row.good[0]))
        models.append(f"  A{name}:\n    fields:\n{fields}")
        commands.append(
            f"  - meta: {{ key: lab.put.{key}, version: 1.0.0, {META} }}\n"
            f"    io: {{ input: A{name}, output: null }}\n"
            "    policy: { auth: anonymous }\n"
            f"    sideEffects: {{ emits: [{{ key: lab.{key}, version: 1.0.0,"
            f" when: W, payload: A{name} }}] }}\n"
        )
        if name in FLAT:
            models.append(f"  Ask{name}Input: {{ fields: {{ value: {name} }} }}\n")
            queries.append(
                f"  - meta: {{ key: lab.ask.{key}, version: 1.0.0, {META} }}\n"
                f"    io: {{ input: Ask{name}Input, output: null }}\n"
                "    policy: { auth: anonymous }\n"
            )
    return "".join([*models, *commands, *queries])


class Lab:
    """Takes everything: has a method for whatever it is asked."""

    def __getattr__(self, name: str) -> Any:
        async def take(_input: Any, /, *, ctx: Any) -> None: ...

        return take


class Surfaces:
    """The generated package, served, and its schemas."""

    def __init__(self, made: Generated) -> None:
        self.made = made
        app, given = FastAPI(), {"authenticate": lambda: None, "events": object()}
        app.include_router(made.load("lab").create_router(service=Lab(), **given))
        app.include_router(made.load("graphql").create_graphql(lab=Lab(), **given))
        self.client = TestClient(app)
        path = made.folder / made.package / "openapi.json"
        self.components = json.loads(path.read_bytes())["components"]

    def event(self, name: str) -> Any:
        folder = self.made.folder.parent / "events"
        path = folder / f"lab.{name.lower()}.v1.schema.json"
        return json.loads(path.read_bytes())

    def body(self, name: str, value: Any) -> bool:
        answer = self.client.post(f"/lab/put/{name.lower()}/v1", json=value)
        assert answer.status_code in (204, 422), answer.text
        return bool(answer.status_code == 204)

    def query(self, name: str, value: str) -> bool:
        path = f"/lab/ask/{name.lower()}/v1"
        answer = self.client.get(path, params={"value": value})
        assert answer.status_code in (204, 422), answer.text
        return bool(answer.status_code == 204)

    def variable(self, name: str, value: Any) -> bool:
        query = (
            f"mutation($i: A{name}Input!) {{ lab_put_{name.lower()}_v1(input: $i) }}"
        )
        body = {"query": query, "variables": {"i": value}}
        answer = self.client.post("/graphql", json=body).json()
        codes = {one["extensions"]["code"] for one in answer.get("errors", ())}
        assert codes <= {"VALIDATION_FAILED"}, answer
        return not codes


@pytest.fixture(scope="module")
def surfaces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surfaces]:
    folder = tmp_path_factory.mktemp("scalars")
    texts = {"lab.contract.yaml": contract()}
    with importable(generate(folder, texts, emitters=EMITTERS)) as made:
        yield Surfaces(made)


def values(name: str) -> Iterator[tuple[Any, bool]]:
    """Yield the values of a row and whether they are good."""
    yield from ((value, True) for value in TABLE[name].good)
    yield from ((value, False) for value in TABLE[name].bad)


def inputs(name: str) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield inputs with each value in each place, and what null and absence may do."""
    for value, good in values(name):
        for field in FIELDS:
            yield {field: [value] if field == "array" else value}, good
    good_one = TABLE[name].good[0]
    yield {}, True
    yield {"array": []}, True
    yield {"array": [good_one, good_one]}, True
    yield {"nullable": None}, True
    yield {"given": None}, False
    yield {"array": [None]}, False
    yield {"unknown": good_one}, False


def test_every_scalar_is_in_the_table() -> None:
    rows = {row.name for row in SCALARS}
    assert {ALIASES.get(name, name) for name in VERDICTS} == rows
    assert all(row.good for row in TABLE.values())


@pytest.mark.parametrize("name", TABLE)
def test_bodies(surfaces: Surfaces, name: str) -> None:
    both = [*inputs(name), ({"plain": None}, False), ({"array": None}, False)]
    wrong = [
        (value, good) for value, good in both if surfaces.body(name, value) != good
    ]
    assert wrong == []


@pytest.mark.parametrize("name", TABLE)
def test_schemas(surfaces: Surfaces, name: str) -> None:
    schemas = surfaces.components["schemas"]
    ours = {
        "$ref": f"#/components/schemas/A{name}Input",
        "components": {"schemas": schemas},
    }
    openapi = jsonschema_rs.Draft202012Validator(ours, validate_formats=True)
    event = jsonschema_rs.Draft202012Validator(
        surfaces.event(name), validate_formats=True
    )
    for value, good in inputs(name):
        assert openapi.is_valid(value) == good, value
        tolerated = "unknown" in value  # readers of events ignore what they do not know
        written = {"given": TABLE[name].good[0], **value}
        assert event.is_valid(written) == (good or tolerated), value


@pytest.mark.parametrize("name", TABLE)
def test_variables(surfaces: Surfaces, name: str) -> None:
    wrong = [
        (value, good)
        for value, good in inputs(name)
        if surfaces.variable(name, _in_graphql(name, value)) != good
    ]
    assert wrong == []


def _in_graphql(name: str, value: Any) -> Any:
    """Return a value with the names that an enum's values have in GraphQL."""
    if name != "Kind":
        return value
    if isinstance(value, dict):
        return {key: _in_graphql(name, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_graphql(name, item) for item in value]
    swapped = MEMBERS | {member: wire for wire, member in MEMBERS.items()}
    return swapped.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", FLAT)
def test_query_strings(surfaces: Surfaces, name: str) -> None:
    """A parameter is text for a text, and JSON's spelling of all else."""
    texts = [
        (json.dumps(value) if name in NO_TEXT else value, good)
        for value, good in values(name)
        if isinstance(value, int | float if name in NO_TEXT else str)
    ]
    assert texts
    texts += [(text, False) for text in NO_JSON if name in NO_TEXT]
    wrong = [(text, good) for text, good in texts if surfaces.query(name, text) != good]
    assert wrong == []


@pytest.mark.parametrize("place", ["default", "example"])
@pytest.mark.parametrize("name", TABLE)
def test_the_compiler(name: str, place: str) -> None:
    """In contracts an unquoted number is a text where a text is wanted."""
    text_wanted = name not in NO_TEXT
    rows = [
        (value, good)
        for value, good in values(name)
        if not (text_wanted and isinstance(value, int | float)) and value != "\x00"
    ]
    said = [json.dumps(value, ensure_ascii=False) for value, _ in rows]
    lines = "".join(
        f"  M{number}: {{ fields: {{ a: {{ type: {name}, {place}: {text} }} }} }}\n"
        for number, text in enumerate(said)
    )
    found = compile_files({"lab.contract.yaml": HEAD + lines}).diagnostics
    refused = {one.span.line for one in found if one.is_error and one.span}
    first = HEAD.count("\n") + 1
    for number, (value, good) in enumerate(rows):
        assert (first + number not in refused) == good, value
