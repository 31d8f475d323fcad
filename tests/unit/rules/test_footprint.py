"""Which packages can be built alone."""

from collections.abc import Mapping

import pytest
from contractgen.config import Config
from contractgen.pipeline import Inputs, examine
from contractgen.rules.footprint import Footprint, footprints, islands, strangers
from contractgen.source import SourceFile


def says(refers: str = "", claims: str = "", routes: str = "") -> Footprint:
    """Return a footprint from words; a route is a path with `{}` for placeholders."""
    segments = (tuple(path.split("/")) for path in routes.split())
    return Footprint(
        frozenset(refers.split()), frozenset(claims.split()), frozenset(segments)
    )


def grouped(**prints: Footprint) -> set[frozenset[str]]:
    groups = islands(prints)
    assert sum(map(len, groups)) == len(prints)
    return set(groups)


def test_packages_that_say_nothing_are_islands() -> None:
    made = grouped(a=says(claims="one"), b=says(claims="two", routes="/x"), c=says())
    assert made == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_references_join_both_ways_and_on() -> None:
    made = grouped(a=says("b"), b=says(), c=says("b"), d=says("d"))
    assert made == {frozenset("abc"), frozenset("d")}


def test_claims_and_references_join_chains() -> None:
    made = grouped(a=says(claims="one"), b=says("c", "one"), c=says(), d=says("c"))
    assert made == {frozenset("abcd")}


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
    assert (len(islands({"a": ours, "b": theirs})) == 1) is meet
    assert (len(islands({"a": theirs, "b": ours})) == 1) is meet
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
    assert strangers(ours, [says(claims="four"), says("x", routes="/b")])
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


def test_types_of_others_are_referred_to() -> None:
    made = prints(
        a=MODELS.format("a", "One", "id: ID"),
        b=MODELS.format("b", "Two", "one: a.One, two: { type: a.One, isArray: true }"),
        c=MODELS.format("c", "Three", "id: ID") + command("c.get", "a.One"),
    )
    assert {name: set(one.refers) for name, one in made.items()} == {
        "a": set(),
        "b": {"a"},
        "c": {"a"},
    }


def test_emitting_the_event_of_another_refers_to_it() -> None:
    inline = EMITS.replace("KIND: KEY", "key: it.done").replace(
        "MORE", ", payload: One"
    )
    by_key = inline.replace(
        "payload: One", "payload: { name: Two, fields: { id: ID } }"
    )
    made = prints(
        a=MODELS.format("a", "One", "id: ID") + command("a.do", emits=inline),
        b="contractgen: 1\npackage: b\n" + command("b.do", emits=by_key),
    )
    assert set(made["b"].refers) == {"a"}
    assert islands(made) == [frozenset("ab")]


def test_names_that_all_share_are_claimed() -> None:
    head = "contractgen: 1\npackage: {}\n"
    made = prints(
        a=head.format("a") + command("x.get"), b=head.format("b") + command("y.get")
    )
    assert {"operation x.get", "OpenAPI operationId  x_get_v1"} <= made["a"].claims
    assert made["a"].claims.isdisjoint(made["b"].claims)
    assert made["a"].routes == {("", "x", "get", "v1")}


def test_contracts_in_python_stay_together() -> None:
    text = "from contractgen.dsl import contract_file\ncontract_file(package='{}')\n"
    made = prints(a=text.format("a"), b=text.format("b"))
    assert islands(made) == [frozenset("ab")]
