"""N: names that are no names, that mean something elsewhere, or that become one."""

import ast
import keyword

import pytest

from .judge import PATH, built, contract, named, quoted, refused
from .surfaces import leaves


def _field(name: str, type_: str = "ID") -> str:
    return contract(field=f"{quoted(name)}: {type_}")


def _command(key: str) -> str:
    return f"""\
  - meta: {{ key: {key}, version: 1.0.0, stability: beta, owners: [a], tags: [],
            description: Do., goal: Do it., context: Always. }}
    io: {{ input: null, output: null }}
    policy: {{ auth: user }}
"""


KEYS = {
    "N01": ["../../etc/cron.d/x", "/abs", "C:\\x", "a/../../b", "..", ".", ""],
    "N02": ["jobs.cancel\nimport os", "jobs;rm -rf", "jobs'); x('", "jobs.$(id)"],
    "N04": ["con", "nul.x", "aux", "com1", "jobs.con", "jobs.", "jobs ", ".jobs"],
    "N05": ["k" * 10_000, "a" * 300],
    "N06": ["\u0458obs.cancel", "\uff4aobs", "\ufb01eld", "jobs.ä"],
}


@pytest.mark.parametrize("key", named(KEYS))
def test_no_key(key: str) -> None:
    text = refused(contract(key=quoted(key)), "CG160")
    foreign = [f"U+{ord(char):04X}" for char in key if not char.isascii()]
    assert all(code in text for code in foreign)


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066"])
def test_n07_hidden_characters(hidden: str) -> None:
    refused(contract(key=f"jobs.{hidden}cancel"), "CG103")
    escaped = f"\\u{ord(hidden):04x}"
    refused(contract(key=f'"jobs.{escaped}cancel"'), "CG103")


@pytest.mark.parametrize(
    ("first", "second", "surface"),
    [
        ("jobs.stop", "jobs.Stop", None),  # the second is no key at all
        ("a.b_c", "a_b.c", "GraphQL field `a_b_c_v1`"),
        ("a-b", "a_b", "Python"),
        ("jobs.getUrl", "jobs.getURL", "Python"),
    ],
)
def test_n03_keys_that_fold(first: str, second: str, surface: str | None) -> None:
    code = "CG230" if surface else "CG160"
    text = refused(contract(key=first, commands=_command(second)), code)
    assert surface is None or (surface in text and first in text and second in text)


@pytest.mark.parametrize(
    "version",
    [
        "1",
        '1.0.0"',
        "$(x)",
        "9" * 500 + ".0.0",
        "v1",
        "1.0.0-\u03b1",
        "1.0.0+build",
        "01.0.0",
        "1.0.0-",
        "1.0.0-01",
        "1234567890.0.0",
        "1.0.0\n",
        "",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_n08_no_version(version: str) -> None:
    refused(contract(version=quoted(version)), "CG161")


_SURVIVE = {
    "N09": ["class", "from", "import", "match", "type", "async", "print", "lambda"],
    "N11": [
        "model_config",
        "model_dump",
        "model_fields",
        "copy",
        "json",
        "schema",
        "validate",
        "dict",
        "construct",
        "register",
        "parse_obj",
        "model_post_init",
    ],
    "N12": [
        "self",
        "cls",
        "request",
        "response",
        "body",
        "str",
        "int",
        "list",
        "datetime",
        "input",
        "ctx",
        "data",
        "root",
        "field",
        "typing",
        "pydantic",
    ],
}


@pytest.mark.parametrize("name", named(_SURVIVE))
def test_words_that_mean_something_elsewhere(name: str) -> None:
    outputs = built(_field(name, "{ type: String, isOptional: true }"))
    models = ast.parse(outputs["generated/python/contracts/jobs/models.py"])
    (thing,) = [
        node
        for node in models.body
        if isinstance(node, ast.ClassDef) and node.name == "Thing"
    ]
    attributes = [
        node.target.id
        for node in thing.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    assert not any(keyword.iskeyword(attribute) for attribute in attributes)
    assert f'"{name}"' in ast.unparse(thing).replace("'", '"') or name in attributes
    assert f"  {name}: " in outputs["generated/graphql/schema.graphql"]
    assert name in outputs["generated/openapi/openapi.yaml"]


_FIELDS = {
    "N10": ["__init__", "__dict__", "__slots__", "_private"],
    "N13": ["x y", "1a", "a-b", "a.b", "$ref", "@id", "", "None", "_", "Field", "ä"],
    "N15": ["import os", "a: int = __import__('os')", "a\nb", "a = 1", "a#"],
    "N16": ["__typename", "__x"],
}


@pytest.mark.parametrize("name", named(_FIELDS))
def test_no_field(name: str) -> None:
    assert "help: fields start with a small letter" in refused(_field(name), "CG162")


@pytest.mark.parametrize(("one", "other"), [("jobId", "job_id"), ("aB", "a_b")])
def test_n14_fields_that_fold(one: str, other: str) -> None:
    text = refused(contract(field=f"{one}: ID\n      {other}: ID"), "CG234")
    assert text.count("specs/") == 2


@pytest.mark.parametrize(
    ("model", "surface"),
    [
        *((name, "GraphQL") for name in ("Query", "Mutation", "Subscription")),
        *((name, "contract language") for name in ("String", "Int", "JSON")),
        *((name, "Python") for name in ("BaseModel", "HTTPException", "Exception")),
    ],
)
def test_n17_reserved_models_name_the_surface(model: str, surface: str) -> None:
    models = f"  {model}: {{ fields: {{ id: ID }} }}"
    used = contract(models=models, field=f"other: {model}")
    if surface == "contract language":
        used = contract(models=models)
    assert surface in refused(used, "CG237")


def test_n18_a_model_twice_shows_both_places() -> None:
    twice = "models:\n  Other: { fields: { id: ID } }\n"
    files = {
        PATH: contract(),
        "jobs/a.contract.yaml": f"contractgen: 1\n{twice}",
        "jobs/b.contract.yaml": f"contractgen: 1\n{twice}",
    }
    text = refused(files, "CG204")
    assert "specs/jobs/a.contract.yaml:3:3" in text
    assert "specs/jobs/b.contract.yaml:3:3" in text


_VALUES = {
    "N19": ["true", "false", "null"],
    "N20": ["in progress", "1st", "A-B", "日本 1"],
    "N22": ["x'\n__import__('os')\n'", '"; PWN(); "', "x\\"],
    "N23": ["mro", "name", "value", "_ignore_", "__class__"],
}


@pytest.mark.parametrize("value", named(_VALUES))
def test_enum_values_keep_their_wire_value(value: str) -> None:
    outputs = built(contract(values=f"[{quoted(value)}, other]"))
    models = ast.parse(outputs["generated/python/contracts/jobs/models.py"])
    constants = [
        node.value for node in ast.walk(models) if isinstance(node, ast.Constant)
    ]
    assert value in constants
    members = {
        node.targets[0].id
        for node in ast.walk(models)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    assert not members & {"mro", "name", "value", "_ignore_", "__class__", "None"}


@pytest.mark.parametrize("values", ['[""]', "[日本]"])
def test_n20_values_without_a_name(values: str) -> None:
    refused(contract(values=values), "CG157" if '""' in values else "CG236")
    if '""' not in values:
        built(contract(values="[{ value: 日本, name: JAPAN }]"))


@pytest.mark.parametrize("values", ["[a b, a-b]", "[a b, A_B]", "[a-b, A_B]"])
def test_n21_values_that_fold(values: str) -> None:
    refused(contract(values=values), "CG235")


@pytest.mark.parametrize(
    "values",
    ["[]", f"[{', '.join(f'v{i}' for i in range(10_000))}]", f"[{'v' * 1_000}]"],
    ids=["none", "ten thousand", "a long one"],
)
def test_n24_too_many_or_too_long_values(values: str) -> None:
    refused(contract(values=values), "CG157")


_ERROR = "{ description: Gone., http: 404 }"


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        (f'{{ "200": {_ERROR} }}', "CG162"),
        (f"{{ 200: {_ERROR} }}", "CG109"),
        (f"{{ Not Found: {_ERROR} }}", "CG162"),
        (f"{{ ValueError: {_ERROR} }}", "CG162"),
        (f"{{ GONE: {_ERROR}, GONE: {_ERROR} }}", "CG108"),
        *(
            (f"{{ GONE: {{ description: Gone., http: {http} }} }}", "CG154")
            for http in ("0", "99999", "200", '"404"', "4e9", "404.5", "-404")
        ),
    ],
)
def test_n25_no_errors(errors: str, code: str) -> None:
    refused(contract(errors=errors), code)


def test_n26_two_events_of_one_key() -> None:
    emits = (
        "[{ key: a.b, version: 1.0.0, when: X., payload: Thing },"
        " { key: a.c, version: 1.0.0, when: X., payload: Thing }]"
    )
    built(contract(emits=emits))
    other = _command("jobs.stop") + (
        "    sideEffects: { emits: [{ key: a.b, version: 1.0.0, when: Y.,"
        " payload: { name: Other, fields: { other: ID } } }] }\n"
    )
    refused(contract(emits=emits, commands=other), "CG211")


@pytest.mark.parametrize("key", ["a.b\r\nX: y", "a.b\nX", "a b", "A.b"], ids=ascii)
def test_n26_no_event_key(key: str) -> None:
    emits = f"[{{ key: {quoted(key)}, version: 1.0.0, when: X., payload: Thing }}]"
    refused(contract(emits=emits), "CG160")


@pytest.mark.parametrize("text", ["@team - x", "- x", "<img src=x>", "a|b"], ids=ascii)
def test_n27_owners_and_tags_are_text(text: str) -> None:
    outputs = built(contract(owners=f"[{quoted(text)}]", tags=f"[{quoted(text)}]"))
    page = "generated/docs/jobs/jobs.cancel.v1.md"
    assert any(text in told for _, told in leaves(page, outputs[page]))
    assert not any("⟦html" in told for _, told in leaves(page, outputs[page]))


def test_n27_five_thousand_tags() -> None:
    refused(contract(tags=f"[{', '.join(f't{i}' for i in range(5_000))}]"), "CG157")
