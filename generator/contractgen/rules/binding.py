"""How requests reach an operation's input: the path, its placeholders, the query."""

import re
from collections.abc import Iterator

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Field, ModelType, Operation, ScalarType
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import described
from contractgen.scalars import Kind
from contractgen.source import Span

BAD_PATH = Code(
    "CG260",
    "not a path",
    "A path is `/` and segments of letters, digits, `-`, `.`, `_`, `~`, or whole "
    "placeholders `{field}`; no empty segment, no `.` or `..`, no query and no "
    "fragment. That is what RFC 3986 section 3.3 lets stand unescaped, less what "
    "servers and generators read in a meaning of their own.",
    "Write a path such as `/jobs/{jobId}/log`.",
    wrong="transport: { rest: { path: 'jobs/{jobId:path}?all' } }\n",
    right="transport: { rest: { path: '/jobs/{jobId}' } }\n",
)
UNBOUND = Code(
    "CG261",
    "a placeholder that binds no field",
    "A placeholder is filled from the field of the input that it names, by the field's "
    "name in the contract, and each field is bound once.",
    "Name a field of the input, or remove the placeholder.",
    wrong="io: { input: { name: GetInput, fields: { jobId: ID } }, output: Job }\n"
    "transport: { rest: { path: '/jobs/{id}' } }\n",
    right="io: { input: { name: GetInput, fields: { jobId: ID } }, output: Job }\n"
    "transport: { rest: { path: '/jobs/{jobId}' } }\n",
)
UNBINDABLE = Code(
    "CG262",
    "a field that cannot stand in a path",
    "A segment of a path is always there and holds one text, so the field must be "
    "required, a scalar other than JSON and JSONObject or an enum, and neither an "
    "array nor nullable.",
    "Make the field required, or leave it to the query or body.",
    wrong="fields: { jobId: ID? }\ntransport: { rest: { path: '/jobs/{jobId}' } }\n",
    right="fields: { jobId: ID }\ntransport: { rest: { path: '/jobs/{jobId}' } }\n",
)
NOT_FLAT = Code(
    "CG263",
    "an input that does not fit a query string",
    "GET and DELETE have no body: what the path does not hold goes to the query "
    "string, as one parameter per field. That works for scalars other than JSON and "
    "JSONObject, for enums, and for optional arrays of these; none may be nullable, "
    "for a parameter cannot say null.",
    "Choose a method with a body under `transport: { rest: { method: POST } }`, or "
    "make the field flat.",
    wrong="transport: { rest: { method: DELETE } }\n"
    "io: { input: { name: ByFilter, fields: { filter: JSONObject } }, output: null }\n",
    right="transport: { rest: { method: POST } }\n"
    "io: { input: { name: ByFilter, fields: { filter: JSONObject } }, output: null }\n",
)
UNDECIDED = Code(
    "CG264",
    "a query that must say its method",
    "A query is a GET, and its input goes to the query string. This input does not fit "
    "there, and nothing is switched silently: a GET can be cached and linked, a POST "
    "cannot.",
    "Say `transport: { rest: { method: POST } }`, or make the input flat.",
    wrong="queries:\n- io: { input: { name: Search, fields: { filter: JSON } }, … }\n",
    right="queries:\n- io: { input: { name: Search, fields: { filter: JSON } }, … }\n"
    "  transport: { rest: { method: POST } }\n",
)

_SEGMENT = re.compile(r"\{[a-z][A-Za-z0-9_]*\}|(?!\.{1,2}$)[A-Za-z0-9._~-]+")
_BODILESS = ("GET", "DELETE")


def _paths(subject: Subject) -> Iterator[Diagnostic]:
    for operation in subject.operations:
        path = operation.transport.path
        if path is None or _legal(path):
            continue
        mend = "write `/` and segments, as in `/jobs/{jobId}/log`"
        for segment in path.split("/")[1:]:
            if not _SEGMENT.fullmatch(segment):
                message = _about(segment)
                break
        else:
            message = "a path begins with `/`"
        yield BAD_PATH.at(_path_span(operation), message, help=mend)


def _legal(path: str) -> bool:
    first, *segments = path.split("/")
    return first == "" and bool(segments) and all(map(_SEGMENT.fullmatch, segments))


def _about(segment: str) -> str:
    if not segment:
        return "a path has no empty segment and no `/` at its end"
    if "{" in segment or "}" in segment:
        return "a placeholder is a whole segment and holds the name of a field alone"
    if segment in (".", ".."):
        return "a path has no `.` and `..`"
    return "a segment holds ASCII letters, digits, `-`, `.`, `_` and `~` alone"


def _unbound(subject: Subject) -> Iterator[Diagnostic]:
    for operation, names in _templates(subject):
        fields = {field.name for field in _fields(subject, operation)}
        for at, name in enumerate(names):
            if name not in fields:
                message = f"the input of {described(operation)} has no field `{name}`"
                mend = "name one of its fields, or remove the placeholder"
            elif name in names[:at]:
                message = f"`{name}` is bound twice"
                mend = "bind each field once"
            else:
                continue
            yield UNBOUND.at(_path_span(operation), message, help=mend)


def _unbindable(subject: Subject) -> Iterator[Diagnostic]:
    for operation, names in _templates(subject):
        for field in _fields(subject, operation):
            reason = _not_for_path(field) if field.name in names else None
            if reason:
                message = f"`{field.name}` cannot stand in a path: {reason}"
                mend = "make it required, or leave it to the query or body"
                found = UNBINDABLE.at(_path_span(operation), message, help=mend)
                yield found.also(field.origin.span, "the field is here")


def _templates(subject: Subject) -> Iterator[tuple[Operation, list[str]]]:
    """Yield the operations whose path is legal, with the names of its placeholders."""
    for operation in subject.operations:
        path = operation.transport.path
        if path is not None and "{" in path and _legal(path):
            segments = path.split("/")
            yield operation, [text[1:-1] for text in segments if text.startswith("{")]


def _not_for_path(field: Field) -> str | None:
    if not field.required:
        return "it may be left out"
    if field.array:
        return "it is an array"
    return _not_a_word(field)


def _not_for_query(field: Field) -> str | None:
    empty = field.default is not None and field.default.value == ()
    if field.array and not (field.optional or empty):
        return "it is an array that must be sent, and no parameter says an empty one"
    return _not_a_word(field)


def _not_a_word(field: Field) -> str | None:
    if field.nullable:
        return "it may be null"
    match field.type:
        case ModelType():
            return "it is a model"
        case ScalarType(row) if row.kind is Kind.JSON:
            return f"it is {row.name}"
        case _:
            return None


def _not_flat(subject: Subject) -> Iterator[Diagnostic]:
    for operation, field, reason in _nested(subject):
        if operation.transport.method is not None:
            method = operation.transport.method
            message = f"`{field.name}` does not fit the query string: {reason}"
            mend = f"choose a method with a body instead of {method}"
            span = operation.origin.at("transport", "rest", "method")
            found = NOT_FLAT.at(span, message, help=mend)
            yield found.also(field.origin.span, "the field is here")


def _undecided(subject: Subject) -> Iterator[Diagnostic]:
    for operation, field, reason in _nested(subject):
        if operation.transport.method is None:
            message = (
                f"{described(operation)} must say its method: `{field.name}` does not "
                f"fit the query string, {reason}"
            )
            mend = "say `transport: { rest: { method: POST } }`"
            found = UNDECIDED.at(operation.origin.span, message, help=mend)
            yield found.also(field.origin.span, "the field is here")


def _nested(subject: Subject) -> Iterator[tuple[Operation, Field, str]]:
    """Yield operations without a body and the first field that would need one."""
    for operation in subject.operations:
        if subject.names.operations[operation.id].method not in _BODILESS:
            continue
        path = operation.transport.path or ""
        for field in _fields(subject, operation):
            reason = _not_for_query(field)
            if reason and f"{{{field.name}}}" not in path:
                yield operation, field, reason
                break


def _fields(subject: Subject, operation: Operation) -> tuple[Field, ...]:
    if operation.input is None:
        return ()
    return subject.contracts.models[operation.input].fields


def _path_span(operation: Operation) -> Span:
    return operation.origin.at("transport", "rest", "path")


RULES = (
    Rule(BAD_PATH, _paths),
    Rule(UNBOUND, _unbound),
    Rule(UNBINDABLE, _unbindable),
    Rule(NOT_FLAT, _not_flat),
    Rule(UNDECIDED, _undecided),
)
