"""How an operation's input travels: parameters and the request body, as data."""

from collections.abc import Iterable, Mapping

from contractgen.ir import Example, Field, Json, Operation
from contractgen.views.binding import Binding
from contractgen.views.schema import Schema, Schemas


def parameters(
    operation: Operation, binding: Binding, schemas: Schemas
) -> tuple[Schema, ...]:
    """Return the path and query parameters of an operation, path first."""
    given = operation.acceptance.examples
    path = (_parameter(field, "path", schemas, given) for field in binding.path)
    query = (_parameter(field, "query", schemas, given) for field in binding.query)
    if operation.input is None or not binding.whole_query:
        return (*path, *query)
    content = {"schema": schemas.reference(operation.input, "input")}
    whole: Schema = {
        "name": "input",
        "in": "query",
        "description": "The whole input as JSON, instead of all other parameters.",
        "content": {"application/json": content},
    }
    return (*path, *map(_not_required, query), whole)


def _not_required(parameter: Schema) -> Schema:
    return {key: item for key, item in parameter.items() if key != "required"}


def _parameter(
    field: Field, place: str, schemas: Schemas, given: Iterable[Example]
) -> Schema:
    parameter: Schema = {"name": field.name, "in": place}
    if field.description:
        parameter["description"] = field.description
    if field.required:
        parameter["required"] = True
    if field.deprecated:
        parameter["deprecated"] = True
    if field.array:
        parameter |= {"style": "form", "explode": True}
    parameter["schema"] = schemas.argument(field)
    if examples := named_examples(
        (one, members[field.name])
        for one in given
        if field.name in (members := _members(one))
    ):
        parameter["examples"] = examples
    return parameter


def _members(example: Example) -> Mapping[str, Json]:
    value = example.input.value if example.input else None
    return value if isinstance(value, Mapping) else {}


def request_body(
    operation: Operation, binding: Binding, schemas: Schemas
) -> Schema | None:
    """Return the request body: the input, or what the path leaves of it."""
    if operation.input is None or not binding.body:
        return None
    if binding.whole_body:
        schema = schemas.reference(operation.input, "input")
    else:
        schema = schemas.record(binding.body, "input")
    content: Schema = {"schema": schema}
    path = {field.name for field in binding.path}
    if examples := named_examples(
        (one, {key: item for key, item in _members(one).items() if key not in path})
        for one in operation.acceptance.examples
        if one.input
    ):
        content["examples"] = examples
    return {"required": True, "content": {"application/json": content}}


def named_examples(pairs: Iterable[tuple[Example, Json]]) -> Schema:
    """Return acceptance examples by key."""
    return {
        example.key: {"summary": example.description, "value": value}
        if example.description
        else {"value": value}
        for example, value in pairs
    }
