"""What documents say of an operation or an event beside its schemas."""

import json

import jsonschema_rs
import pytest
from contractgen.config import Config, EventsConfig, NamesConfig
from contractgen.ir import Contracts, Json, Operation
from contractgen.names import NameTable, decide
from contractgen.render.json import to_json
from contractgen.views.binding import bind
from contractgen.views.events import event_extension, schema_file, schema_id
from contractgen.views.extension import operation_extension
from contractgen.views.problems import SHARED, Problem, problem_schema, undeclared

from ...support import compile_files

SAID = "stability: beta, owners: [o, p], description: d"
META = f"{SAID}, tags: [t], goal: g, context: c"
_CONTRACT = f"""\
contractgen: 1
package: jobs
models:
  One: {{ fields: {{ a: ID, b: {{ type: String, pii: true }}, c: Int }} }}
  Other: {{ fields: {{ input: ID, a: ID }} }}
  Only: {{ fields: {{ a: ID }} }}
events:
  - meta: {{ key: job.done, version: 2.1.0, {SAID}, tags: [t], capability: {{ a: 1 }} }}
    payload: One
    pii: [c]
  - meta: {{ key: job.bare, version: 1.0.0, {SAID}, tags: [] }}
    payload: Only
commands:
  - meta: {{ key: jobs.run, version: 1.2.3, {META}, domain: work }}
    io: {{ input: One, output: One }}
    policy:
      auth: user
      roles: [r]
      permissions: [p, q]
      rateLimit: {{ rpm: 6, key: user }}
      idempotent: false
      escalate: human_review
      policies: [x]
    transport: {{ rest: {{ path: "/run/{{c}}/{{a}}" }}, gql: {{ field: go }} }}
    sideEffects: {{ emits: [{{ ref: job.done, version: 2.1.0, when: Now. }}] }}
    acceptance:
      scenarios: [{{ key: s, given: [g1], when: [w1], then: [t1, t2] }}]
  - meta: {{ key: jobs.bare, version: 1.0.0, {META} }}
    io: {{ input: null, output: null }}
    policy: {{ auth: anonymous }}
  - meta: {{ key: jobs.admin, version: 1.0.0, {META} }}
    io: {{ input: Only, output: null }}
    policy: {{ auth: admin }}
  - meta: {{ key: jobs.delete, version: 1.0.0, {META} }}
    io: {{ input: One, output: null }}
    policy: {{ auth: user, permissions: [p] }}
    transport: {{ rest: {{ method: DELETE, path: "/jobs/{{b}}" }} }}
  - meta: {{ key: jobs.put, version: 1.0.0, {META} }}
    io: {{ input: Only, output: null }}
    policy: {{ auth: user, roles: [r] }}
    transport: {{ rest: {{ method: PUT, path: "/put/{{a}}" }} }}
queries:
  - meta: {{ key: jobs.get, version: 1.0.0, {META} }}
    io: {{ input: One, output: One }}
    policy: {{ auth: user }}
  - meta: {{ key: jobs.at, version: 1.0.0, {META} }}
    io: {{ input: One, output: One }}
    policy: {{ auth: user }}
    transport: {{ rest: {{ path: "/jobs/at/{{a}}" }} }}
  - meta: {{ key: jobs.input, version: 1.0.0, {META} }}
    io: {{ input: Other, output: One }}
    policy: {{ auth: user }}
  - meta: {{ key: jobs.nothing, version: 1.0.0, {META} }}
    io: {{ input: null, output: One }}
    policy: {{ auth: anonymous }}
  - meta: {{ key: jobs.post, version: 1.0.0, {META} }}
    io: {{ input: One, output: One }}
    policy: {{ auth: user }}
    transport: {{ rest: {{ method: POST }} }}
"""
FULL = NamesConfig(versions="full")


@pytest.fixture(scope="module")
def contracts() -> Contracts:
    compiled = compile_files({"jobs/jobs.contract.yaml": _CONTRACT})
    assert compiled.contracts, compiled.diagnostics
    return compiled.contracts


@pytest.fixture(scope="module")
def names(contracts: Contracts) -> NameTable:
    return decide(contracts, Config())


def operation(contracts: Contracts, key: str) -> Operation:
    return next(one for one in contracts.operations() if one.meta.key == key)


def bound(contracts: Contracts, key: str, config: NamesConfig) -> dict[str, object]:
    """Return where the fields of an input travel, by name."""
    table = decide(contracts, Config(names=config))
    found = bind(operation(contracts, key), contracts, table, config)
    places = {"path": found.path, "query": found.query, "body": found.body}
    named = {
        at: [one.name for one in fields] for at, fields in places.items() if fields
    }
    flags = {
        name: True for name in ("whole_query", "whole_body") if getattr(found, name)
    }
    return {**named, **flags}


@pytest.mark.parametrize(
    ("key", "major", "full"),
    [
        ("jobs.run", {"path": ["c", "a"], "body": ["b"]}, {}),
        ("jobs.bare", {}, {}),
        ("jobs.admin", {"body": ["a"], "whole_body": True}, {}),
        ("jobs.delete", {"path": ["b"], "query": ["a", "c"]}, {}),
        ("jobs.put", {"path": ["a"]}, {}),
        ("jobs.get", {"query": ["a", "b", "c"]}, {"whole_query": True}),
        ("jobs.at", {"path": ["a"], "query": ["b", "c"]}, {}),
        ("jobs.input", {"query": ["input", "a"]}, {}),
        ("jobs.nothing", {}, {}),
        ("jobs.post", {"body": ["a", "b", "c"], "whole_body": True}, {}),
    ],
)
def test_where_fields_travel(
    contracts: Contracts, key: str, major: dict[str, Json], full: dict[str, Json]
) -> None:
    assert bound(contracts, key, NamesConfig()) == major
    assert bound(contracts, key, FULL) == {**major, **full}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("jobs.bare", []),
        ("jobs.nothing", []),
        ("jobs.get", ["BadRequest", "Unauthenticated"]),
        ("jobs.put", ["BadRequest", "Unauthenticated", "Forbidden"]),
        ("jobs.delete", ["BadRequest", "Unauthenticated", "Forbidden"]),
        (
            "jobs.admin",
            [
                *("BadRequest", "Unauthenticated", "Forbidden"),
                *("PayloadTooLarge", "UnsupportedMediaType"),
            ],
        ),
        (
            "jobs.post",
            [
                *("BadRequest", "Unauthenticated"),
                *("PayloadTooLarge", "UnsupportedMediaType"),
            ],
        ),
    ],
)
def test_problems_nobody_declared(
    contracts: Contracts, names: NameTable, key: str, expected: list[str]
) -> None:
    one = operation(contracts, key)
    found = undeclared(one, bind(one, contracts, names, NamesConfig()))
    assert [problem.name for problem in found] == [
        *(*expected, "InvalidInput", "InternalError"),
    ]


def test_what_is_carried_of_an_operation(
    contracts: Contracts, names: NameTable
) -> None:
    run = operation(contracts, "jobs.run")
    assert operation_extension(run, names.operations[run.id], contracts) == {
        "domain": "work",
        "kind": "command",
        "package": "jobs",
        "key": "jobs.run",
        "version": "1.2.3",
        "stability": "beta",
        "owners": ("o", "p"),
        "goal": "g",
        "context": "c",
        "policy": {
            "policies": ("x",),
            "auth": "user",
            "roles": ("r",),
            "permissions": ("p", "q"),
            "rateLimit": {"rpm": 6, "key": "user"},
            "idempotent": False,
            "escalate": "human_review",
        },
        "transport": {"gql": {"field": "go"}, "mcp": {"toolName": "jobs_run-v1"}},
        "emits": ({"key": "job.done", "version": "2.1.0", "when": "Now."},),
        "scenarios": (
            {"key": "s", "given": ("g1",), "when": ("w1",), "then": ("t1", "t2")},
        ),
    }
    bare = operation(contracts, "jobs.nothing")
    assert operation_extension(bare, names.operations[bare.id], contracts) == {
        "kind": "query",
        "package": "jobs",
        "key": "jobs.nothing",
        "version": "1.0.0",
        "stability": "beta",
        "owners": ("o", "p"),
        "goal": "g",
        "context": "c",
        "policy": {"auth": "anonymous"},
        "transport": {
            "gql": {"field": "jobs_nothing_v1"},
            "mcp": {"toolName": "jobs_nothing-v1"},
        },
    }


def test_what_is_carried_of_an_event(contracts: Contracts, names: NameTable) -> None:
    done = contracts.events["job.done", 2]
    said = {"version": "2.1.0", "stability": "beta", "owners": ("o", "p")}
    assert event_extension(done, contracts) == {
        "capability": {"a": 1},
        "key": "job.done",
        **said,
        "tags": ("t",),
        "pii": ("c", "b"),
    }
    bare = contracts.events["job.bare", 1]
    assert event_extension(bare, contracts) == {
        "key": "job.bare",
        **said,
        "version": "1.0.0",
    }
    config = EventsConfig(id_base="https://x.y/z/", type_prefix="com.")
    event = names.events[done.id]
    assert schema_file(event) == "job.done.v2.schema.json"
    assert schema_id(event, config) == "https://x.y/z/job.done.v2.schema.json"


SHOWN = {
    "BadRequest": (400, "BAD_REQUEST", "validation", "The request is malformed."),
    "Unauthenticated": (401, "UNAUTHENTICATED", "auth", "Authentication is required."),
    "Forbidden": (
        *(403, "FORBIDDEN", "auth"),
        "The caller is not allowed to perform this action.",
    ),
    "PayloadTooLarge": (
        *(413, "PAYLOAD_TOO_LARGE", "validation", "The request is too large."),
    ),
    "UnsupportedMediaType": (
        *(415, "UNSUPPORTED_MEDIA_TYPE", "validation"),
        "The request should be application/json.",
    ),
    "InvalidInput": (
        *(422, "VALIDATION_FAILED", "validation"),
        "The request did not pass validation.",
    ),
    "InternalError": (500, "INTERNAL_ERROR", "internal", ""),
}


@pytest.mark.parametrize("problem", SHARED, ids=lambda problem: problem.name)
def test_examples_of_shared_problems(problem: Problem) -> None:
    status, code, category, detail = SHOWN[problem.name]
    example: dict[str, Json] = {
        "type": f"https://contractspec.io/problems/{code.lower().replace('_', '-')}",
        "title": code.replace("_", " ").title(),
        "status": status,
        "code": code,
        "category": category,
        "severity": "error" if status == 500 else "warning",
        "retryable": False,
        "gqlCode": code,
    }
    if detail:
        example["detail"] = detail
    if problem.name == "InvalidInput":
        issue = {"path": "/name", "code": "missing", "message": "Field required"}
        example["issues"] = (issue,)
    assert problem.example() == example
    assert list(problem.example()) == list(example)


@pytest.mark.parametrize(
    ("status", "category", "severity", "retryable"),
    [
        *((400, "validation", "warning", False), (401, "auth", "warning", False)),
        *((402, "payment", "warning", False), (404, "not_found", "warning", False)),
        *((409, "conflict", "warning", False), (410, "not_found", "warning", False)),
        *((412, "conflict", "warning", False), (429, "rate_limit", "warning", True)),
        *((499, "validation", "warning", False), (500, "internal", "error", False)),
        *((501, "internal", "error", False), (502, "dependency", "error", True)),
        *((503, "dependency", "error", True), (504, "timeout", "error", True)),
    ],
)
def test_problems_by_status(
    status: int, category: str, severity: str, retryable: bool
) -> None:
    assert Problem("JOB_GONE", status, "Gone.", "G").example() == {
        "type": "https://contractspec.io/problems/job-gone",
        "title": "Job Gone",
        "status": status,
        "code": "JOB_GONE",
        "category": category,
        "severity": severity,
        "retryable": retryable,
        "gqlCode": "G",
        "detail": "Gone.",
    }


def test_the_schema_of_problems_takes_their_examples() -> None:
    schema = json.loads(to_json(problem_schema()))
    validator = jsonschema_rs.Draft202012Validator(schema)
    good = json.loads(to_json(SHARED[5].example()))
    assert validator.is_valid(good)
    for key in schema["properties"]:
        assert not validator.is_valid({**good, key: None}), key
    for key in ("type", "title", "status", "code"):
        assert not validator.is_valid({**good, key: None})
        assert not validator.is_valid({k: v for k, v in good.items() if k != key})
    assert schema["required"] == ["type", "title", "status", "code"]
    for status, is_valid in ((399, False), (400, True), (599, True), (600, False)):
        assert validator.is_valid({**good, "status": status}) is is_valid
    for issue in (
        {},
        {"path": "/a", "code": "b"},
        {"path": 1, "code": "", "message": ""},
    ):
        assert not validator.is_valid({**good, "issues": [issue]})
    assert not validator.is_valid({**good, "severity": "fatal"})
    assert [*schema["properties"]] == [
        *("type", "title", "status", "detail", "instance", "code", "category"),
        *("severity", "retryable", "gqlCode", "issues"),
    ]
    said = {name: one.get("description") for name, one in schema["properties"].items()}
    assert {name: text for name, text in said.items() if text} == {
        "code": "The error's code in the contract.",
        "gqlCode": "The code of the same error in GraphQL's extensions.",
        "issues": "What is wrong with the input.",
    }
    assert schema["description"] == "Problem details (RFC 9457)."
    for name in ("type", "instance"):
        assert schema["properties"][name]["format"] == "uri-reference"
    issues = schema["properties"]["issues"]["items"]
    assert issues["properties"]["path"]["description"] == (
        "JSON pointer into the input (RFC 6901)."
    )
