"""The dict arguments of the Python form as TypedDicts, so that editors complete them.

Keys are those of the contract language, the same as in YAML. Nothing is checked when
a contract module is imported: type checkers read these classes, and `contractgen
build` checks the contract itself.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypeAlias, TypedDict

from contractgen.dsl.scalars import Scalar
from contractgen.dsl.values import EnumDefinition, EventDefinition, ModelDefinition

Stability: TypeAlias = Literal[
    "idea", "in_creation", "experimental", "beta", "stable", "deprecated"
]
TypeRef: TypeAlias = Scalar | EnumDefinition | ModelDefinition | str
"""A scalar, an enum, a model, or the text form: `"Reader"`, `"stock.Item[]?"`."""


class Names(TypedDict, total=False):
    """Names to use in place of the derived ones, per surface."""

    python: str
    graphql: str
    openapi: str


class Defaults(TypedDict, total=False):
    """What every meta of the file has unless it says otherwise."""

    stability: Stability
    owners: Sequence[str]
    tags: Sequence[str]


class EnumValue(TypedDict):
    """An enum value with more than its wire value."""

    value: str
    name: NotRequired[str]
    description: NotRequired[str]
    deprecated: NotRequired[bool]


class Field(TypedDict):
    """A field of a model."""

    type: TypeRef
    description: NotRequired[str]
    isOptional: NotRequired[bool]
    isNullable: NotRequired[bool]
    isArray: NotRequired[bool]
    default: NotRequired[object]
    min: NotRequired[int | float]
    max: NotRequired[int | float]
    minLength: NotRequired[int]
    maxLength: NotRequired[int]
    minItems: NotRequired[int]
    maxItems: NotRequired[int]
    pattern: NotRequired[str]
    deprecated: NotRequired[bool]
    pii: NotRequired[bool]
    example: NotRequired[object]
    names: NotRequired[Names]


Fields: TypeAlias = Mapping[str, Field | TypeRef]
"""Fields by wire name; a type alone is short for `{"type": …}`."""


class InlineModel(TypedDict):
    """A model written where it is used; it is declared in the file's package."""

    name: str
    fields: Fields
    description: NotRequired[str]
    names: NotRequired[Names]


ModelRef: TypeAlias = ModelDefinition | InlineModel | str


class EventMeta(TypedDict):
    """Who an event is and who answers for it."""

    key: str
    version: str
    description: str
    stability: NotRequired[Stability]
    owners: NotRequired[Sequence[str]]
    tags: NotRequired[Sequence[str]]
    title: NotRequired[object]
    domain: NotRequired[object]
    docId: NotRequired[object]
    capability: NotRequired[object]


class OperationMeta(EventMeta):
    """Who an operation is, what it is for, and who answers for it."""

    goal: str
    context: str


class ErrorSpec(TypedDict):
    """An error that callers can expect."""

    description: str
    http: int
    gqlCode: NotRequired[str]
    when: NotRequired[str]
    names: NotRequired[Names]


class Success(TypedDict):
    """A success status other than 200."""

    status: Literal[200, 201, 202, 204]
    description: NotRequired[str]


class IO(TypedDict):
    """What goes in, what comes out, and what can go wrong."""

    input: ModelRef | None
    output: ModelRef | None
    errors: NotRequired[Mapping[str, ErrorSpec]]
    success: NotRequired[Mapping[str, Success]]


class RateLimit(TypedDict):
    """How often an operation may be called; documented, not enforced."""

    rpm: int
    key: NotRequired[Literal["user", "org", "global"]]


class Policy(TypedDict):
    """Who may call an operation, and how."""

    auth: Literal["anonymous", "user", "admin"]
    roles: NotRequired[Sequence[str]]
    permissions: NotRequired[Sequence[str]]
    rateLimit: NotRequired[RateLimit]
    idempotent: NotRequired[bool]
    escalate: NotRequired[str | None]
    policies: NotRequired[object]
    pii: NotRequired[object]


class EmittedEvent(TypedDict):
    """A declared event that an operation emits; its version follows from the ref."""

    ref: EventDefinition | str
    when: str
    version: NotRequired[str]


class InlineEvent(TypedDict):
    """An event described where it is emitted."""

    key: str
    version: str
    when: str
    payload: ModelRef


class SideEffects(TypedDict, total=False):
    """What an operation does besides answering."""

    emits: Sequence[EmittedEvent | InlineEvent]
    audit: object
    analytics: object
    telemetry: object


class Rest(TypedDict, total=False):
    """Overrides of the derived HTTP route."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str


class Gql(TypedDict, total=False):
    """Override of the derived GraphQL field."""

    field: str


class Mcp(TypedDict, total=False):
    """Override of the derived MCP tool name."""

    toolName: str


class Transport(TypedDict, total=False):
    """Overrides of derived names on the wire."""

    rest: Rest
    gql: Gql
    mcp: Mcp


class Scenario(TypedDict):
    """A behaviour in words."""

    key: str
    given: NotRequired[str | Sequence[str]]
    when: NotRequired[str | Sequence[str]]
    then: NotRequired[str | Sequence[str]]


class Example(TypedDict):
    """A call in values, checked against the operation's schemas."""

    key: str
    input: NotRequired[object]
    output: NotRequired[object]
    description: NotRequired[str]


class Acceptance(TypedDict, total=False):
    """How to tell that an operation does what it should."""

    scenarios: Sequence[Scenario]
    examples: Sequence[Example]


class Event(TypedDict):
    """The keyword arguments of `define_event`."""

    meta: EventMeta
    payload: ModelRef
    pii: NotRequired[Sequence[str]]
    names: NotRequired[Names | None]
    capability: NotRequired[object]
    telemetry: NotRequired[object]


class Operation(TypedDict):
    """The keyword arguments of `define_command` and `define_query`."""

    meta: OperationMeta
    io: IO
    policy: Policy
    sideEffects: NotRequired[SideEffects | None]
    transport: NotRequired[Transport | None]
    acceptance: NotRequired[Acceptance | None]
    names: NotRequired[Names | None]
    capability: NotRequired[object]
    audit: NotRequired[object]
    analytics: NotRequired[object]
    telemetry: NotRequired[object]
    tests: NotRequired[object]
    implementations: NotRequired[object]
