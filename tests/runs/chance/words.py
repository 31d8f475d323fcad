"""Words that chance chooses from: those that broke generators before, and plain ones.

Legal everywhere they are used; which of them may stand together is `draft`'s work.
"""

PROSE = (
    "Plain words.",
    'Ends in a quote "',
    "Ends in a backslash \\",
    'Three quotes """ and \'\'\' inside, and \\""" once more.',
    "Größe, naïve, 日本語, emoji 🚀, e\u0301 in two points.",
    "*not* _emphasis_, `code`, [link](x), <b>html</b>, a | b, # no heading",
    "First line.\nSecond line.\n\nSecond paragraph: {{ 7 * 7 }} ${x} %s {0}.",
    "- a list\n- of things\n\n1. and\n2. numbers",
    "A line that is far longer than any line should be, " * 5 + "ending here.",
    "noqa: E501  # type: ignore",
    "key: value, no: yes, null, ~, 1e3, 0x10, !tag &anchor *alias",
    "*/ // -- ; --> <!-- ]]>",
    "x" * 200,
    "Trailing blanks   \nand\ttabs",
)
FIELDS = (
    "id", "name", "class", "def", "self", "cls", "input", "ctx", "type", "from",
    "async", "json", "copy", "dict", "list", "str", "int", "schema", "validate",
    "modelDump", "modelConfig", "model_fields", "mro", "register", "getURLById", "aB",
    "x1", "print",
    "datetime", "uuid", "match", "case", "field", "fields", "value", "key", "version",
    "data", "root", "hash", "object", "none", "true", "none_", "import", "lambda",
    "jobId", "status", "note", "dueAt", "tags", "items", "count", "ratio", "price",
    "query", "mutation", "on", "fragment", "on2", "subject", "time", "source", "event",
    "aVeryLongFieldNameThatWrapsTheLineInWhichItStandsBecauseItIsSoLong",
)  # fmt: skip
MODELS = (
    "Job", "Step", "List", "Dict", "Set", "Tuple", "Type", "Object", "Value", "Event",
    "Router", "Optional", "Enum", "StrEnum", "Self", "Literal", "Union", "Callable",
    "Issue", "Policy", "Limits", "Schema", "Fields", "Source", "Sources", "Depends",
    "Header", "Path", "Body", "Json", "Datetime", "Result", "Node", "HTTPServer", "X9",
    "Payload", "Message", "Page", "Empty", "Written", "Presence", "Iterator", "Mapping",
    "AVeryLongModelNameThatWrapsTheLineInWhichItStands", "Contract", "Envelope",
    "FastAPI", "JSONResponse", "UUIDs", "Dates", "Errors", "Models", "T",
)  # fmt: skip
ENUMS = ("Kind", "Grade", "Colour", "State", "Priority", "Weekday", "Unit", "Mode")
VALUES = (
    "pending", "running", "1st", "true", "null", "false", "a b", "self", "mro", "name",
    "value", "__x", "None", '"quoted"', "back\\slash", "💥 boom", "new\nline", "A1",
    "über", "x" * 60, "UPPER", "camelCase", "with-dash", "3.14", "{{ 7 }}", "title",
    "#hash", "日本", " ", "no", "on", "~",
)  # fmt: skip
PACKAGES = ("jobs", "stock", "http", "json", "typing", "users", "a", "pydantic", "v2")
VERBS = (
    "get", "list", "cancel", "import", "class", "print", "getURL", "do-it", "put_back",
    "sub.find", "sub.sub.drop", "x", "copy", "self", "fields", "reply", "declared",
    "read", "router", "count", "aVeryLongVerbThatWrapsTheLineInWhichItStands", "emit",
    "service", "events", "authenticate", "input", "ctx", "output", "request",
    "schema", "errors", "models", "empty", "calls", "install", "create_router",
)  # fmt: skip
