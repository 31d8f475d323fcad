"""Every code is raised where it should be, with its places, and not nearby."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import pytest
from contractgen import rules
from contractgen.diagnostics import Diagnostic

Judge: TypeAlias = Callable[..., tuple[Diagnostic, ...]]


class Case(NamedTuple):
    """`span` and `other` are the texts of the first and the second place."""

    code: str
    span: str
    other: str | None
    wrong: str
    fine: str


def _field(text: str) -> str:
    return f"models:\n  Job: {{ fields: {{ {text} }} }}\n" + (
        "commands:\n- jobs.a | io: { input: Job, output: null }\n"
    )


def _rest(*routes: str) -> str:
    """Return commands jobs.a, jobs.b …, each with one field and a transport."""
    lines = ["commands:"]
    batched = zip(routes[::2], routes[1::2], strict=True)
    for name, (fields, rest) in zip("ab", batched, strict=False):
        model = f"{{ name: {name.upper()}Input, fields: {{ {fields} }} }}"
        io = f"io: {{ input: {model}, output: null }}"
        lines.append(f"- jobs.{name} | {io} | transport: {{ rest: {{ {rest} }} }}")
    return "\n".join(lines)


def _query(fields: str, more: str = "") -> str:
    io = f"io: {{ input: {{ name: AInput, fields: {{ {fields} }} }}, output: null }}"
    return f"queries:\n- jobs.a | {io}{more}\n"


def _io(error: str, output: str = "null") -> str:
    return f"io: {{ input: null, output: {output}, errors: {{ {error} }} }}"


_EMITS = "sideEffects: { emits: [{ ref: job.done, version: 1.0.0, when: Done. }] }"
_DONE = "models: { Done: { fields: { id: { type: ID, pii: true } } } }\nevents:\n"
_MARKED = f"{_DONE}- job.done | payload: Done | pii: [id]\n"
_BOTH = "models:\n  Job: { fields: { id: ID } }\n  JobInput: { fields: { id: ID } }\n"

CASES = [
    Case(
        "CG230",
        "jobs.a_b",
        "jobs.a-b",
        "commands:\n- jobs.a-b\n- jobs.a_b\n",
        "commands:\n- jobs.a-b\n- jobs.ab\n",
    ),
    Case(
        "CG231",
        "jobs.a",
        "jobs.a",
        "commands:\n- jobs.a 0.3.0\n- jobs.a 1.0.0\n",
        "commands:\n- jobs.a 1.0.0\n- jobs.a 2.0.0\n",
    ),
    Case(
        "CG232",
        "'/x/{key}'",
        "jobs.a",
        _rest("id: ID", "path: '/x/{id}'", "key: ID", "path: '/x/{key}'"),
        _rest("id: ID", "path: '/x/{id}'", "key: ID", "path: '/x/y'"),
    ),
    Case(
        "CG233",
        "'/x/y/{key}'",
        "jobs.a",
        _rest("id: ID", "path: '/x/{id}/z'", "key: ID", "path: '/x/y/{key}'"),
        _rest("id: ID", "path: '/x/{id}/z'", "key: ID", "path: '/w/y/{key}'"),
    ),
    Case(
        "CG234", "job_id", "jobId", _field("jobId: ID, job_id: ID"), _field("jobId: ID")
    ),
    Case(
        "CG235",
        "a-b",
        "a b",
        _field("k: Kind") + "enums: { Kind: { values: [a b, a-b] } }",
        _field("k: Kind")
        + "enums: { Kind: { values: [a b, { value: a-b, name: c }] } }",
    ),
    Case(
        "CG236",
        "日本",
        None,
        _field("k: Kind") + "enums: { Kind: { values: [日本] } }",
        _field("k: Kind") + "enums: { Kind: { values: [日本 1] } }",
    ),
    Case(
        "CG237",
        "Query",
        None,
        _field("id: ID").replace("Job", "Query"),
        _field("id: ID").replace("Job", "Question"),
    ),
    Case(
        "CG238",
        "'/x/{key}'",
        "jobs.a",
        _rest("id: ID", "path: '/x/{id}'", "key: ID", "method: PUT, path: '/x/{key}'"),
        _rest("id: ID", "path: '/x/{id}'", "id: ID", "method: PUT, path: '/x/{id}'"),
    ),
    Case(
        "CG239",
        "/docs",
        None,
        _rest("id: ID", "method: GET, path: /docs"),
        _rest("id: ID", "method: POST, path: /docs"),
    ),
    Case(
        "CG240",
        "class",
        None,
        _field("id: { type: ID, names: { python: class } }"),
        _field("id: { type: ID, names: { python: klass } }"),
    ),
    Case(
        "CG241",
        "no",
        None,
        _field("id: { type: ID, names: { graphql: no } }"),
        _field("id: { type: ID, names: { python: number } }"),
    ),
    Case(
        "CG242",
        "__x",
        None,
        "commands:\n- jobs.a | transport: { gql: { field: __x } }",
        "commands:\n- jobs.a | transport: { gql: { field: _x } }",
    ),
    Case(
        "CG243",
        "a b",
        None,
        "commands:\n- jobs.a | transport: { mcp: { toolName: a b } }",
        "commands:\n- jobs.a | transport: { mcp: { toolName: a-b } }",
    ),
    Case(
        "CG244",
        "JobInput",
        "JobInput",
        _BOTH
        + "commands:\n- jobs.a | io: { input: null, output: JobInput }\n"
        + "- jobs.b | io: { input: null, output: Job }\n",
        _BOTH + "commands:\n- jobs.a | io: { input: JobInput, output: Job }\n",
    ),
    Case(
        "CG245",
        "Job",
        "JobInput",
        _BOTH
        + "commands:\n- jobs.a | io: { input: Job, output: null }\n"
        + "- jobs.b | io: { input: JobInput, output: null }\n",
        _BOTH + "commands:\n- jobs.a | io: { input: JobInput, output: Job }\n",
    ),
    Case("CG250", "3", None, _field("a: { type: Date, min: 3 }"), _field("a: Date")),
    Case(
        "CG250",
        "3",
        None,
        _field("a: { type: String, maxItems: 3 }"),
        _field("a: { type: 'String[]', maxItems: 3, maxLength: 2 }"),
    ),
    Case(
        "CG251",
        "4",
        "3",
        _field("a: { type: Int, min: 4, max: 3 }"),
        _field("a: { type: Int, min: 3, max: 3 }"),
    ),
    Case(
        "CG251",
        "0",
        None,
        _field("a: { type: NonEmptyString, maxLength: 0 }"),
        _field("a: { type: String, maxLength: 0 }"),
    ),
    Case(
        "CG252",
        "1.5",
        None,
        _field("a: { type: Int, max: 1.5 }"),
        _field("a: { type: Int, max: 2.0 }"),
    ),
    Case(
        "CG253",
        "[",
        None,
        _field("a: { type: String, pattern: '^[a' }"),
        _field("a: { type: String, pattern: '^[a]' }"),
    ),
    Case(
        "CG254",
        "\\",
        None,
        _field("a: { type: String, pattern: 'a\\d' }"),
        _field("a: { type: String, pattern: 'a[0-9]' }"),
    ),
    Case(
        "CG255",
        "+",
        None,
        _field("a: { type: String, pattern: '(a*)+' }"),
        _field("a: { type: String, pattern: '(-a*)+' }"),
    ),
    Case(
        "CG260",
        "/a?b",
        None,
        _rest("id: ID", "path: /a?b"),
        _rest("id: ID", "path: /a/b"),
    ),
    Case(
        "CG261",
        "'/{key}'",
        None,
        _rest("id: ID", "path: '/{key}'"),
        _rest("id: ID", "path: '/{id}'"),
    ),
    Case(
        "CG262",
        "'/{id}'",
        "id",
        _rest("id: ID?", "path: '/{id}'"),
        _rest("id: ID", "path: '/{id}'"),
    ),
    Case(
        "CG263",
        "DELETE",
        "id",
        _rest("id: JSON", "method: DELETE"),
        _rest("id: 'ID[]?'", "method: DELETE"),
    ),
    Case(
        "CG264",
        "jobs.a",
        "id",
        _query("id: 'ID[]'"),
        _query("id: 'ID[]'", " | transport: { rest: { method: POST } }"),
    ),
    Case(
        "CG270",
        "[a]",
        "anonymous",
        "commands:\n- jobs.a | policy: { auth: anonymous, roles: [a] }",
        "commands:\n- jobs.a | policy: { auth: admin, roles: [a] }",
    ),
    Case(
        "CG271",
        "410",
        "404",
        f"commands:\n- jobs.a | {_io('A: { description: A., http: 404 }')}\n"
        f"- jobs.b | {_io('A: { description: B., http: 410 }')}",
        f"commands:\n- jobs.a | {_io('A: { description: A., http: 404 }')}\n"
        f"- jobs.b | {_io('A: { description: B., http: 404, when: B. }')}",
    ),
    Case(
        "CG300",
        "Job",
        None,
        "models: { Job: { fields: { id: ID } } }",
        _field("id: ID"),
    ),
    Case(
        "CG301",
        "job.done",
        None,
        _MARKED,
        f"{_MARKED}commands:\n- jobs.a | {_EMITS}",
    ),
    Case(
        "CG302",
        "id",
        None,
        _field("id: { type: ID, deprecated: true }"),
        _field("id: { type: ID, deprecated: true, default: x }"),
    ),
    Case(
        "CG303",
        "''",
        None,
        "commands:\n- jobs.a | description: ''",
        "commands:\n- jobs.a | description: 'A.'",
    ),
    Case(
        "CG304",
        "job.done",
        "id",
        f"{_DONE}- job.done | payload: Done\ncommands:\n- jobs.a | {_EMITS}",
        f"{_MARKED}commands:\n- jobs.a | {_EMITS}",
    ),
    Case(
        "CG305",
        "job.done",
        "job.done",
        f"{_DONE}- job.done | payload: Done | pii: [id] | stability: idea\n"
        f"commands:\n- jobs.a | {_EMITS} | stability: stable",
        f"{_DONE}- job.done | payload: Done | pii: [id] | stability: idea\n"
        f"commands:\n- jobs.a | {_EMITS}",
    ),
    Case(
        "CG306",
        "TIMEOUT_ERROR",
        None,
        f"commands:\n- jobs.a | {_io('TIMEOUT_ERROR: { description: A., http: 504 }')}",
        f"commands:\n- jobs.a | {_io('TIMED_OUT: { description: A., http: 504 }')}",
    ),
]

TWO_PACKAGES = Case(
    "CG307",
    "/x/y",
    "jobs.a",
    _rest("id: ID", "path: '/x/{id}'"),
    "package: queue\ncommands:\n- queue.a | transport: { rest: { path: /x/y } }",
)
"""`wrong` and `fine` are the files of the two packages, wrong together."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_code_is_raised_with_its_places(case: Case, judge: Judge) -> None:
    (found,) = judge(case.wrong)
    assert found.code == case.code
    assert found.span is not None
    assert found.span.text == case.span
    assert [label.span.text for label in found.labels] == (
        [] if case.other is None else [case.other]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_near_miss_is_fine(case: Case, judge: Judge) -> None:
    assert judge(case.fine) == ()


def test_a_template_hides_a_path_of_another_package(judge: Judge) -> None:
    (found,) = judge(TWO_PACKAGES.wrong, TWO_PACKAGES.fine)
    assert (found.code, found.span and found.span.text) == ("CG307", "/x/y")
    assert [label.span.text for label in found.labels] == [TWO_PACKAGES.other]
    order = "include the router of package `queue` before that of `jobs`"
    assert found.help == order
    assert judge(TWO_PACKAGES.wrong) == judge(TWO_PACKAGES.fine) == ()


def test_every_code_has_a_case_and_an_explanation() -> None:
    assert {case.code for case in [*CASES, TWO_PACKAGES]} == {
        code.id for code in rules.CODES
    }
    assert len({code.id for code in rules.CODES}) == len(rules.CODES)
    for code in rules.CODES:
        assert re.fullmatch(r"CG(2[3-9]|3[01])\d|CG32\d", code.id)
        assert code.why.endswith(".")
        assert code.mend.endswith(".")
        assert code.wrong.endswith("\n")
        warns = code.severity == "warning"
        assert warns == code.id.startswith("CG3")
