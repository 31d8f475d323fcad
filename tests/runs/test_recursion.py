"""Models that name later models: pydantic reads such annotations late."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from .generated import EMITTERS, Generated, generate, importable

CONTRACT = """
contractgen: 1
package: lab
defaults: { owners: [o], tags: [t], stability: stable }
enums:
  Grade: { values: [very good] }
models:
  Autumn:
    fields: { class: Winter?, fallen: Boolean }
  Forest:
    fields: { autumn: Autumn }
  Winter:
    fields: { white: Boolean }
  Branch:
    fields: { class: "Tree?", grown: Tree? , name: String }
  Tree:
    fields: { branches: "Branch[]", grade: Grade? }
commands:
  - meta: { key: lab.plant, version: 1.0.0, description: D, goal: G, context: C }
    io: { input: Tree, output: null }
    policy: { auth: anonymous }
    sideEffects:
      emits: [{ key: branch.grew, version: 1.0.0, when: W, payload: Branch }]
queries:
  - meta: { key: lab.bare, version: 1.0.0, description: D, goal: G, context: C }
    io: { input: null, output: Forest }
    policy: { auth: anonymous }
  - meta: { key: lab.show, version: 1.0.0, description: D, goal: G, context: C }
    io: { input: null, output: Tree }
    policy: { auth: anonymous }
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    folder = tmp_path_factory.mktemp("recursion")
    texts = {"lab/lab.contract.yaml": CONTRACT}
    with importable(generate(folder, texts, emitters=(*EMITTERS, "graphql"))) as one:
        yield one


class Lab:
    def __init__(self, made: Generated) -> None:
        self.lab = made.load("lab")

    async def plant(self, input: Any, /, *, ctx: Any) -> None:
        await ctx.emit(self.lab.BranchGrew(name="a", grown=input))

    async def bare(self, *, ctx: Any) -> Any:  # noqa: ARG002
        # Making an Autumn would complete the class: this is the first that is seen.
        return self.lab.Forest.model_validate({"autumn": {"fallen": True}})

    async def show(self, *, ctx: Any) -> Any:  # noqa: ARG002
        return self.lab.Tree(branches=[self.lab.Branch(name="a")])


def client(made: Generated) -> tuple[TestClient, Any]:
    app, events = FastAPI(), made.load().InMemoryEvents()
    given = {"authenticate": lambda: None, "events": events}
    app.include_router(made.load("lab").create_router(service=Lab(made), **given))
    app.include_router(made.load("graphql").create_graphql(lab=Lab(made), **given))
    return TestClient(app), events


def test_nested_fields_that_are_absent_are_left_out(made: Generated) -> None:
    asked, _ = client(made)
    assert asked.get("/lab/show/v1").json() == {"branches": [{"name": "a"}]}
    assert asked.get("/lab/bare/v1").json() == {"autumn": {"fallen": True}}


def test_an_event_of_a_payload_that_names_later_models(made: Generated) -> None:
    asked, events = client(made)
    assert asked.post("/lab/plant/v1", json={"branches": []}).status_code == 204
    (event,) = events.published
    assert event.data == {"name": "a", "grown": {"branches": []}}


def test_no_output_beside_an_input_with_renamed_members(made: Generated) -> None:
    asked, _ = client(made)
    query = "mutation { lab_plant_v1(input: {branches: [], grade: very_good}) }"
    answer = asked.post("/graphql", json={"query": query}).json()
    assert answer == {"data": {"lab_plant_v1": True}}
