"""The name table: what every definition is called on every surface.

Decided once, from contracts and configuration alone, before any emitter runs
(`names.decide`). Emitters look names up here and make none of their own. A name in
the table may still clash with another: the rules say so before anything is emitted.
"""

from collections.abc import Mapping

from msgspec import Struct

from contractgen.ir import EventId, Method, OperationId, Symbol


class PackageNames(Struct, frozen=True):
    """`module` is the Python module, `service` the Protocol (`JobsService`)."""

    module: str
    service: str


class ModelNames(Struct, frozen=True):
    """One Python class; an output and an input shape on the other surfaces.

    The input name equals the output name where the model's name ends in `Input`.
    """

    python: str
    graphql_output: str
    graphql_input: str
    openapi_output: str
    openapi_input: str


class EnumNames(Struct, frozen=True):
    """`python_members` and `graphql_members` map each wire value to its member name."""

    python: str
    graphql: str
    openapi: str
    python_members: Mapping[str, str]
    graphql_members: Mapping[str, str]


class OperationNames(Struct, frozen=True):
    """Where one operation is reached, and its names in Python.

    `method` and `path` are REST's; `path` holds placeholders as `{field}`. `python` is
    the service method and the router's function, `context` the CallContext alias.
    """

    operation_id: str
    method: Method
    path: str
    graphql: str
    mcp: str
    python: str
    context: str


class EventNames(Struct, frozen=True):
    """`python` is the class, `stem` the schema file's stem and the channel.

    `type` is the CloudEvents type: the configured prefix and the stem.
    """

    python: str
    stem: str
    type: str


class NameTable(Struct, frozen=True):
    """All names.

    `fields` gives Python attributes by model and field (wire) name,
    `errors` gives exception classes by package and code; `operations` goes by key and
    major version, as events do.
    """

    packages: Mapping[str, PackageNames]
    models: Mapping[Symbol, ModelNames]
    fields: Mapping[Symbol, Mapping[str, str]]
    enums: Mapping[Symbol, EnumNames]
    operations: Mapping[OperationId, OperationNames]
    events: Mapping[EventId, EventNames]
    errors: Mapping[tuple[str, str], str]
