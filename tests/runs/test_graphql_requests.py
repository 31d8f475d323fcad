"""GraphQL over HTTP: bodies, media types, documents, limits."""

import pytest

from .generated import Generated
from .graph import CANCEL, Graph, graph, schema
from .world import problem

__all__ = ["graph", "schema"]  # fixtures

MODERN = "application/graphql-response+json"

BODIES: dict[str | bytes, tuple[int, str]] = {
    "": (400, "BAD_REQUEST"),
    "{": (400, "BAD_REQUEST"),
    "[]": (400, "BAD_REQUEST"),
    '[{"query": "{ __typename }"}]': (400, "BAD_REQUEST"),
    "{}": (400, "BAD_REQUEST"),
    '{"query": 1}': (400, "BAD_REQUEST"),
    '{"query": "{ __typename }", "variables": []}': (400, "BAD_REQUEST"),
    '{"query": "{ __typename }", "operationName": 1}': (400, "BAD_REQUEST"),
    '{"query": "{ __typename }", "extensions": 1}': (400, "BAD_REQUEST"),
    '{"query": "{ __typename }", "query": "{ x }"}': (400, "BAD_REQUEST"),
    '{"query": "{ __typename }", "variables": {"a": NaN}}': (400, "BAD_REQUEST"),
    b'{"query": "\xff"}': (400, "BAD_REQUEST"),
    "[" * 10_000: (400, "BAD_REQUEST"),
    '{"query": "' + "x" * 1024 * 1024 + '"}': (413, "PAYLOAD_TOO_LARGE"),
}


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:40]))
def test_malformed(graph: Graph, body: str | bytes) -> None:
    problem(graph.post(body), *BODIES[body])


def test_unknown_parameters_are_left_alone(graph: Graph) -> None:
    answer = graph.body(query="{ __typename }", extensions={}, other=1)
    assert answer.json() == {"data": {"__typename": "Query"}}


def test_media_types_and_methods(graph: Graph) -> None:
    text = graph.post("{}", **{"content-type": "text/plain"})
    problem(text, 415, "UNSUPPORTED_MEDIA_TYPE")
    assert graph.client.get("/graphql?query={__typename}").status_code == 405


CYCLE = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"
REPEATS = " ".join(f"a{number}: __typename" for number in range(51))
DOCUMENTS = {
    "{": "GRAPHQL_PARSE_FAILED",
    "": "GRAPHQL_PARSE_FAILED",
    "{ __typename " + "@skip(if: false) " * 1000 + "}": "GRAPHQL_PARSE_FAILED",
    "{ nothing }": "GRAPHQL_VALIDATION_FAILED",
    "fragment a on Query { __typename }": "GRAPHQL_VALIDATION_FAILED",
    CYCLE: "GRAPHQL_VALIDATION_FAILED",
    "query A { __typename } query B { __typename }": "BAD_REQUEST",
    "{ a " * 30 + "}" * 30: "LIMIT_EXCEEDED",
    "{ ...a } fragment a on Query " + "{ a " * 21 + "}" * 21: "LIMIT_EXCEEDED",
    f"{{ {REPEATS} }}": "LIMIT_EXCEEDED",
    "{" + " __typename" * 52 + "}": "LIMIT_EXCEEDED",
}


@pytest.mark.parametrize("query", DOCUMENTS, ids=lambda query: repr(query[:40]))
def test_refused_documents(graph: Graph, query: str) -> None:
    assert graph.code(query) == DOCUMENTS[query]
    answer = graph.ask(query, accept=MODERN)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == MODERN
    assert "data" not in answer.json()


@pytest.mark.parametrize("opening", ["{ a ", "{ a(b: [", '{ a(b: {c: "'])
def test_bottomless_documents(graph: Graph, opening: str) -> None:
    for query in (opening * 2_000, opening * 10_000):
        codes = ("GRAPHQL_PARSE_FAILED", "LIMIT_EXCEEDED")
        assert graph.code(query) in codes


def test_bottomless_variables(graph: Graph) -> None:
    step: object = {"title": "a"}
    for _ in range(45):
        step = {"title": "a", "steps": [step]}
    sent = {"input": {"name": "a", "parent": None, "steps": [step]}}
    query = "mutation($input: EnqueueJobInput!) { jobs_enqueue_v1(input: $input) {id} }"
    assert graph.ask(query, sent).status_code == 200


def test_subscriptions_are_refused(graph: Graph) -> None:
    answer = graph.ask("subscription { x }").json()
    assert answer["errors"]
    assert "data" not in answer


def test_one_of_two_operations(graph: Graph) -> None:
    query = """
      query A { jobs_get_v1(input: {jobId: "1"}) { ...j } }
      query B { x: jobs_get_v1(input: {jobId: "2"}) { ...j } }
      fragment j on Job { id }
    """
    for name, data in (("A", {"jobs_get_v1": {"id": "1"}}), ("B", {"x": {"id": "2"}})):
        assert graph.body(query=query, operationName=name).json() == {"data": data}
    unknown = graph.body(query=query, operationName="C").json()
    assert unknown["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_statuses_of_the_new_media_type(graph: Graph) -> None:
    accept = f"{MODERN}, application/json;q=0.9"
    assert graph.ask(CANCEL, {"id": "7"}, accept=accept).status_code == 200
    assert graph.ask(CANCEL, {"id": "done"}, accept=accept).status_code == 200
    assert graph.ask(CANCEL, {"id": 1}, accept=accept).status_code == 400


def test_limits_can_be_set(schema: Generated) -> None:
    limits = schema.load("graphql").Limits(body=100, depth=1)
    graph = Graph(schema, limits=limits)
    problem(graph.body(query=" " * 100), 413, "PAYLOAD_TOO_LARGE")
    assert graph.code("{ __schema { types { name } } }") == "LIMIT_EXCEEDED"


def test_documents_are_kept_up_to_a_size(graph: Graph) -> None:
    for number in range(100):
        graph.data("{ __typename } #" + f"{number}".zfill(3000))
    assert graph.data(CANCEL, {"id": "7"})


def test_a_document_is_parsed_once(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert graph.data(CANCEL, {"id": "7"})
    documents = graph.made.load("_graphql_documents")
    monkeypatch.delattr(documents, "parse")
    assert graph.data(CANCEL, {"id": "8"})
