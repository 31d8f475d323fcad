"""V: values, types, patterns, paths and policies."""

import json
from typing import Any

import jsonschema_rs
import pytest

from .judge import PATH, built, contract, quoted, refused


def _default(type_: str, value: str) -> str:
    return contract(field=f"a: {{ type: {type_}, default: {value} }}")


@pytest.mark.parametrize(
    "text",
    ["__import__('os').system('id')", "datetime.now()", "${x}", "{{ 7*7 }}", "`id`"],
)
def test_v01_a_default_is_text(text: str) -> None:
    outputs = built(_default("String", quoted(text)))
    assert (
        f"a: String! = {json.dumps(text)}"
        in outputs["generated/graphql/schema.graphql"]
    )


@pytest.mark.parametrize(
    ("type_", "value", "code"),
    [
        ("Int", "many", "CG220"),
        ("Int", '"3"', "CG220"),
        ("Int", "1.5", "CG220"),
        ("Boolean", "1", "CG220"),
        ("Boolean", "yes", "CG220"),
        ("Kind", "other", "CG223"),
        ("Float", "NaN", "CG220"),
        ("Float", ".nan", "CG220"),
        ("Float", "1e999", "CG221"),
        ("Latitude", "91", "CG221"),
        ("String", "[a]", "CG220"),
        ("String", "{ a: 1 }", "CG220"),
        ("String", "null", "CG226"),
        ("'String[]'", "a", "CG220"),
        ("Date", "2023-02-29", "CG222"),
        ("UUID", "x", "CG222"),
        ("JSONObject", "[1]", "CG220"),
    ],
)
def test_v02_wrong_defaults(type_: str, value: str, code: str) -> None:
    refused(_default(type_, value), code)


@pytest.mark.parametrize(
    ("type_", "value"), [("'String[]'", "[]"), ("JSONObject", "{}"), ("JSON", "[]")]
)
def test_v03_mutable_defaults(type_: str, value: str) -> None:
    outputs = built(_default(type_, value))
    models = outputs["generated/python/contracts/jobs/models.py"]
    assert "default_factory=" in models
    assert f" = {value}\n" not in models


@pytest.mark.parametrize(
    "type_",
    ["str; import os", "os.system()", "List[Any]", "String]", "a.b.C", "Ä", "", "[]"],
)
def test_v04_no_type(type_: str) -> None:
    refused(contract(field=f"a: {quoted(type_)}"), "CG163")


def test_v04_types_come_from_a_closed_set() -> None:
    refused(contract(field="a: os.system"), "CG203")
    refused(contract(field="a: { type: ID, customTypePath: os.path }"), "CG151")


def test_v05_circles() -> None:
    a, b = "  A: {{ fields: {{ b: {} }} }}\n", "  B: {{ fields: {{ a: {} }} }}\n"
    use = "a: A"
    for one, other in [("B?", "A"), ("B", "'A?'"), ("'B[]'", "A")]:
        quoted_one = one if one.startswith("'") else f"'{one}'"
        built(contract(models=a.format(quoted_one) + b.format(other), field=use))
    text = refused(contract(models=a.format("B") + b.format("A"), field=use), "CG206")
    assert "jobs.A → jobs.B → jobs.A" in text
    refused(contract(models="  A: { fields: { a: A } }\n", field=use), "CG206")
    built(contract(models="  A: { fields: { a: 'A?' } }\n", field=use))


def test_v06_a_chain_of_nearly_ten_thousand_models() -> None:
    chain = "".join(f"  M{i}: {{ fields: {{ a: M{i + 1} }} }}\n" for i in range(9_998))
    models = f"{chain}  M9998: {{ fields: {{ a: ID }} }}\n"
    refused(contract(models=models, field="a: M0"), "CG207")


def test_v06_deep_inline_objects() -> None:
    deep = "{ a: " * 1_000 + "1" + " }" * 1_000
    refused(_default("JSON", deep), "CG106")


def test_v07_unknown_types() -> None:
    assert "did you mean `String`?" in refused(contract(field="a: Strng"), "CG203")
    refused(contract(field="a: Nothing"), "CG203")
    refused(contract(field="a: stock.Item"), "CG203")


def _pattern(text: str) -> str:
    return contract(field=f"a: {{ type: String, pattern: {quoted(text)} }}")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(x+x+)+y", "^([a-z0-9_-]+)*@"])
def test_v08_patterns_that_explode(pattern: str) -> None:
    refused(_pattern(pattern), "CG255")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)",
        "\\1",
        "(?i)a",
        "\\Aa\\Z",
        "\\p{L}",
        "\\cA",
        "a{,2}",
        "\\-",
        "[\\d-x]",
        "\\d",
        "\\w",
        "\\s",
        "a.b",
    ],
)
def test_v09_v10_patterns_that_engines_read_differently(pattern: str) -> None:
    refused(_pattern(pattern), "CG254")


@pytest.mark.parametrize(
    "pattern", ['"', "'", "\\\\", "/", '"""', "\\*/", "a\nb", "`$"]
)
def test_v11_a_pattern_reads_back_equal(pattern: str) -> None:
    outputs = built(_pattern(pattern))
    document = json.loads(outputs["generated/python/contracts/openapi.json"])
    schema = document["components"]["schemas"]["ThingInput"]
    assert schema["properties"]["a"]["pattern"] == pattern


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ("type: Int, min: 2, max: 1", "CG251"),
        ("type: String, minLength: 2, maxLength: 1", "CG251"),
        ("type: 'ID[]', minItems: 2, maxItems: 1", "CG251"),
        ("type: String, minLength: -1", "CG154"),
        ("type: Int, max: 1e30", "CG154"),
        ("type: String, maxLength: 1.5", "CG154"),
        ("type: Boolean, min: 0", "CG250"),
        ("type: Int, multipleOf: 0.1", "CG151"),
        ("type: Int, multipleOf: 0.01", "CG151"),
        ("type: Int, multipleOf: 0", "CG151"),
    ],
)
def test_v12_v13_no_limits(limits: str, code: str) -> None:
    refused(contract(field=f"a: {{ {limits} }}"), code)


_VERDICTS: list[tuple[str, str, list[Any], list[Any]]] = [
    ("V14", "Int", [2**31, 2**53 - 1, 1, 1.0], [2**53, True, "1", 1.5, None]),
    ("V15", "One", ["a"], [1, True, "A", None]),
    (
        "V16",
        "DateTime",
        ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.123456+01:00"],
        [
            "20240101",
            1704067200,
            "1704067200",
            "2024-01-01 00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2024-02-30T00:00:00Z",
            "2024-01-01T00:00:00",
        ],
    ),
    (
        "V17",
        "UUID",
        ["6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
        ["{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", "6ba7b8109dad11d180b400c04fd430c8"],
    ),
    ("V17", "Duration", ["P1DT2H", "PT0.5S"], ["12:00:00", "1 day", "P", "P1Y"]),
    ("V17", "EmailAddress", ["a@b.example"], ["a@b", "a", "a@fe80::1%eth0", "a b@c.d"]),
]


@pytest.mark.parametrize(
    ("type_", "value", "good"),
    [
        (type_, value, good)
        for _, type_, fine, bad in _VERDICTS
        for values, good in ((fine, True), (bad, False))
        for value in values
    ],
    ids=str,
)
def test_v14_to_v17_one_verdict_in_contract_and_schema(
    type_: str, value: object, good: bool
) -> None:
    emits = "[{ key: a.b, version: 1.0.0, when: X., payload: Payload }]"
    models = f"  Payload: {{ fields: {{ a: {type_} }} }}\n"
    one = "[a]" if type_ == "One" else "[pending]"
    text = contract(models=models, emits=emits, values=one).replace("Kind", "One")
    schema = json.loads(built(text)["generated/events/a.b.v1.schema.json"])
    assert jsonschema_rs.is_valid(schema, {"a": value}, validate_formats=True) == good
    example = text.replace(
        f"a: {type_}", f"a: {{ type: {type_}, example: {json.dumps(value)} }}"
    )
    if good:
        built(example)
    else:
        refused(example, _code(type_, value))


def _code(type_: str, value: object) -> str:
    if value is None:
        return "CG226"
    if type_ == "One":
        return "CG223"
    if type_ == "Int":
        return "CG221" if value == 2**53 else "CG220"
    return "CG222"  # a number unquoted in YAML is a text of the wrong shape


def test_v18_examples_are_checked() -> None:
    wrong = "[{ key: one, input: { jobId: [a] } }]"
    assert "`input/jobId`" in refused(contract(examples=wrong), "CG220")


@pytest.mark.parametrize("rpm", ["0", "-1", "1e9", "1.5", '"60"', "many"])
def test_v19_no_rate_limit(rpm: str) -> None:
    policy = f"{{ auth: user, rateLimit: {{ rpm: {rpm}, key: user }} }}"
    refused(contract(policy=policy), "CG154")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        *((path, "CG260") for path in ("/a\n", "/a'+x+'", "/${x}", "/{jobId", "/a?b")),
        *((path, "CG260") for path in ("/{a.__class__}", "/a#b", "/../x", "//x", "/ü")),
        *((path, "CG260") for path in ("/{x:path}", "a/b", "/a%2fb", "/a b", "/a\\b")),
        ("/{jobId}/{jobId}", "CG261"),
        ("/{other}", "CG261"),
        ("", "CG157"),
        ("/" + "a" * 600, "CG157"),
    ],
    ids=ascii,
)
def test_v20_no_path(path: str, code: str) -> None:
    refused(contract(rest=f"{{ path: {quoted(path)} }}"), code)


def _beside(path: str, other: str) -> str:
    command = f"""\
  - meta: {{ key: jobs.stop, version: 1.0.0, stability: beta, owners: [a], tags: [],
            description: Do., goal: Do it., context: Always. }}
    io: {{ input: {{ name: StopInput, fields: {{ id: ID }} }}, output: null }}
    policy: {{ auth: user }}
    transport: {{ rest: {{ path: "{other}" }} }}
"""
    return contract(rest=f'{{ path: "{path}" }}', commands=command)


def test_v21_routes_that_clash() -> None:
    assert "jobs.stop" in refused(_beside("/jobs/{jobId}", "/jobs/{id}"), "CG232")
    refused(_beside("/jobs", "/jobs"), "CG232")
    refused(_beside("/a/{jobId}/c", "/a/b/{id}"), "CG233")
    router = built(_beside("/jobs/{jobId}", "/jobs/stop"))[
        "generated/python/contracts/jobs/router.py"
    ]
    assert router.index('"/jobs/stop"') < router.index('"/jobs/{jobId}"')


@pytest.mark.parametrize("field", ["__x", "a b", "a(b:Int)", "1a", "a-b", "ä"])
def test_v22_no_graphql_field(field: str) -> None:
    refused(contract(gql=f"{{ field: {quoted(field)} }}"), "CG242")


def test_v22_a_graphql_field_twice() -> None:
    other = _beside("/jobs/a", "/jobs/b").replace(
        'transport: { rest: { path: "/jobs/b" } }', "transport: { gql: { field: x } }"
    )
    refused(other.replace("gql: {}", "gql: { field: x }"), "CG230")


@pytest.mark.parametrize(
    "path", ["../../x.py", "/etc/passwd", "file:///etc/passwd", "https://x.test/y.py"]
)
def test_v23_implementations_are_text(path: str) -> None:
    outputs = built(contract(more=f"    implementations: [{{ path: {quoted(path)} }}]"))
    assert path in outputs["generated/openapi/openapi.yaml"]
    assert "root:x:0" not in "".join(outputs.values())


@pytest.mark.parametrize(
    "more",
    [
        "x-code: { run: 'import os' }",
        f"x-long: {'y' * 200_000}",
        "x-deep: " + "{ a: " * 20 + "1" + " }" * 20,
        "$ref: file:///etc/passwd",
        "$ref: http://169.254.169.254/",
        "include: ../../x.yaml",
        "$ref: '#/commands/0'",
    ],
    ids=lambda text: text[:20],
)
def test_v24_v25_no_extensions_and_no_references(more: str) -> None:
    refused(contract(more=f"    {more}"), "CG151")


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ("{ auth: \"admin' or '1'='1\" }", "CG155"),
        ("{ auth: root }", "CG155"),
        ("{ auth: [] }", "CG150"),
        ('{ auth: "" }', "CG155"),
        ("{ auth: null }", "CG155"),
        ("{ auth: user, roles: [] }", "CG157"),
        ("{ auth: anonymous, roles: [a] }", "CG270"),
        ("{ auth: anonymous, permissions: [a] }", "CG270"),
        ("{}", "CG152"),
    ],
)
def test_v26_no_policy(policy: str, code: str) -> None:
    refused(contract(policy=policy), code)


def test_the_contract_of_these_tests_is_fine() -> None:
    assert built({PATH: contract(field="jobId: ID")})
