"""Which packages can be built alone."""

from collections.abc import Mapping

import pytest
from contractgen.config import Config
from contractgen.pipeline import Inputs, examine
from contractgen.rules.footprint import Footprint, footprints, strangers, ties
from contractgen.source import SourceFile


def says(claims: str = "", routes: str = "") -> Footprint:
    """Return a footprint from words; a route is a path with `{}` for placeholders."""
    segments = (tuple(path.split("/")) for path in routes.split())
    claimed = frozenset(claims.split())
    return Footprint(frozenset(), frozenset(), claimed, frozenset(segments))


def grouped(**prints: Footprint) -> set[frozenset[str]]:
    groups = ties(prints)
    assert sum(map(len, groups)) == len(prints)
    return set(groups)


def test_packages_that_say_nothing_stand_alone() -> None:
    made = grouped(a=says(claims="one"), b=says(claims="two", routes="/x"), c=says())
    assert made == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_claims_tie_in_chains() -> None:
    made = grouped(a=says("one"), b=says("two one"), c=says("two"), d=says("three"))
    assert made == {frozenset("abc"), frozenset("d")}


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("/jobs/next", "/jobs/next", True),
        ("/jobs/next", "/jobs/{}", True),
        ("/jobs/{}", "/jobs/{}", True),
        ("/jobs/{}/log", "/jobs/next/{}", True),
        ("/{}/{}", "/jobs/next", True),
        ("/jobs/{}/log", "/jobs/{}/end", False),
        ("/jobs/{}", "/jobs/{}/log", False),
        ("/jobs/{}", "/works/{}", False),
        ("/jobs/{}/log /a/{}", "/jobs/{}/end /a/b/c", False),
    ],
)
def test_routes_join_where_they_match_the_same_requests(
    one: str, other: str, meet: bool
) -> None:
    ours, theirs = says(routes=one), says(routes=other)
    assert (len(ties({"a": ours, "b": theirs})) == 1) is meet
    assert (len(ties({"a": theirs, "b": ours})) == 1) is meet
    assert strangers([ours], [theirs]) is not meet


def test_a_template_of_a_third_joins_nobody_else() -> None:
    made = grouped(
        a=says(routes="/jobs/start"),
        b=says(routes="/works/start"),
        c=says(routes="/jobs/{}"),
    )
    assert made == {frozenset("ac"), frozenset("b")}


def test_strangers_share_no_claim() -> None:
    ours = [says(claims="one two", routes="/a/{} /a/b"), says(claims="three")]
    assert strangers(ours, [says(claims="four"), says(routes="/b")])
    assert not strangers(ours, [says(claims="four"), says(claims="three")])
    assert strangers(ours, [])


def prints(**packages: str) -> Mapping[str, Footprint]:
    files = tuple(
        SourceFile(f"specs/{name}{ending}", f"{name}/x", text.encode())
        for name, text in packages.items()
        for ending in ["_contract.py" if text.startswith("from") else ".contract.yaml"]
    )
    made = examine(Inputs(files, Config(), {}))
    assert made.subject is not None, made.diagnostics
    return footprints(made.subject)


MODELS = "contractgen: 1\npackage: {}\nmodels: {{ {}: {{ fields: {{ {} }} }} }}\n"
COMMAND = """\
commands:
- meta: { key: KEY, version: 1.0.0, stability: stable, owners: [a], tags: [],
          description: Do., goal: Do., context: Any. }
  io: { input: null, output: OUTPUT }
  policy: { auth: user }
"""
EMITS = """\
  sideEffects: { emits: [{ KIND: KEY, version: 1.0.0, when: Now MORE }] }
"""


def command(key: str, output: str = "null", emits: str = "") -> str:
    return COMMAND.replace("KEY", key).replace("OUTPUT", output) + emits


def test_types_of_others_are_referred_to_and_demanded() -> None:
    made = prints(
        a=MODELS.format("a", "One", "id: ID"),
        b=MODELS.format("b", "Two", "one: a.One, two: { type: a.One, isArray: true }"),
        c=MODELS.format("c", "Three", "id: ID") + command("c.get", "a.One"),
        d=MODELS.format("d", "Four", "two: b.Two") + command("d.get", "Four"),
    )
    assert {name: set(one.refers) for name, one in made.items()} == {
        "a": set(),
        "b": {"a"},
        "c": {"a"},
        "d": {"b"},
    }
    one, two = ("a", "One", "result"), ("b", "Two", "result")
    assert {name: set(its.demands) for name, its in made.items()} == {
        "a": set(),
        "b": set(),  # nothing is served yet
        "c": {one},
        "d": {one, two},
    }
    assert len(ties(made)) == 4


def test_how_a_type_is_used_is_demanded() -> None:
    models = MODELS.format("a", "One", "id: ID")
    takes = "commands:\n" + COMMAND.partition("\n")[2].replace(
        "input: null", "input: a.One"
    )
    plain = takes.replace("KEY", "b.do").replace("OUTPUT", "null")
    by_path = plain + "  transport: { rest: { path: '/b/{id}' } }\n"
    head = "contractgen: 1\npackage: b\n"
    bodied = prints(a=models, b=head + plain)["b"].demands
    placed = prints(a=models, b=head + by_path)["b"].demands
    assert bodied == {("a", "One", "input"), ("a", "One", "request")}
    assert placed == {("a", "One", "input")}


def test_emitters_of_one_event_are_tied() -> None:
    inline = EMITS.replace("KIND: KEY", "key: it.done")
    here = inline.replace("MORE", ", payload: One")
    there = inline.replace("MORE", ", payload: { name: Two, fields: { id: ID } }")
    made = prints(
        a=MODELS.format("a", "One", "id: ID") + command("a.do", emits=here),
        b="contractgen: 1\npackage: b\n" + command("b.do", emits=there),
        c="contractgen: 1\npackage: c\n" + command("c.do"),
    )
    assert set(ties(made)) == {frozenset("ab"), frozenset("c")}


def test_names_that_all_share_are_claimed() -> None:
    head = "contractgen: 1\npackage: {}\n"
    made = prints(
        a=head.format("a") + command("x.get"), b=head.format("b") + command("y.get")
    )
    assert {"operation x.get", "0  x_get_v1"} <= made["a"].claims
    assert made["a"].claims.isdisjoint(made["b"].claims)
    assert made["a"].routes == {("", "x", "get", "v1")}


def test_contracts_in_python_stay_together() -> None:
    text = "from contractgen.dsl import contract_file\ncontract_file(package='{}')\n"
    made = prints(a=text.format("a"), b=text.format("b"))
    assert ties(made) == [frozenset("ab")]
