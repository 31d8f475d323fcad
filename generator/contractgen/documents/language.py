"""The keys of the contract language: one declared shape per mapping, nothing else.

Reading it top to bottom is the reference of the language; the guide and the JSON
Schema of contract files are made from it.
"""

from contractgen.documents import surface
from contractgen.documents.grammar import (
    COMPONENT,
    ERROR_CODE,
    PACKAGE,
    TYPE_NAME,
)
from contractgen.documents.kinds import (
    Anything,
    Broken,
    Choice,
    Definitions,
    Found,
    JsonSchema,
    Naming,
    Number,
    Text,
)
from contractgen.documents.shapes import (
    UNKNOWN_KEY,
    Key,
    OrNull,
    Records,
    Shape,
    Table,
    Texts,
)
from contractgen.documents.vocabulary import (
    DATA,
    DESCRIPTION,
    ENUM,
    KEY_TEXT,
    META,
    MODEL_SHAPE,
    MODEL_USE,
    NAMES_KEY,
    PROSE,
    TRUTH,
    VERSION_TEXT,
    WORD,
)
from contractgen.nodes import Mapping, Node, Scalar

LANGUAGE_VERSION = 1
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class _OneOrMore:
    """A text, or a list of texts."""

    def read(self, node: Node, found: Found) -> tuple[str, ...] | Broken:
        if not isinstance(node, Scalar):
            return _STEPS.read(node, found)
        text = _STEP.read(node, found)
        return text if isinstance(text, Broken) else (text,)

    def schema(self, definitions: Definitions) -> JsonSchema:
        return {"anyOf": [_STEP.schema(definitions), _STEPS.schema(definitions)]}


class _Emission:
    """An emission: by reference if it has the key `ref`, else inline."""

    def read(self, node: Node, found: Found) -> object:
        if type(node) is not Mapping or "ref" not in node.entries:
            return INLINE_EMISSION.read(node, found)
        both = next((key for key in ("key", "payload") if key in node.entries), None)
        if both is None:
            return EMISSION_REF.read(node, found)
        message = f"an emission has `ref` or `{both}`, not both"
        help_ = "`ref` names a declared event; `key` and `payload` describe one here"
        report = UNKNOWN_KEY.at(node.key_span(both), message, help=help_)
        found.append(report.also(node.key_span("ref"), "already by reference"))
        return Broken(node)

    def schema(self, definitions: Definitions) -> JsonSchema:
        forms = (INLINE_EMISSION, EMISSION_REF)
        return {"anyOf": [form.schema(definitions) for form in forms]}


_STEP = Text()
_STEPS = Texts("steps", _STEP)

EVENT_META = Shape(
    surface.EventMetaDoc, "an event's `meta`", "What is said of an event.", META
)
OPERATION_META = Shape(
    surface.OperationMetaDoc,
    "an operation's `meta`",
    "What is said of a command or query.",
    (
        *META,
        Key("goal", PROSE, "Why it exists."),
        Key("context", PROSE, "When it applies, and what to know before."),
    ),
)


def _carried(*keys: str) -> tuple[Key, ...]:
    text = "Carried to the docs and to x-contractspec, without effect."
    return tuple(Key(key, DATA, text, into="carried") for key in keys)


EVENT = Shape(
    surface.EventDoc,
    "an event",
    "Something that happened.",
    (
        Key("meta", EVENT_META, "Identity, owners, description."),
        Key("pii", Texts("`pii`", WORD), "Fields that identify a person."),
        Key("payload", MODEL_USE, "The model of what the event carries."),
        NAMES_KEY,
        *_carried("capability", "telemetry"),
    ),
)
ERROR = Shape(
    surface.ErrorDoc,
    "an error",
    "An error that callers should expect.",
    (
        Key("description", PROSE, "What went wrong."),
        Key("http", Number(integer=True, least=400, most=599), "The HTTP status."),
        Key(
            "gqlCode",
            Text("a code", 128, ERROR_CODE),
            "The code in GraphQL's extensions; the error's own code by default.",
            "gql_code",
        ),
        Key("when", PROSE, "When it happens."),
        NAMES_KEY,
    ),
)
SUCCESS = Shape(
    surface.SuccessDoc,
    "a success",
    "The answer that is no error.",
    (
        Key("status", Number(integer=True, only=(200, 201, 202, 204)), "The status."),
        DESCRIPTION,
    ),
)
IO = Shape(
    surface.IoDoc,
    "`io`",
    "What an operation takes and gives.",
    (
        Key("input", OrNull(MODEL_USE), "A model, an inline model, or null."),
        Key("output", OrNull(MODEL_USE), "A model, an inline model, or null (204)."),
        Key("errors", Table("`errors`", ERROR_CODE, ERROR, 200), "Errors by code."),
        Key("success", Table("`success`", ERROR_CODE, SUCCESS), "At most one entry."),
    ),
)
RATE_LIMIT = Shape(
    surface.RateLimitDoc,
    "`rateLimit`",
    "Declared, not enforced.",
    (
        Key("rpm", Number(integer=True, least=1, most=1_000_000), "Calls a minute."),
        Key("key", Choice("a key", ("user", "org", "global")), "What is counted by."),
    ),
)
POLICY = Shape(
    surface.PolicyDoc,
    "`policy`",
    "Who may call.",
    (
        Key("auth", Choice("an auth", ("anonymous", "user", "admin")), "Who may call."),
        Key("roles", Texts("`roles`", WORD, 1), "Roles of which one is needed."),
        Key("permissions", Texts("`permissions`", WORD, 1), "Permissions, all needed."),
        Key("rateLimit", RATE_LIMIT, "Declared, not enforced.", "rate_limit"),
        Key("idempotent", TRUTH, "Whether calling twice does it once; declared only."),
        Key("escalate", OrNull(WORD), "Who is asked beyond policy; declared only."),
        *_carried("policies", "pii"),
    ),
)
_WHEN = Key("when", PROSE, "When the event is emitted.")
INLINE_EMISSION = Shape(
    surface.InlineEmissionDoc,
    "an emission",
    "An event described where it is emitted.",
    (
        Key("key", KEY_TEXT, "The event's key."),
        Key("version", VERSION_TEXT, "The event's version."),
        _WHEN,
        Key("payload", MODEL_USE, "The model of what the event carries."),
    ),
)
EMISSION_REF = Shape(
    surface.EmissionRefDoc,
    "an emission by reference",
    "An event that is declared elsewhere.",
    (
        Key("ref", KEY_TEXT, "The declared event's key.", "key"),
        Key("version", VERSION_TEXT, "The declared event's version."),
        _WHEN,
    ),
)
SIDE_EFFECTS = Shape(
    surface.SideEffectsDoc,
    "`sideEffects`",
    "What else an operation does.",
    (
        Key("emits", Records("`emits`", _Emission(), most=100), "Events it emits."),
        *_carried("audit", "analytics", "telemetry"),
    ),
)
_TRANSPORTS = (
    Key(
        "rest",
        Shape(
            surface.RestDoc,
            "`rest`",
            "Overrides of the HTTP route.",
            (
                Key("method", Choice("a method", METHODS), "The HTTP method."),
                Key("path", Text("a path", 512), "The path, `{field}` a placeholder."),
            ),
        ),
        "Overrides of the HTTP route.",
    ),
    Key(
        "gql",
        Shape(
            surface.GqlDoc,
            "`gql`",
            "Overrides in GraphQL.",
            (Key("field", WORD, "The name of the root field."),),
        ),
        "Overrides in GraphQL.",
    ),
    Key(
        "mcp",
        Shape(
            surface.McpDoc,
            "`mcp`",
            "Overrides in MCP.",
            (Key("toolName", WORD, "The tool's name.", "tool_name"),),
        ),
        "Overrides in MCP.",
    ),
)
TRANSPORT = Shape(
    surface.TransportDoc, "`transport`", "Where it is reached.", _TRANSPORTS
)
_CASE_NAME = Naming(Text("a key", 128, COMPONENT))
_CASE_KEY = Key("key", _CASE_NAME, "A name, distinct in its list.")
SCENARIO = Shape(
    surface.ScenarioDoc,
    "a scenario",
    "An acceptance scenario in prose.",
    (
        _CASE_KEY,
        *(
            Key(key, _OneOrMore(), "A text or a list of texts.")
            for key in ("given", "when", "then")
        ),
    ),
)
EXAMPLE = Shape(
    surface.ExampleDoc,
    "an example",
    "An input and the output it gives; checked against the models.",
    (
        _CASE_KEY,
        DESCRIPTION,
        Key("input", Anything(), "A legal input."),
        Key("output", Anything(), "A legal output."),
    ),
)
ACCEPTANCE = Shape(
    surface.AcceptanceDoc,
    "`acceptance`",
    "Scenarios and examples.",
    (
        Key("scenarios", Records("scenarios", SCENARIO, distinct="key"), "In prose."),
        Key("examples", Records("examples", EXAMPLE, distinct="key"), "As values."),
    ),
)
OPERATION = Shape(
    surface.OperationDoc,
    "an operation",
    "A command or a query.",
    (
        Key("meta", OPERATION_META, "Identity, owners, description."),
        Key("io", IO, "What it takes and gives."),
        Key("policy", POLICY, "Who may call."),
        Key("sideEffects", SIDE_EFFECTS, "What else it does.", "side_effects"),
        Key("transport", TRANSPORT, "Where it is reached."),
        Key("acceptance", ACCEPTANCE, "Scenarios and examples."),
        NAMES_KEY,
        *_carried(
            "capability", "audit", "analytics", "telemetry", "tests", "implementations"
        ),
    ),
)
DEFAULTS = Shape(
    surface.DefaultsDoc,
    "`defaults`",
    "What holds for every meta of the file that says nothing else.",
    tuple(key for key in META if key.name in ("stability", "owners", "tags")),
)
FILE = Shape(
    surface.FileDoc,
    "a contract file",
    "Contracts of one package.",
    (
        Key(
            "contractgen",
            Number(integer=True, only=(LANGUAGE_VERSION,)),
            "The version of the contract language.",
        ),
        Key(
            "package",
            Text("a package name", PACKAGE.limit, PACKAGE),
            "The package; by default the first folder below the spec root.",
        ),
        Key("defaults", DEFAULTS, "What holds for every meta of the file."),
        Key("enums", Table("`enums`", TYPE_NAME, ENUM), "Enums by name."),
        Key("models", Table("`models`", TYPE_NAME, MODEL_SHAPE), "Models by name."),
        Key("events", Records("`events`", EVENT), "Declared events."),
        Key("commands", Records("`commands`", OPERATION), "Operations that change."),
        Key("queries", Records("`queries`", OPERATION), "Operations that only read."),
    ),
)
