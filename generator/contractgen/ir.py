"""The typed intermediate representation: what the contracts say, and nothing else.

Frozen, normalised once, complete: names are linked, defaults filled, prose tidied and
definitions sorted before anything here exists. Nothing below changes it and nothing
sorts it again. Two contracts that say the same are equal, wherever they were written:
an `Origin` never takes part in a comparison. Nothing refers back to what holds it, so
that the garbage collector need not know of any (`gc=False`).
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from msgspec import Struct, field

from contractgen.nodes import Node, Place, Scalar
from contractgen.scalars import ScalarRow
from contractgen.source import Span

IR_VERSION = 1

Json: TypeAlias = (
    "bool | int | float | str | tuple[Json, ...] | Mapping[str, Json] | None"
)
"""A JSON value. An integer that was written 1.0 is the int 1."""


class Origin(Struct, frozen=True, eq=False, gc=False):
    """Where a definition stands: the place of its name, and of what says it.

    All origins are equal, so that they take no part in comparing definitions.
    """

    span: Span
    place: Place | Scalar

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return 0

    def at(self, *path: str) -> Span:
        """Return the place of the value below `path`; of what encloses it if absent."""
        node: Node | Place = self.place
        for key in path:
            inner = node.get(key) if isinstance(node, Place) else None
            if inner is None:
                break
            node = inner
        return node.span


class Symbol(Struct, frozen=True, order=True, gc=False):
    """The identity of a model or enum: names are unique within a package."""

    package: str
    name: str

    def __str__(self) -> str:
        return f"{self.package}.{self.name}"


class ScalarType(Struct, frozen=True, gc=False):
    """A scalar of the language."""

    row: ScalarRow


class EnumType(Struct, frozen=True, gc=False):
    """A reference to an enum."""

    symbol: Symbol


class ModelType(Struct, frozen=True, gc=False):
    """A reference to a model."""

    symbol: Symbol


Type: TypeAlias = ScalarType | EnumType | ModelType


class Names(Struct, frozen=True, gc=False):
    """The author's overrides of derived names (`names:` in a contract)."""

    python: str | None = None
    graphql: str | None = None
    openapi: str | None = None


class EnumValue(Struct, frozen=True, gc=False):
    """One value: `value` is what JSON carries, `name` the author's own member name."""

    value: str
    name: str | None
    description: str
    deprecated: bool
    origin: Origin


class Enum(Struct, frozen=True, gc=False):
    """A closed set of texts."""

    symbol: Symbol
    description: str
    values: tuple[EnumValue, ...]
    names: Names
    origin: Origin


class Limits(Struct, frozen=True, gc=False):
    """Constraints. Item counts speak of the array, all others of its items.

    Bounds are inclusive; lengths count code points.
    """

    min: int | float | None = None
    max: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    pattern: str | None = None


class Constant(Struct, frozen=True, gc=False):
    """A value the author gave: a wrapper, so that null and absence differ."""

    value: Json


class Field(Struct, frozen=True, gc=False):
    """A member of a model, in the author's order."""

    name: str
    type: Type
    origin: Origin
    description: str = ""
    array: bool = False
    optional: bool = False
    nullable: bool = False
    default: Constant | None = None
    limits: Limits = Limits()
    deprecated: bool = False
    pii: bool = False
    example: Constant | None = None
    names: Names = Names()

    @property
    def required(self) -> bool:
        """Whether a caller must send the field."""
        return not self.optional and self.default is None


class Model(Struct, frozen=True, gc=False):
    """A named record. `inline` models were written where they are used."""

    symbol: Symbol
    description: str
    fields: tuple[Field, ...]
    inline: bool
    names: Names
    origin: Origin


class Version(Struct, frozen=True, gc=False):
    """A semantic version without build metadata (semver 2.0.0)."""

    major: int
    minor: int
    patch: int
    pre: str = ""

    def __str__(self) -> str:
        release = f"{self.major}.{self.minor}.{self.patch}"
        return f"{release}-{self.pre}" if self.pre else release


Stability = Literal[
    "idea", "in_creation", "experimental", "beta", "stable", "deprecated"
]


class Meta(Struct, frozen=True, gc=False):
    """What is said of every operation and event.

    `goal` and `context` are empty for events. `carried` holds what is passed through to
    docs and `x-contractspec` without effect (title, domain, docId, capability, …).
    """

    key: str
    version: Version
    description: str
    stability: Stability
    owners: tuple[str, ...]
    tags: tuple[str, ...]
    goal: str
    context: str
    carried: Mapping[str, Json]


EventId: TypeAlias = tuple[str, int]
"""An event's key and major version: the identity of its schema."""


class Event(Struct, frozen=True, gc=False):
    """Something that happened. `declared` is false where only emissions describe it.

    `description` of an undeclared event's meta is its emission's `when`; its owners,
    tags and stability are those of the operation that emits it.
    """

    package: str
    meta: Meta
    payload: Symbol
    pii: tuple[str, ...]
    declared: bool
    names: Names
    origin: Origin

    @property
    def id(self) -> EventId:
        """Key and major version."""
        return self.meta.key, self.meta.version.major


class Emission(Struct, frozen=True, gc=False):
    """That an operation emits an event, and when."""

    event: EventId
    when: str
    origin: Origin


class Error(Struct, frozen=True, gc=False):
    """An error an operation declares. `http` is 400…599."""

    code: str
    description: str
    http: int
    gql_code: str
    when: str
    names: Names
    origin: Origin


class RateLimit(Struct, frozen=True, gc=False):
    """Declared only: nothing enforces it yet."""

    rpm: int
    key: Literal["user", "org", "global"]


class Policy(Struct, frozen=True, gc=False):
    """Who may call. All but `auth`, `roles`, `permissions` is declared only."""

    auth: Literal["anonymous", "user", "admin"]
    roles: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    rate_limit: RateLimit | None = None
    idempotent: bool | None = None
    escalate: str | None = None
    carried: Mapping[str, Json] = field(default_factory=dict[str, Json])


class Success(Struct, frozen=True, gc=False):
    """The answer that is no error: 200, 201, 202 or 204."""

    name: str
    status: int
    description: str


Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


class Transport(Struct, frozen=True, gc=False):
    """The author's overrides of where an operation is reached."""

    method: Method | None = None
    path: str | None = None
    gql_field: str | None = None
    mcp_tool: str | None = None


class Scenario(Struct, frozen=True, gc=False):
    """An acceptance scenario, in prose."""

    key: str
    given: tuple[str, ...]
    when: tuple[str, ...]
    then: tuple[str, ...]


class Example(Struct, frozen=True, gc=False):
    """An acceptance example: JSON of the operation's input and output models."""

    key: str
    description: str
    input: Constant | None
    output: Constant | None


class Acceptance(Struct, frozen=True, gc=False):
    """Scenarios and examples, in the author's order."""

    scenarios: tuple[Scenario, ...] = ()
    examples: tuple[Example, ...] = ()


OperationId: TypeAlias = tuple[str, int]
"""An operation's key and major version."""


class Operation(Struct, frozen=True, gc=False):
    """A command or a query. `output` None means 204 and no content."""

    kind: Literal["command", "query"]
    package: str
    meta: Meta
    input: Symbol | None
    output: Symbol | None
    success: Success
    errors: tuple[Error, ...]
    policy: Policy
    emits: tuple[Emission, ...]
    transport: Transport
    acceptance: Acceptance
    names: Names
    origin: Origin

    @property
    def id(self) -> OperationId:
        """Key and major version."""
        return self.meta.key, self.meta.version.major


class Files(Struct, frozen=True, eq=False, gc=False):
    """The paths of a package's contract files, sorted.

    All are equal, as origins are: where it is written makes no other package.
    """

    paths: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Files)

    def __hash__(self) -> int:
        return 0


class Package(Struct, frozen=True, dict=True):
    """All definitions of one package, each kind sorted by name, or key and version."""

    name: str
    enums: tuple[Enum, ...]
    models: tuple[Model, ...]
    events: tuple[Event, ...]
    operations: tuple[Operation, ...]
    files: Files = Files()

    @cached_property
    def span(self) -> Span | None:
        """Where its first definition stands, by file."""
        kinds = (self.enums, self.models, self.events, self.operations)
        spans = (definition.origin.span for kind in kinds for definition in kind)
        return min(spans, key=lambda span: (span.source.path, span.start), default=None)


class Contracts(Struct, frozen=True, dict=True):
    """Everything that was compiled: packages sorted by name, and look-ups over them."""

    packages: tuple[Package, ...]

    @cached_property
    def models(self) -> Mapping[Symbol, Model]:
        """Every model by its symbol."""
        return {model.symbol: model for pack in self.packages for model in pack.models}

    @cached_property
    def enums(self) -> Mapping[Symbol, Enum]:
        """Every enum by its symbol."""
        return {enum.symbol: enum for pack in self.packages for enum in pack.enums}

    @cached_property
    def events(self) -> Mapping[EventId, Event]:
        """Every event by key and major version."""
        return {event.id: event for pack in self.packages for event in pack.events}

    def operations(self) -> Iterator[Operation]:
        """Every operation, package by package."""
        return (operation for pack in self.packages for operation in pack.operations)
