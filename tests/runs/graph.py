"""An application that serves the GraphQL schema of `contracts/` and package `lab`."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from .generated import EMITTERS, Generated, generate, importable, read
from .service import Jobs, authenticator, implement

CANCEL = "mutation($id: String!) { jobs_cancel_v1(input: {jobId: $id}) { success } }"
ENQUEUE = "mutation($input: EnqueueJobInput!) { jobs_enqueue_v1(input: $input) { id } }"
ECHO = "mutation($input: ThingInput!) { lab_echo_v1(input: $input) { %s } }"

LAB = """
contractgen: 1
package: lab
defaults: { owners: [o], tags: [t], stability: stable }
enums:
  Grade:
    values: [very good, ok, { value: A, name: B }, { value: B, name: C }]
models:
  Nothing: { fields: {} }
  Thing:
    fields:
      id: ID?
      ids: "ID[]?"
      grade: { type: Grade, default: B }
      grades: { type: Grade, isArray: true, default: [A, very good] }
      inner: "Thing[]?"
      any: { type: JSON, isOptional: true }
      odd: { type: JSONObject, default: { a-b: 1 } }
      empty: Nothing?
      at: DateTime?
      number: { type: Float, isOptional: true }
      small: { type: Int, min: 0, max: 9, isOptional: true }
      large: { type: Int, isOptional: true }
      flag: Boolean?
      amount: Decimal?
commands:
  - meta: { key: lab.echo, version: 1.0.0, description: D, goal: G, context: C }
    io: { input: Thing, output: Thing }
    policy: { auth: anonymous }
  - meta: { key: lab.nothing, version: 1.0.0, description: D, goal: G, context: C }
    io: { input: Nothing, output: Nothing }
    policy: { auth: anonymous }
"""


class Audit:
    """A service of package `audit`."""

    def __init__(self, made: Generated) -> None:
        self._jobs = made.load("jobs")
        self._audit = made.load("audit")

    async def trail(self, *, ctx: Any) -> Any:  # noqa: ARG002
        job = self._jobs.Job(id="1", name="a", status=self._jobs.JobStatus.FAILED)
        return self._audit.AuditTrail(jobs=[job])


class Lab:
    """A service of package `lab`, which says what it was told."""

    def __init__(self) -> None:
        self.seen: Any = None

    async def echo(self, input: Any, /, *, ctx: Any) -> Any:  # noqa: ARG002
        self.seen = input
        return input

    async def nothing(self, input: Any, /, *, ctx: Any) -> Any:  # noqa: ARG002
        return input


class Graph:
    """The services, their events and their application; `options` replace arguments."""

    def __init__(self, made: Generated, **options: Any) -> None:
        self.made = made
        self.service: Jobs = implement(made)()
        self.lab = Lab()
        self.events = made.load().InMemoryEvents()
        given: dict[str, Any] = {
            "audit": Audit(made),
            "jobs": self.service,
            "lab": self.lab,
            "authenticate": authenticator(made),
            "events": self.events,
        }
        self.app = FastAPI()
        graphql = made.load("graphql")
        self.app.include_router(graphql.create_graphql(**given | options))
        self.client = TestClient(self.app)

    def ask(
        self, query: str, variables: Any = None, /, caller: str = "u", **headers: str
    ) -> Any:
        """Post a document; `_` in headers is `-`. No caller sends no token."""
        if caller:
            headers["authorization"] = caller
        pairs = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"query": query, "variables": variables}
        return self.client.post("/graphql", json=body, headers=pairs)

    def data(self, query: str, variables: Any = None, /, caller: str = "u") -> Any:
        """Return the data of a request that succeeds."""
        answer = self.ask(query, variables, caller).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def code(self, query: str, variables: Any = None, /, caller: str = "u") -> str:
        """Return the code of the first error."""
        answer = self.ask(query, variables, caller)
        assert answer.status_code == 200
        return str(answer.json()["errors"][0]["extensions"]["code"])

    def post(self, content: str | bytes, **headers: str) -> Any:
        """Post bytes, as JSON unless said."""
        given = {"content-type": "application/json", "authorization": "u", **headers}
        return self.client.post("/graphql", content=content, headers=given)

    def body(self, **parameters: Any) -> Any:
        """Post the parameters of a request."""
        return self.post(json.dumps(parameters))


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    """Return the generated package."""
    texts = read() | {"lab/lab.contract.yaml": LAB}
    folder = tmp_path_factory.mktemp("schema")
    with importable(
        generate(folder, texts, emitters=(*EMITTERS, "graphql"))
    ) as generated:
        yield generated


@pytest.fixture
def graph(schema: Generated) -> Graph:
    """Return an application of its own for each test."""
    return Graph(schema)
