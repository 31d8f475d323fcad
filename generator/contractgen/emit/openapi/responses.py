"""What an operation answers: its success and every problem by status, as data."""

from collections.abc import Collection, Iterable
from typing import TypeAlias

from contractgen.emit.openapi.parameters import named_examples
from contractgen.ir import Error, Operation
from contractgen.views.binding import Binding
from contractgen.views.problems import SHARED, Problem, undeclared
from contractgen.views.schema import Schema, Schemas

_Problems: TypeAlias = tuple[tuple[Problem, str], ...]
"""Problems of one status, and when each occurs."""

_PHRASES = {200: "OK", 201: "Created", 202: "Accepted", 204: "No Content"}
_PROBLEM_SCHEMA: Schema = {"$ref": "#/components/schemas/Problem"}
_OUR_FAULT = "Something went wrong on the server's side."


def shared_responses(names: Collection[str]) -> Schema:
    """Return those of `names` among the responses that operations share, by name."""
    return {
        problem.name: problem_response(((problem, ""),))
        for problem in SHARED
        if problem.name in names
    }


class Responses:
    """The responses of one package; what operations answer alike is made once."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._made: dict[tuple[tuple[Problem, ...], tuple[Error, ...]], Schema] = {}
        self._shared: set[Problem] = set()

    def success(self, operation: Operation) -> Schema:
        """Return the response to a success, by status."""
        return {str(operation.success.status): _success(operation, self._schemas)}

    def problems(self, operation: Operation, binding: Binding) -> Schema:
        """Return the other responses by status, which operations may share."""
        key = undeclared(operation, binding), operation.errors
        made = self._made.get(key)
        if made is None:
            by_status = _by_status(*key)
            made = self._made[key] = {
                str(status): self._response(tuple(by_status[status]))
                for status in sorted(by_status)
            }
        return made

    def shared(self) -> tuple[str, ...]:
        """Return the names of the shared responses that operations refer to."""
        return tuple(problem.name for problem in SHARED if problem in self._shared)

    def _response(self, problems: _Problems) -> Schema:
        problem = problems[0][0]
        if len(problems) > 1 or not problem.name:
            return problem_response(problems)
        self._shared.add(problem)
        return {"$ref": f"#/components/responses/{problem.name}"}


def _success(operation: Operation, schemas: Schemas) -> Schema:
    success = operation.success
    response: Schema = {"description": success.description or _PHRASES[success.status]}
    if operation.output is None:
        return response
    content: Schema = {"schema": schemas.reference(operation.output, "output")}
    if examples := named_examples(
        (one, one.output.value) for one in operation.acceptance.examples if one.output
    ):
        content["examples"] = examples
    response["content"] = {"application/json": content}
    return response


def _by_status(
    problems: Iterable[Problem], errors: Iterable[Error]
) -> dict[int, list[tuple[Problem, str]]]:
    """Return problems and when they occur, by status; what nobody declares first."""
    found: dict[int, list[tuple[Problem, str]]] = {}
    for problem in problems:
        found.setdefault(problem.status, []).append((problem, ""))
    for error in errors:
        problem = Problem(error.code, error.http, error.description, error.gql_code)
        found.setdefault(error.http, []).append((problem, error.when))
    return found


def problem_response(problems: _Problems) -> Schema:
    """Return one response for the problems of one status."""
    said: dict[str, str] = {}
    examples: Schema = {}
    challenge = False
    for problem, when in problems:
        said[problem.code] = problem.detail or _OUR_FAULT
        example: Schema = {"summary": when} if when else {}
        examples[problem.code] = example | {"value": problem.example()}
        challenge = challenge or problem.status == 401
    response: Schema = {"description": _description(said)}
    if challenge:
        response["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    content = {"schema": _PROBLEM_SCHEMA, "examples": examples}
    response["content"] = {"application/problem+json": content}
    return response


def _description(said: dict[str, str]) -> str:
    if len(said) == 1:
        return next(iter(said.values()))
    return "\n".join(
        f"- {code}: " + text.replace("\n", "\n  ") for code, text in said.items()
    )
