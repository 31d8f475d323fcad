"""Contracts as written: one record per mapping of the surface syntax.

Records keep their node for places and decide nothing: no default is filled, no name
linked, no prose tidied. The first attribute of each is its node; an attribute without
a default is a required key (`language` builds its shapes on both).
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from contractgen.documents.kinds import Broken, Json
from contractgen.documents.shapes import Named
from contractgen.nodes import Mapping as MappingNode
from contractgen.nodes import Node, Scalar

Limit: TypeAlias = int | float | str


class NamesDoc(Struct, eq=False):
    """Overrides of derived names."""

    node: MappingNode
    python: str | None = None
    graphql: str | None = None
    openapi: str | None = None


class TypeRef(Struct, eq=False):
    """A type's text taken apart; `package` is None where the text names none."""

    node: Scalar
    package: str | None
    name: str
    array: bool
    optional: bool


class EnumItemDoc(Struct, eq=False):
    """One enum value; the short form is the value alone."""

    node: Node
    value: str
    name: str | None = None
    description: str = ""
    deprecated: bool = False


class EnumDoc(Struct, eq=False):
    """An entry of `enums`."""

    node: MappingNode
    values: Sequence[EnumItemDoc | Broken]
    description: str = ""
    names: NamesDoc | None = None


class FieldDoc(Struct, eq=False):
    """A field; the short form is its type alone. `limits` goes by the keys' names."""

    node: Node
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


class ModelDoc(Struct, eq=False):
    """An entry of `models`."""

    node: MappingNode
    fields: Fields
    description: str = ""
    names: NamesDoc | None = None


class InlineModelDoc(Struct, eq=False):
    """A model written where it is used."""

    node: MappingNode
    name: str
    fields: Fields
    description: str = ""
    names: NamesDoc | None = None


ModelUse: TypeAlias = TypeRef | InlineModelDoc


class EventMetaDoc(Struct, eq=False):
    """`meta` of an event."""

    node: MappingNode
    key: str
    version: str
    description: str
    owners: tuple[str, ...] | None = None
    stability: str | None = None
    tags: tuple[str, ...] | None = None
    carried: Mapping[str, Json] = field(default_factory=dict[str, Json])


class OperationMetaDoc(Struct, eq=False):
    """`meta` of a command or query."""

    node: MappingNode
    key: str
    version: str
    description: str
    goal: str
    context: str
    owners: tuple[str, ...] | None = None
    stability: str | None = None
    tags: tuple[str, ...] | None = None
    carried: Mapping[str, Json] = field(default_factory=dict[str, Json])


class EventDoc(Struct, eq=False):
    """An item of `events`."""

    node: MappingNode
    meta: EventMetaDoc
    payload: ModelUse
    pii: tuple[str, ...] = ()
    names: NamesDoc | None = None
    carried: Mapping[str, Json] = field(default_factory=dict[str, Json])


class ErrorDoc(Struct, eq=False):
    """An entry of `io.errors`."""

    node: MappingNode
    description: str
    http: int
    gql_code: str | None = None
    when: str = ""
    names: NamesDoc | None = None


class SuccessDoc(Struct, eq=False):
    """The entry of `io.success`."""

    node: MappingNode
    status: int
    description: str = ""


class IoDoc(Struct, eq=False):
    """`io`: None stands for a written `null`."""

    node: MappingNode
    input: ModelUse | None
    output: ModelUse | None
    errors: Sequence[Named[ErrorDoc]] = ()
    success: Sequence[Named[SuccessDoc]] = ()


class RateLimitDoc(Struct, eq=False):
    """`policy.rateLimit`."""

    node: MappingNode
    rpm: int
    key: str = "user"


class PolicyDoc(Struct, eq=False):
    """`policy`."""

    node: MappingNode
    auth: str
    roles: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    rate_limit: RateLimitDoc | None = None
    idempotent: bool | None = None
    escalate: str | None = None
    carried: Mapping[str, Json] = field(default_factory=dict[str, Json])


class InlineEmissionDoc(Struct, eq=False):
    """An item of `sideEffects.emits` that describes the event itself."""

    node: MappingNode
    key: str
    version: str
    when: str
    payload: ModelUse


class EmissionRefDoc(Struct, eq=False):
    """An item of `sideEffects.emits` that names a declared event (key `ref`)."""

    node: MappingNode
    key: str
    version: str
    when: str


EmissionDoc: TypeAlias = InlineEmissionDoc | EmissionRefDoc


class SideEffectsDoc(Struct, eq=False):
    """`sideEffects`."""

    node: MappingNode
    emits: Sequence[EmissionDoc | Broken] = ()
    carried: Mapping[str, Json] = field(default_factory=dict[str, Json])


class RestDoc(Struct, eq=False):
    """`transport.rest`."""

    node: MappingNode
    method: str | None = None
    path: str | None = None


class GqlDoc(Struct, eq=False):
    """`transport.gql`."""

    node: MappingNode
    field: str | None = None


class McpDoc(Struct, eq=False):
    """`transport.mcp`."""

    node: MappingNode
    tool_name: str | None = None


class TransportDoc(Struct, eq=False):
    """`transport`."""

    node: MappingNode
    rest: RestDoc | None = None
    gql: GqlDoc | None = None
    mcp: McpDoc | None = None


class ScenarioDoc(Struct, eq=False):
    """An item of `acceptance.scenarios`."""

    node: MappingNode
    key: str
    given: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


class ExampleDoc(Struct, eq=False):
    """An item of `acceptance.examples`; the values are read by the models."""

    node: MappingNode
    key: str
    description: str = ""
    input: Node | None = None
    output: Node | None = None


class AcceptanceDoc(Struct, eq=False):
    """`acceptance`."""

    node: MappingNode
    scenarios: Sequence[ScenarioDoc | Broken] = ()
    examples: Sequence[ExampleDoc | Broken] = ()


class OperationDoc(Struct, eq=False):
    """An item of `commands` or `queries`."""

    node: MappingNode
    meta: OperationMetaDoc
    io: IoDoc
    policy: PolicyDoc
    side_effects: SideEffectsDoc | None = None
    transport: TransportDoc | None = None
    acceptance: AcceptanceDoc | None = None
    names: NamesDoc | None = None
    carried: Mapping[str, Json] = field(default_factory=dict[str, Json])


class DefaultsDoc(Struct, eq=False):
    """`defaults`."""

    node: MappingNode
    owners: tuple[str, ...] | None = None
    stability: str | None = None
    tags: tuple[str, ...] | None = None


class FileDoc(Struct, eq=False):
    """A whole contract file."""

    node: MappingNode
    contractgen: int
    package: str | None = None
    defaults: DefaultsDoc | None = None
    enums: Sequence[Named[EnumDoc]] = ()
    models: Sequence[Named[ModelDoc]] = ()
    events: Sequence[EventDoc | Broken] = ()
    commands: Sequence[OperationDoc | Broken] = ()
    queries: Sequence[OperationDoc | Broken] = ()
