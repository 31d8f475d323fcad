"""A rich contract, and the IR it resolves to."""

from collections.abc import Callable

import pytest
from contractgen import ir
from contractgen.diagnostics import Diagnostic
from contractgen.ir import Contracts, Symbol
from contractgen.scalars import scalar

Resolve = Callable[..., tuple[Contracts, list[Diagnostic]]]

STOCK = """
models:
  Item: {fields: {id: ID, price: {type: Decimal, default: 1.50}}}
"""
JOBS = """
defaults: {owners: [platform.jobs], stability: stable, tags: [jobs]}
enums:
  Status: {values: [pending, {value: done, name: FINISHED, deprecated: true}]}
models:
  Z:
    description: "\\n  Indented  \\n\\nlast\\n\\n"
    fields:
      status: {type: Status, default: pending}
      items: "stock.Item[]?"
      parent: Z?
      count: {type: Int, isNullable: true, min: 0, max: 9.0, pii: true, example: 3.0}
  A: {fields: {item: {type: stock.Item, default: {id: 7}}}}
events:
  - {meta: {key: z.done, version: 1.2.0, description: d, tags: [z]}, payload: Z}
queries:
  - meta: {key: jobs.get, version: 2.0.0, description: d, goal: g, context: c,
           title: Get, owners: [me]}
    io: {input: Z, output: {name: Out, fields: {a: A}}}
    policy: {auth: admin, roles: [x], rateLimit: {rpm: 5}, policies: [{key: p}]}
    telemetry: {a: 1}
    transport: {rest: {method: GET, path: "/z/{status}"}, mcp: {toolName: t}}
    acceptance:
      scenarios: [{key: s, given: one, when: [two, three], then: four}]
      examples:
        - {key: e, input: {count: null}, output: {a: {item: {id: x}}}}
commands:
  - meta: {key: jobs.get, version: 1.0.0, description: d, goal: g, context: c}
    io:
      input: null
      output: null
      errors: {LOST: {description: Lost., http: 404}}
    policy: {auth: user}
    sideEffects:
      emits:
        - {ref: z.done, version: 1.2.0, when: now}
        - {key: a.made, version: 0.1.0-rc.1, when: later, payload: A}
"""


@pytest.fixture
def contracts(resolved: Resolve) -> Contracts:
    made, found = resolved(jobs__all=JOBS, stock__items=STOCK)
    assert not found, [(one.message, str(one.span)) for one in found]
    return made


def test_packages_and_definitions_are_sorted(contracts: Contracts) -> None:
    jobs, stock = contracts.packages
    assert (jobs.name, stock.name) == ("jobs", "stock")
    assert [model.symbol.name for model in jobs.models] == ["A", "Out", "Z"]
    assert [event.id for event in jobs.events] == [("a.made", 0), ("z.done", 1)]
    assert [each.id for each in jobs.operations] == [("jobs.get", 1), ("jobs.get", 2)]


def test_fields_keep_the_authors_order(contracts: Contracts) -> None:
    model = contracts.models[Symbol("jobs", "Z")]
    status, items, parent, count = model.fields
    assert status.type == ir.EnumType(Symbol("jobs", "Status"))
    assert status.default == ir.Constant("pending")
    assert not status.required
    assert (items.array, items.optional) == (True, True)
    assert items.type == ir.ModelType(Symbol("stock", "Item"))
    assert parent.type == ir.ModelType(Symbol("jobs", "Z"))
    assert count.limits == ir.Limits(min=0, max=9)
    assert (count.nullable, count.pii, count.example) == (True, True, ir.Constant(3))
    row = scalar("Int")
    assert row is not None
    assert count.type == ir.ScalarType(row)


def test_prose_is_tidied(contracts: Contracts) -> None:
    assert contracts.models[Symbol("jobs", "Z")].description == "  Indented\n\nlast"


def test_values_are_read_by_their_type_and_completed(contracts: Contracts) -> None:
    (item,) = contracts.models[Symbol("jobs", "A")].fields
    assert item.default == ir.Constant({"id": "7", "price": "1.50"})


def test_enums(contracts: Contracts) -> None:
    pending, done = contracts.enums[Symbol("jobs", "Status")].values
    assert (pending.value, pending.name, pending.deprecated) == ("pending", None, False)
    assert (done.value, done.name, done.deprecated) == ("done", "FINISHED", True)


def test_defaults_are_replaced_whole(contracts: Contracts) -> None:
    command, query = contracts.operations()
    assert command.meta.owners == ("platform.jobs",)
    assert query.meta.owners == ("me",)
    assert query.meta.tags == ("jobs",)
    assert query.meta.stability == "stable"
    assert query.meta.carried == {"telemetry": {"a": 1}, "title": "Get"}


def test_an_operation(contracts: Contracts) -> None:
    _, query = contracts.operations()
    assert (query.kind, query.input, query.output) == (
        "query",
        Symbol("jobs", "Z"),
        Symbol("jobs", "Out"),
    )
    assert contracts.models[Symbol("jobs", "Out")].inline
    assert query.success == ir.Success("OK", 200, "")
    limit = ir.RateLimit(5, "user")
    carried = {"policies": ({"key": "p"},)}
    assert query.policy == ir.Policy("admin", ("x",), (), limit, carried=carried)
    assert query.transport == ir.Transport("GET", "/z/{status}", None, "t")
    scenario = ir.Scenario("s", ("one",), ("two", "three"), ("four",))
    assert query.acceptance.scenarios == (scenario,)
    (example,) = query.acceptance.examples
    assert example.input == ir.Constant({"count": None}), "as the author wrote it"
    item = {"id": "x", "price": "1.50"}
    assert example.output == ir.Constant({"a": {"item": item}}), "as a server answers"


def test_errors_and_no_content(contracts: Contracts) -> None:
    command, _ = contracts.operations()
    assert command.success.status == 204
    (error,) = command.errors
    assert (error.code, error.http, error.gql_code, error.when) == (
        "LOST",
        404,
        "LOST",
        "",
    )


def test_events_declared_and_described(contracts: Contracts) -> None:
    command, _ = contracts.operations()
    assert [(each.event, each.when) for each in command.emits] == [
        (("z.done", 1), "now"),
        (("a.made", 0), "later"),
    ]
    declared, described = contracts.events["z.done", 1], contracts.events["a.made", 0]
    assert (declared.declared, declared.meta.tags) == (True, ("z",))
    assert (described.declared, described.package) == (False, "jobs")
    assert described.meta.description == "later"
    assert described.meta.owners == ("platform.jobs",)
    assert described.meta.version == ir.Version(0, 1, 0, "rc.1")


def test_origins_point_at_names(contracts: Contracts) -> None:
    command, _ = contracts.operations()
    assert command.origin.span.text == "jobs.get"
    assert command.errors[0].origin.span.text == "LOST"
    assert contracts.models[Symbol("jobs", "A")].origin.span.text == "A"
    assert command.origin.at("policy", "auth").text == "user"


def test_equal_payloads_of_one_event_may_be_different_models(resolved: Resolve) -> None:
    emission = "{key: e, version: 1.0.0, when: w, payload: %s}"
    operation = """
  - meta: {key: %s, version: 1.0.0, description: d, goal: g, context: c}
    io: {input: null, output: null}
    policy: {auth: user}
    sideEffects: {emits: [%s]}
"""
    made, found = resolved(
        jobs__a="defaults: {owners: [o], stability: stable, tags: []}\n"
        "models:\n  A: {fields: {x: ID, n: N}}\n  B: {fields: {n: O, x: ID}}\n"
        "  N: {fields: {y: Int}}\n  O: {fields: {y: Int}}\ncommands:"
        + operation % ("a", emission % "A")
        + operation % ("b", emission % "B")
    )
    assert not found
    assert made.events["e", 1].payload == Symbol("jobs", "A")


@pytest.mark.parametrize("of", ["m: M?", "m: 'M[]'", "m: {type: M, isNullable: true}"])
def test_recursion_with_an_end_is_fine(resolved: Resolve, of: str) -> None:
    _, found = resolved(jobs__a=f"models: {{M: {{fields: {{{of}}}}}}}\n")
    assert found == []


def test_two_writings_of_one_contract_are_equal(resolved: Resolve) -> None:
    short = "models: {M: {fields: {a: 'String[]?'}}}\n"
    long = """
models:
  M:
    fields: {a: {type: String_unsecure, isArray: true, isOptional: true}}
"""
    assert resolved(jobs__a=short)[0] == resolved(jobs__b=long)[0]
