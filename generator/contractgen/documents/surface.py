"""Contracts as written: one record per mapping of the surface syntax.

Records keep their place and decide nothing: no default is filled, no name linked, no
prose tidied. The first attribute of each is its place; an attribute without a default
is a required key (`language` builds its shapes on both).
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import field

from contractgen.documents.kinds import Broken, Record
from contractgen.documents.shapes import Named
from contractgen.nodes import Node, Place, Scalar

Limit: TypeAlias = int | float | str


class NamesDoc(Record):
    """Overrides of derived names."""

    place: Place
    python: str | None = None
    graphql: str | None = None
    openapi: str | None = None


class TypeRef(Record):
    """A type's text taken apart; `package` is None where the text names none."""

    node: Scalar
    package: str | None
    name: str
    array: bool
    optional: bool


class EnumItemDoc(Record):
    """One enum value; the short form is the value alone."""

    place: Place | Scalar
    value: Scalar
    name: str | None = None
    description: str = ""
    deprecated: bool = False


class EnumDoc(Record):
    """An entry of `enums`."""

    place: Place
    values: Sequence[EnumItemDoc | Broken]
    description: str = ""
    names: NamesDoc | None = None


class FieldDoc(Record):
    """A field; the short form is its type alone. `limits` goes by the keys' names."""

    place: Place | Scalar
    type: TypeRef
    description: str = ""
    optional: bool | None = None
    array: bool | None = None
    nullable: bool = False
    default: Node | None = None
    example: Node | None = None
    limits: Mapping[str, Limit] = field(default_factory=dict[str, Limit])
    deprecated: bool = False
    pii: bool = False
    names: NamesDoc | None = None


Fields: TypeAlias = Sequence[Named[FieldDoc]]


class ModelDoc(Record):
    """An entry of `models`."""

    place: Place
    fields: Fields
    description: str = ""
    names: NamesDoc | None = None


class InlineModelDoc(Record):
    """A model written where it is used."""

    place: Place
    name: Scalar
    fields: Fields
    description: str = ""
    names: NamesDoc | None = None


ModelUse: TypeAlias = TypeRef | InlineModelDoc


class EventMetaDoc(Record):
    """`meta` of an event."""

    place: Place
    key: Scalar
    version: str
    description: str
    owners: tuple[str, ...] | None = None
    stability: str | None = None
    tags: tuple[str, ...] | None = None
    carried: Mapping[str, Any] = field(default_factory=dict[str, Any])


class OperationMetaDoc(Record):
    """`meta` of a command or query."""

    place: Place
    key: Scalar
    version: str
    description: str
    goal: str
    context: str
    owners: tuple[str, ...] | None = None
    stability: str | None = None
    tags: tuple[str, ...] | None = None
    carried: Mapping[str, Any] = field(default_factory=dict[str, Any])


class EventDoc(Record):
    """An item of `events`."""

    place: Place
    meta: EventMetaDoc
    payload: ModelUse
    pii: tuple[str, ...] = ()
    names: NamesDoc | None = None
    carried: Mapping[str, Any] = field(default_factory=dict[str, Any])


class ErrorDoc(Record):
    """An entry of `io.errors`."""

    place: Place
    description: str
    http: int
    gql_code: str | None = None
    when: str = ""
    names: NamesDoc | None = None


class SuccessDoc(Record):
    """The entry of `io.success`."""

    place: Place
    status: int
    description: str = ""


class IoDoc(Record):
    """`io`: None stands for a written `null`."""

    place: Place
    input: ModelUse | None
    output: ModelUse | None
    errors: Sequence[Named[ErrorDoc]] = ()
    success: Sequence[Named[SuccessDoc]] = ()


class RateLimitDoc(Record):
    """`policy.rateLimit`."""

    place: Place
    rpm: int
    key: str = "user"


class PolicyDoc(Record):
    """`policy`."""

    place: Place
    auth: str
    roles: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    rate_limit: RateLimitDoc | None = None
    idempotent: bool | None = None
    escalate: str | None = None
    carried: Mapping[str, Any] = field(default_factory=dict[str, Any])


class InlineEmissionDoc(Record):
    """An item of `sideEffects.emits` that describes the event itself."""

    place: Place
    key: Scalar
    version: str
    when: str
    payload: ModelUse


class EmissionRefDoc(Record):
    """An item of `sideEffects.emits` that names a declared event (key `ref`)."""

    place: Place
    key: Scalar
    version: str
    when: str


EmissionDoc: TypeAlias = InlineEmissionDoc | EmissionRefDoc


class SideEffectsDoc(Record):
    """`sideEffects`."""

    place: Place
    emits: Sequence[EmissionDoc | Broken] = ()
    carried: Mapping[str, Any] = field(default_factory=dict[str, Any])


class RestDoc(Record):
    """`transport.rest`."""

    place: Place
    method: str | None = None
    path: str | None = None


class GqlDoc(Record):
    """`transport.gql`."""

    place: Place
    field: str | None = None


class McpDoc(Record):
    """`transport.mcp`."""

    place: Place
    tool_name: str | None = None


class TransportDoc(Record):
    """`transport`."""

    place: Place
    rest: RestDoc | None = None
    gql: GqlDoc | None = None
    mcp: McpDoc | None = None


class ScenarioDoc(Record):
    """An item of `acceptance.scenarios`."""

    place: Place
    key: Scalar
    given: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


class ExampleDoc(Record):
    """An item of `acceptance.examples`; the values are read by the models."""

    place: Place
    key: Scalar
    description: str = ""
    input: Node | None = None
    output: Node | None = None


class AcceptanceDoc(Record):
    """`acceptance`."""

    place: Place
    scenarios: Sequence[ScenarioDoc | Broken] = ()
    examples: Sequence[ExampleDoc | Broken] = ()


class OperationDoc(Record):
    """An item of `commands` or `queries`."""

    place: Place
    meta: OperationMetaDoc
    io: IoDoc
    policy: PolicyDoc
    side_effects: SideEffectsDoc | None = None
    transport: TransportDoc | None = None
    acceptance: AcceptanceDoc | None = None
    names: NamesDoc | None = None
    carried: Mapping[str, Any] = field(default_factory=dict[str, Any])


class DefaultsDoc(Record):
    """`defaults`."""

    place: Place
    owners: tuple[str, ...] | None = None
    stability: str | None = None
    tags: tuple[str, ...] | None = None


class FileDoc(Record):
    """A whole contract file."""

    place: Place
    contractgen: int
    package: str | None = None
    defaults: DefaultsDoc | None = None
    enums: Sequence[Named[EnumDoc]] = ()
    models: Sequence[Named[ModelDoc]] = ()
    events: Sequence[EventDoc | Broken] = ()
    commands: Sequence[OperationDoc | Broken] = ()
    queries: Sequence[OperationDoc | Broken] = ()
