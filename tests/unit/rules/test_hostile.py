"""Names, patterns, paths and policies that broke other generators."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from contractgen.config import Config, NamesConfig
from contractgen.diagnostics import Diagnostic
from contractgen.rules.regex import Fault, problem

Judge: TypeAlias = Callable[..., tuple[Diagnostic, ...]]


@pytest.mark.parametrize(
    "name",
    [
        "Query",
        "Mutation",
        "Subscription",
        "String",
        "Int",
        "JSON",
        "Error",
        "Exception",
        "BaseModel",
        "HTTPException",
        "Problem",
        "None",
        "Boolean",
        "DateTime",
    ],
)
def test_n17_reserved_models_say_which_surface(name: str, judge: Judge) -> None:
    found = judge(
        f"models: {{ {name}: {{ fields: {{ id: ID }} }} }}\n"
        f"commands:\n- jobs.a | io: {{ input: {name}, output: {name} }}\n"
        if name not in ("String", "Int", "JSON", "Boolean", "DateTime")
        else f"models: {{ {name}: {{ fields: {{ id: ID }} }} }}\n"
    )
    reserved = [one for one in found if one.code == "CG237"]
    assert reserved
    owners = ("GraphQL", "OpenAPI", "Python", "contract language")
    assert all(any(owner in one.message for owner in owners) for one in reserved)


def test_a_name_of_its_own_mends_a_reserved_model(judge: Judge) -> None:
    names = "names: { python: AppError, openapi: AppError, graphql: AppError }"
    model = f"Error: {{ fields: {{ id: ID }}, {names} }}"
    commands = "commands:\n- jobs.a | io: { input: null, output: Error }"
    assert judge(f"models: {{ {model} }}\n{commands}") == ()


@pytest.mark.parametrize(
    ("first", "second", "surfaces"),
    [
        ("jobs.getURL", "jobs.getUrl", ["Python method", "Python class", "page"]),
        ("a.b_c", "a_b.c", ["operationId", "GraphQL field", "Python method", "MCP"]),
        ("a-b", "a_b", ["operationId", "GraphQL field", "Python method"]),
    ],
)
def test_n03_folding_names_are_one_finding(
    first: str, second: str, surfaces: list[str], judge: Judge
) -> None:
    (found,) = judge(f"commands:\n- {first}\n- {second}\n")
    assert found.code == "CG230"
    assert found.span is not None
    places = {found.span.text, *(label.span.text for label in found.labels)}
    assert places == {first, second}
    assert [surface for surface in surfaces if surface not in found.message] == []


def test_queries_and_commands_have_graphql_roots_of_their_own(judge: Judge) -> None:
    field = "transport: { gql: { field: jobs } }"
    assert judge(f"commands:\n- jobs.a | {field}\nqueries:\n- jobs.b | {field}\n") == ()
    (found,) = judge(f"commands:\n- jobs.a | {field}\n- jobs.b | {field}\n")
    assert (found.code, "GraphQL field `jobs`" in found.message) == ("CG230", True)


def test_models_of_two_packages_clash_where_names_are_flat(judge: Judge) -> None:
    one, other = (
        f"package: {name}\nmodels: {{ Item: {{ fields: {{ id: ID }} }} }}\n"
        f"commands:\n- {name}.get | io: {{ input: null, output: Item }}\n"
        for name in ("jobs", "stock")
    )
    (found,) = judge(one, other)
    assert found.code == "CG230"
    assert "GraphQL type `Item`" in found.message
    assert "OpenAPI component `Item`" in found.message
    assert "prefix" in (found.help or "")
    assert judge(one, other, config=Config(names=NamesConfig(prefix="package"))) == ()
    assert judge(one, other, config=Config(emit=("python", "events"))) == ()


def test_a_prefix_may_make_two_names_one(judge: Judge) -> None:
    config = Config(names=NamesConfig(prefix="package"))
    one, other = (
        f"package: {package}\nmodels: {{ {name}: {{ fields: {{ id: ID }} }} }}\n"
        f"commands:\n- {package}.get | io: {{ input: null, output: {name} }}\n"
        for package, name in (("a", "BJob"), ("a_b", "Job"))
    )
    (found,) = judge(one, other, config=config)
    assert found.code == "CG230"
    assert "GraphQL type `ABJob`" in found.message
    assert "prefix" not in (found.help or "")


def test_a_prefix_frees_reserved_names_but_not_scalars(judge: Judge) -> None:
    config = Config(names=NamesConfig(prefix="package"))
    text = "models: { %s: { fields: { id: ID } } }\n"
    text += "commands:\n- jobs.a | io: { input: %s, output: %s }\n"
    for name in ("Query", "Error", "Problem"):
        assert judge(text.replace("%s", name), config=config) == ()
    (found, *_) = judge("models: { Date: { fields: { id: ID } } }\n", config=config)
    assert (found.code, "as a scalar" in found.message) == ("CG237", True)


def test_a_chosen_class_may_not_hide_a_scalar(judge: Judge) -> None:
    model = "models: { Day: { fields: { day: Date }, names: { python: Date } } }\n"
    command = "commands:\n- jobs.a | io: { input: null, output: Day }\n"
    (found,) = judge(model + command)
    assert (found.code, "`Date`" in found.message) == ("CG237", True)


def test_full_versions_count_for_the_length_of_a_tool(judge: Judge) -> None:
    full = Config(names=NamesConfig(versions="full"))
    key = "a" * 57
    assert judge(f"commands:\n- {key}\n", config=full) == ()
    assert judge(f"commands:\n- {key}aa 1.0.0\n") == ()
    (found,) = judge(f"commands:\n- {key}a 1.0.0\n", config=full)
    assert (found.code, "65 characters" in found.message) == ("CG243", True)


def test_events_of_majors_0_and_1_are_one_class(judge: Judge) -> None:
    events = "models: { Done: { fields: { id: ID } } }\nevents:\n"
    events += "- job.done 0.1.0 | payload: Done\n- job.done %s | payload: Done\n"
    used = "commands:\n- jobs.a | sideEffects: { emits: [%s] }\n"
    emits = ", ".join(
        f"{{ ref: job.done, version: {version}, when: W. }}"
        for version in ("0.1.0", "%s")
    )
    text = events + used.replace("%s", emits)
    (found,) = judge(text.replace("%s", "1.0.0"))
    assert found.code == "CG231"
    assert judge(text.replace("%s", "2.0.0")) == ()


def test_components_fold_their_case(judge: Judge) -> None:
    models = (
        "models: { JobURL: { fields: { id: ID } }, JobUrl: { fields: { id: ID } } }\n"
    )
    text = models + (
        "commands:\n- jobs.a | io: { input: null, output: JobURL }\n"
        "- jobs.b | io: { input: null, output: JobUrl }\n"
    )
    (found,) = judge(text)
    assert "OpenAPI component" in found.message
    assert judge(text, config=Config(emit=("python", "graphql"))) == ()


def test_an_event_class_and_its_payload_may_not_share_a_name(judge: Judge) -> None:
    emits = "emits: [{ key: job.done, version: 1.0.0, when: X., payload: JobDone }]"
    (found,) = judge(
        "models: { JobDone: { fields: { id: ID } } }\n"
        f"commands:\n- jobs.a | sideEffects: {{ {emits} }}\n"
    )
    assert (found.code, "Python class `JobDone`" in found.message) == ("CG230", True)


def test_n05_a_long_key_needs_a_tool_name(judge: Judge) -> None:
    key = "a" * 62
    (found,) = judge(f"commands:\n- {key}\n")
    assert (found.code, "65 characters" in found.message) == ("CG243", True)
    assert judge(f"commands:\n- {key[1:]}\n") == ()
    assert (
        judge(f"commands:\n- {key} | transport: {{ mcp: {{ toolName: a }} }}\n") == ()
    )


@pytest.mark.parametrize(
    "values", ["[a b, a-b]", "[a-b, A_B]", "[a b, a-b, A_B]", "['1', '-1']"]
)
def test_n21_values_that_fold(values: str, judge: Judge) -> None:
    found = judge(
        f"enums: {{ Kind: {{ values: {values} }} }}\n"
        "models: { Job: { fields: { kind: Kind } } }\n"
        "commands:\n- jobs.a | io: { input: Job, output: null }\n"
    )
    assert found
    assert {one.code for one in found} == {"CG235"}


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(x+x+)+y", "^([a-z0-9_-]+)*@", "(a|ab)*"]
)
def test_v08_patterns_that_explode(pattern: str) -> None:
    found = problem(pattern)
    assert found is not None
    assert found.fault is Fault.COST


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)",
        "(?<=a)",
        "(?!a)",
        "\\1",
        "(?i)a",
        "(?P<n>a)",
        "(?<n>a)",
        "\\Aa\\Z",
        "\\p{L}",
        "\\cA",
        "a{,2}",
        "\\-",
        "[\\d-x]",
        "\\d",
        "\\w",
        "\\s",
        "\\b",
        "a.b",
        "a+?",
        "a++",
        "[a&&b]",
        "[a-b-c]",
        "[[]",
        "(?>a)",
        "(?#a)",
        "\\x41",
        "\\n",
    ],
)
def test_v09_v10_patterns_that_engines_read_differently(pattern: str) -> None:
    found = problem(pattern)
    assert found is not None
    assert found.fault is Fault.PORTABILITY
    assert found.help


@pytest.mark.parametrize(
    "path",
    [
        "/a'+x+'",
        "/${x}",
        "/{id",
        "/{id}}",
        "/{a.__class__}",
        "/a?b",
        "/a#b",
        "/../x",
        "//x",
        "/{id:path}",
        "/ü",
        "a",
        "/a/",
        "/a b",
        "/%61",
        "/x{id}",
        "/.",
        "/",
    ],
)
def test_v20_paths(path: str, judge: Judge) -> None:
    io = "io: { input: { name: AInput, fields: { id: ID } }, output: null }"
    quoted = path.replace("'", "''")
    rest = f"transport: {{ rest: {{ path: '{quoted}' }} }}"
    (found,) = judge(f"commands:\n- jobs.a | {io} | {rest}\n")
    assert found.code == "CG260"


def test_v20_a_placeholder_is_bound_once(judge: Judge) -> None:
    io = "io: { input: { name: AInput, fields: { id: ID } }, output: null }"
    rest = "transport: { rest: { path: '/{id}/{id}' } }"
    (found,) = judge(f"commands:\n- jobs.a | {io} | {rest}\n")
    assert (found.code, found.message) == ("CG261", "`id` is bound twice")


def test_v21_concrete_beside_templated_builds(judge: Judge) -> None:
    io = "io: { input: { name: AInput, fields: { id: ID } }, output: null }"
    template = f"- jobs.a | {io} | transport: {{ rest: {{ path: '/jobs/{{id}}' }} }}\n"
    concrete = "- jobs.b | transport: { rest: { path: /jobs/cancel } }\n"
    assert judge(f"commands:\n{template}{concrete}") == ()


@pytest.mark.parametrize("constraint", ["max: 1", "maxLength: 1", "pattern: a"])
@pytest.mark.parametrize("type_", ["Boolean", "Date", "Kind", "JSON", "Latitude"])
def test_v12_constraints_on_other_types(
    type_: str, constraint: str, judge: Judge
) -> None:
    (found,) = judge(
        "enums: { Kind: { values: [a] } }\n"
        "models:\n"
        f"  J: {{ fields: {{ a: {{ type: {type_}, {constraint} }}, k: Kind }} }}\n"
        "commands:\n- jobs.a | io: { input: J, output: null }\n"
    )
    assert found.code == "CG250"
