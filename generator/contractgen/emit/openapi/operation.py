"""One operation of the OpenAPI document, as data."""

from msgspec import Struct

from contractgen.emit.openapi.parameters import parameters, request_body
from contractgen.ir import Operation
from contractgen.names import OperationNames
from contractgen.views.binding import Binding
from contractgen.views.schema import Schema, Schemas


class Described(Struct, frozen=True):
    """An operation's parts: what it is and takes, what it answers, what is carried.

    Responses stand by status. Operations of the same problems hold the same object.
    """

    head: Schema
    success: Schema
    problems: Schema
    extension: Schema


def head(
    operation: Operation, names: OperationNames, binding: Binding, schemas: Schemas
) -> Schema:
    """Return what an operation is and takes."""
    meta = operation.meta
    title = meta.carried.get("title")
    found: Schema = {
        "operationId": names.operation_id,
        "summary": title if isinstance(title, str) else meta.description.split("\n")[0],
        "description": _description(operation),
    }
    if meta.tags:
        found["tags"] = meta.tags
    if meta.stability == "deprecated":
        found["deprecated"] = True
    anonymous = operation.policy.auth == "anonymous"
    found["security"] = () if anonymous else ({"bearer": ()},)
    if given := parameters(operation, binding, schemas):
        found["parameters"] = given
    if body := request_body(operation, binding, schemas):
        found["requestBody"] = body
    return found


def _description(operation: Operation) -> str:
    meta = operation.meta
    said = (
        meta.description,
        f"**Goal:** {meta.goal}" if meta.goal else "",
        f"**Context:** {meta.context}" if meta.context else "",
    )
    return "\n\n".join(filter(None, said))
