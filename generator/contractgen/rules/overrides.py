"""Names that the author chose, under `names:` and `transport:`.

Readers have let only ASCII identifiers through; here it is decided whether the chosen
one can stand where it would.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Enum, Error, Event, Field, Model, Operation
from contractgen.names.reserved import PYTHON_WORDS
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import described
from contractgen.suggest import shown

BAD_OVERRIDE = Code(
    "CG240",
    "a chosen name that cannot stand there",
    "`names:` puts a name into code as it is. A Python class starts with a capital, "
    "an attribute or method with a small letter, and neither may be a word that "
    "Python or pydantic reserves. GraphQL keeps names with two leading underscores "
    "for introspection.",
    "Choose a name of the form that the message gives.",
    wrong="jobId: { type: ID, names: { python: class } }\n",
    right="jobId: { type: ID, names: { python: job_class } }\n",
)
USELESS_OVERRIDE = Code(
    "CG241",
    "a chosen name that nothing would use",
    "On the wire a field is called what the contract calls it, on every surface alike; "
    "events and errors have no names in GraphQL and OpenAPI besides their key and "
    "code; and an operation's GraphQL field can be chosen in one place only. A name "
    "that has no effect is more likely a mistake.",
    "Remove it. To rename a field on the wire, rename the field.",
    wrong="jobId: { type: ID, names: { graphql: id } }\n",
    right="id: { type: ID, names: { python: job_id } }\n",
)
BAD_FIELD = Code(
    "CG242",
    "not a GraphQL field name",
    "A root field's name is ASCII letters, digits and `_`, starts with no digit, and "
    "not with two underscores, which introspection reserves (GraphQL October 2021, "
    "2.1.9 Names).",
    "Choose a name such as `cancelJob`.",
    wrong="transport: { gql: { field: __cancel } }\n",
    right="transport: { gql: { field: cancelJob } }\n",
)
BAD_TOOL = Code(
    "CG243",
    "not an MCP tool name",
    "Clients of the Model Context Protocol take tool names of 1 to 64 ASCII letters, "
    "digits, `_` and `-`. The name is derived from the key unless the contract gives "
    "one.",
    "Give a shorter or simpler name under `transport: { mcp: { toolName: … } }`.",
    wrong="transport: { mcp: { toolName: cancel a job } }\n",
    right="transport: { mcp: { toolName: cancel-job } }\n",
)

_CLASS = re.compile("[A-Z][A-Za-z0-9_]*")
_MEMBER = re.compile("[a-z][A-Za-z0-9_]*")
_GRAPHQL = re.compile("(?!__)[A-Za-z_][A-Za-z0-9_]*")
_TOOL = re.compile("[A-Za-z0-9_-]{1,64}")

Named: TypeAlias = Enum | Model | Event | Operation | Error | Field


def _named(subject: Subject) -> Iterator[Named]:
    """Yield whatever may have `names:`."""
    for pack in subject.contracts.packages:
        yield from pack.enums
        for model in pack.models:
            yield model
            yield from model.fields
        yield from pack.events
        for operation in pack.operations:
            yield operation
            yield from operation.errors


def _wrong(subject: Subject) -> Iterator[Diagnostic]:
    for named in _named(subject):
        name = named.names.python
        if name is None:
            continue
        member = isinstance(named, Field | Operation)
        if (_MEMBER if member else _CLASS).fullmatch(name) and name not in PYTHON_WORDS:
            continue
        span = named.origin.at("names", "python")
        if name in PYTHON_WORDS:
            yield BAD_OVERRIDE.at(
                span, f"`{name}` is reserved in Python", help=f"write `{name}_`"
            )
            continue
        kind, first = (
            ("n attribute or method", "small") if member else (" class", "capital")
        )
        message = f"`{name}` cannot name a{kind} in Python"
        yield BAD_OVERRIDE.at(span, message, help=f"start it with a {first} letter")


def _useless(subject: Subject) -> Iterator[Diagnostic]:
    for named in _named(subject):
        names = named.names
        if names.graphql is None and names.openapi is None:
            continue
        match named:
            case Field():
                what = f"field `{named.name}` is called the same on every wire"
                yield from _both(named, what)
            case Event() | Error():
                yield from _both(named, f"{described(named)} has no other name there")
            case Operation() if names.graphql and named.transport.gql_field:
                other = named.origin.at("transport", "gql", "field")
                yield USELESS_OVERRIDE.at(
                    named.origin.at("names", "graphql"),
                    "the GraphQL field is named twice",
                    help="keep one of the two",
                ).also(other, "this one is used")
            case _:
                pass


def _both(named: Event | Error | Field, message: str) -> Iterator[Diagnostic]:
    for surface in ("graphql", "openapi"):
        if getattr(named.names, surface) is not None:
            span = named.origin.at("names", surface)
            yield USELESS_OVERRIDE.at(span, message, help=f"remove `{surface}`")


def _fields(subject: Subject) -> Iterator[Diagnostic]:
    for operation in subject.operations:
        name = operation.transport.gql_field
        if name is not None and not _GRAPHQL.fullmatch(name):
            yield BAD_FIELD.at(
                operation.origin.at("transport", "gql", "field"),
                f"{shown(name)} is not a field name in GraphQL",
                help="use ASCII letters, digits and `_`, as in `cancelJob`; names that "
                "start with `__` are GraphQL's own",
            )


def _tools(subject: Subject) -> Iterator[Diagnostic]:
    for operation in subject.operations:
        name = subject.names.operations[operation.id].mcp
        if _TOOL.fullmatch(name):
            continue
        mend = "give 1 to 64 letters, digits, `_`, `-` as `transport.mcp.toolName`"
        if operation.transport.mcp_tool is not None:
            span = operation.origin.at("transport", "mcp", "toolName")
            message = f"{shown(name)} is not a tool name in MCP"
            yield BAD_TOOL.at(span, message, help=mend)
            continue
        message = f"the MCP tool `{name}` would have {len(name)} characters, above 64"
        yield BAD_TOOL.at(operation.origin.span, message, help=mend)


RULES = (
    Rule(BAD_OVERRIDE, _wrong),
    Rule(USELESS_OVERRIDE, _useless),
    Rule(BAD_FIELD, _fields),
    Rule(BAD_TOOL, _tools),
)
