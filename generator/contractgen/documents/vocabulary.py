"""What the shapes of the language share: texts, names, types, enums, models, meta.

`language` builds events, operations and the file itself from these.
"""

from contractgen.documents import surface
from contractgen.documents.grammar import (
    COMPONENT,
    FIELD,
    IDENTIFIER,
    KEY,
    MODEL,
    TYPE,
    TYPE_NAME,
    VERSION,
    Grammar,
)
from contractgen.documents.kinds import (
    PATTERN_LIMIT,
    Anything,
    Boolean,
    Broken,
    Carried,
    Choice,
    Definitions,
    Found,
    JsonSchema,
    Naming,
    Number,
    Text,
)
from contractgen.documents.shapes import (
    Either,
    Key,
    Records,
    Shape,
    Table,
    Texts,
)
from contractgen.nodes import Node, Scalar

STABILITIES = ("idea", "in_creation", "experimental", "beta", "stable", "deprecated")

_LENGTH = Number(integer=True, least=0, most=2**31 - 1)
_PATTERN = Text("a pattern", PATTERN_LIMIT)
PROSE = Text(empty=True)
WORD = Text(limit=128)
TRUTH = Boolean()
DATA = Carried()


class _TypeText:
    """A type's text, taken apart."""

    def __init__(self, grammar: Grammar) -> None:
        self._text = Text(grammar.what, grammar.limit, grammar)
        self._parts = grammar.pattern

    def read(self, node: Node, found: Found) -> surface.TypeRef | Broken:
        text = self._text.read(node, found)
        match = None if isinstance(text, Broken) else self._parts.fullmatch(text)
        if match is None or not isinstance(node, Scalar):
            return Broken(node)
        package, name, *suffixes = match.groups()
        array, optional = map(bool, suffixes) if suffixes else (False, False)
        return surface.TypeRef(node, package, name, array, optional)

    def schema(self, definitions: Definitions) -> JsonSchema:
        return self._text.schema(definitions)


class _ShortField:
    """A field whose type is all there is to say."""

    def read(self, node: Node, found: Found) -> surface.FieldDoc | Broken:
        type_ = _TYPE.read(node, found)
        if isinstance(type_, Broken):
            return type_
        return surface.FieldDoc(type_.node, type_)

    def schema(self, definitions: Definitions) -> JsonSchema:
        return _TYPE.schema(definitions)


class _ShortEnumItem:
    """An enum value of which only the value is said."""

    def read(self, node: Node, found: Found) -> surface.EnumItemDoc | Broken:
        value = _ENUM_VALUE.read(node, found)
        return value if isinstance(value, Broken) else surface.EnumItemDoc(value, value)

    def schema(self, definitions: Definitions) -> JsonSchema:
        return _ENUM_VALUE.schema(definitions)


_TYPE = _TypeText(TYPE)
_MODEL = _TypeText(MODEL)
_ENUM_VALUE = Naming(Text("an enum value", 256, null_is_text=True))
_OWNERS = Texts("`owners`", Text("an owner", 100), least=1)
_TAGS = Texts("`tags`", Text("a tag", 100))
_STABILITY = Choice("a stability", STABILITIES)
KEY_TEXT = Naming(Text("a key", KEY.limit, KEY))
VERSION_TEXT = Text("a version", VERSION.limit, VERSION)

NAMES = Shape(
    surface.NamesDoc,
    "`names`",
    "Overrides of names that are otherwise derived.",
    tuple(
        Key(key, Text("a name", 128, grammar), f"The name in {where}.")
        for key, grammar, where in (
            ("python", IDENTIFIER, "Python"),
            ("graphql", IDENTIFIER, "GraphQL"),
            ("openapi", COMPONENT, "OpenAPI"),
        )
    ),
)
NAMES_KEY = Key("names", NAMES, "Overrides of derived names.")
DESCRIPTION = Key("description", PROSE, "What it is, in Markdown-free prose.")

ENUM_ITEM = Shape(
    surface.EnumItemDoc,
    "an enum value",
    "An enum value with more to say than the value.",
    (
        Key("value", _ENUM_VALUE, "The text that JSON carries."),
        Key("name", Text("a name", 128, IDENTIFIER), "The member's name in code."),
        DESCRIPTION,
        Key("deprecated", TRUTH, "Whether callers should stop using it."),
    ),
)
ENUM = Shape(
    surface.EnumDoc,
    "an enum",
    "A closed set of texts.",
    (
        DESCRIPTION,
        Key(
            "values",
            Records(
                "`values`",
                Either(_ShortEnumItem(), ENUM_ITEM),
                least=1,
                most=1_000,
                distinct="value",
            ),
            "The values, as text or as mappings.",
        ),
        NAMES_KEY,
    ),
)
FIELD_SHAPE = Shape(
    surface.FieldDoc,
    "a field",
    "A field of a model.",
    (
        Key("type", _TYPE, "A scalar, enum or model; `[]` an array, `?` optional."),
        DESCRIPTION,
        Key("isOptional", TRUTH, "Whether it may be left out.", "optional"),
        Key("isArray", TRUTH, "Whether it holds a list of the type.", "array"),
        Key("isNullable", TRUTH, "Whether it may be null.", "nullable"),
        Key("default", Anything(), "The value that stands in where it is left out."),
        Key("min", Number(), "The least value.", into="limits"),
        Key("max", Number(), "The greatest value.", into="limits"),
        Key("minLength", _LENGTH, "The least number of characters.", into="limits"),
        Key("maxLength", _LENGTH, "The greatest number of characters.", into="limits"),
        Key("minItems", _LENGTH, "The least number of items.", into="limits"),
        Key("maxItems", _LENGTH, "The greatest number of items.", into="limits"),
        Key("pattern", _PATTERN, "What it matches.", into="limits"),
        Key("deprecated", TRUTH, "Whether callers should stop using it."),
        Key("pii", TRUTH, "Whether it identifies a person."),
        Key("example", Anything(), "A legal value, for the docs."),
        NAMES_KEY,
    ),
)
_FIELDS = Key(
    "fields",
    Table("`fields`", FIELD, Either(_ShortField(), FIELD_SHAPE), limit=1_000),
    "The fields by name, each a type or a mapping.",
)
MODEL_SHAPE = Shape(
    surface.ModelDoc, "a model", "A named record.", (DESCRIPTION, _FIELDS, NAMES_KEY)
)
INLINE_MODEL = Shape(
    surface.InlineModelDoc,
    "an inline model",
    "A model written where it is used; it is declared in the package.",
    (
        Key("name", Naming(Text("a name", 128, TYPE_NAME)), "The model's name."),
        DESCRIPTION,
        _FIELDS,
        NAMES_KEY,
    ),
)
MODEL_USE = Either(_MODEL, INLINE_MODEL)

META = (
    Key("key", KEY_TEXT, "The identity, as in `jobs.cancel`."),
    Key(
        "version",
        VERSION_TEXT,
        "A semantic version; its major is part of the identity.",
    ),
    Key("description", PROSE, "What it does, in a sentence."),
    Key("stability", _STABILITY, "How settled it is; `defaults` may say it."),
    Key("owners", _OWNERS, "The teams that answer for it; `defaults` may say it."),
    Key("tags", _TAGS, "Words to group by; `defaults` may say it."),
    *(
        Key(key, DATA, f"{what}; carried to the docs.", into="carried")
        for key, what in (
            ("title", "A short name"),
            ("domain", "The business domain"),
            ("docId", "The page that documents it"),
            ("capability", "The capability it belongs to"),
        )
    ),
)
