"""Kinds of scalar a contract's keys may hold: how one node is read, or refused.

A kind reads one node and knows its JSON Schema; containers of kinds are in `shapes`.
Reading never raises: a refusal goes to `found` and a `Broken` stands in its place, so
that what follows is quiet about it.
"""

from typing import Protocol, TypeAlias

from msgspec import Struct

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents.grammar import Grammar
from contractgen.documents.numbers import NO_NUMBER, ONLY_JSON, parse_number
from contractgen.nodes import Bookmark, Mapping, Node, Place, Scalar, Style
from contractgen.scalars import SAFE_INTEGER
from contractgen.source import Span
from contractgen.suggest import shown, suggesting

WRONG_KIND = Code(
    "CG150",
    "wrong kind of value",
    "Each key of a contract takes text, a list, or a mapping; this one holds another.",
    "Write the kind of value that the message names. Text that looks like a number "
    "or a boolean is fine without quotes in YAML; in Python it must be a `str`.",
    wrong="models:\n  Job: [id, name]\n",
    right="models:\n  Job:\n    fields:\n      id: ID\n      name: String\n",
)
NOT_BOOLEAN = Code(
    "CG153",
    "not a boolean",
    "Only `true` and `false` are booleans. YAML 1.1 also read `yes`, `no`, `on` and "
    "`off` as booleans, which surprised everybody who meant Norway.",
    "Write `true` or `false`, without quotes.",
    wrong="jobId: { type: String, isOptional: no }\n",
    right="jobId: { type: String, isOptional: false }\n",
)
NOT_NUMBER = Code(
    "CG154",
    "not a number that may stand here",
    "Numbers are spelled as in JSON (RFC 8259): no octal, hexadecimal, underscores, "
    "infinities, and nothing beyond ±(2^53-1), which not every reader keeps exactly. "
    "Counts, lengths and statuses are integers within the range the message names.",
    "Write a JSON number in range, without quotes.",
    wrong="name: { type: String, maxLength: 1_000 }\n",
    right="name: { type: String, maxLength: 1000 }\n",
)
NOT_IN_SET = Code(
    "CG155",
    "not one of the allowed words",
    "This key takes one of a few words, and an unknown one is never guessed at: an "
    "unknown `auth` must not come to mean no authentication.",
    "Write one of the words that the message lists.",
    wrong="policy: { auth: users }\n",
    right="policy: { auth: user }\n",
)
NOTHING = Code(
    "CG156",
    "null, or nothing, where a value is needed",
    "A key without a value, or with `null`, says nothing here. Null has one spelling, "
    "`null`, and only `io.input`, `io.output` and `escalate` take it.",
    'Leave the key out, or give it a value; text that reads null is written `"null"`.',
    wrong="meta:\n  key: jobs.cancel\n  description:\n",
    right="meta:\n  key: jobs.cancel\n  description: Cancel a pending job.\n",
)
SIZE = Code(
    "CG157",
    "too long, too many, or too few",
    "Texts and lists of a contract have limits, so that everything made from them "
    "stays usable. The message names the limit.",
    "Shorten the text or the list; give at least one item where one is needed.",
    wrong="enums:\n  Status: { values: [] }\n",
    right="enums:\n  Status: { values: [pending, done] }\n",
)

Found: TypeAlias = list[Diagnostic]
JsonSchema: TypeAlias = dict[str, object]
Definitions: TypeAlias = dict[str, JsonSchema]
"""`$defs` of the JSON Schema, filled while it is made."""

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_FINDINGS = 50
"""After so many findings in one file the rest of it is not worth reading."""

PROSE_LIMIT = 200_000
"""Characters of one prose text."""

PATTERN_LIMIT = 512
"""Characters of one pattern; the rules judge each of them."""


class Record(Struct, eq=False, gc=False, array_like=True, tag=True, tag_field="is"):
    """What nodes become; `exchange` writes records as arrays."""


class Broken(Record):
    """Stands for a part that could not be read; its mistakes have been reported."""

    node: Node


class Kind(Protocol):
    """How one node is read."""

    def read(self, node: Node, found: Found) -> object:
        """Return the value of `node`, or Broken with the reason added to `found`."""
        ...

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the JSON Schema of what is read; shared parts go to `definitions`."""
        ...


def spot(node: Node | Place) -> Span:
    """Return a short place for `node`: a mapping's first key rather than all of it."""
    if isinstance(node, Bookmark):
        node = node.mapping
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values())).key.span
    return node.span


def described(node: Node) -> str:
    """Return what `node` is, for "expected …, found …"."""
    if isinstance(node, Mapping):
        return "a mapping"
    if not isinstance(node, Scalar):
        return "a list"
    if node.is_null:
        return "null"
    if node.style is Style.VALUE:
        kind = "the boolean" if node.text in ("true", "false") else "the number"
        return f"{kind} {shown(node.text)}"
    if not node.text and node.style is Style.PLAIN:
        return "nothing"
    return shown(node.text)


def refuse(node: Node, found: Found, expected: str) -> Broken:
    """Report that `node` is not the `expected` kind of node."""
    if isinstance(node, Scalar) and (
        node.is_null or (not node.text and node.style is Style.PLAIN)
    ):
        help_ = 'leave the key out, or quote the text `"null"` if it is meant'
        if not node.is_null:
            help_ = "write a value here, or leave the key out"
        message = f"expected {expected}, found {described(node)}"
        found.append(NOTHING.at(node.span, message, help=help_))
    else:
        found.append(
            WRONG_KIND.at(spot(node), f"expected {expected}, found {described(node)}")
        )
    return Broken(node)


class Text(Struct, eq=False):
    """Text: quoted or plain, of at most `limit` characters, of a grammar if given.

    Null is refused unless `null_is_text` (enum values may read null); empty text
    where `empty` says so.
    """

    what: str = "text"
    limit: int = PROSE_LIMIT
    grammar: Grammar | None = None
    empty: bool = False
    null_is_text: bool = False

    def read(self, node: Node, found: Found) -> str | Broken:
        """Return the text. Most texts leave by the first return."""
        if type(node) is Scalar and node.style is not Style.VALUE:
            text = node.text
            if (
                text
                and text != "null"
                and len(text) <= self.limit
                and (self.grammar is None or self.grammar.matches(text))
            ):
                return text
        return self._weigh(node, found)

    def _weigh(self, node: Node, found: Found) -> str | Broken:
        if not isinstance(node, Scalar) or node.style is Style.VALUE:
            if isinstance(node, Scalar) and node.is_null and self.null_is_text:
                help_ = 'write the text as `"null"`'
                message = "expected text, found None"
                found.append(WRONG_KIND.at(node.span, message, help=help_))
                return Broken(node)
            return refuse(node, found, self.what)
        if node.style is Style.PLAIN and (
            not node.text or (node.is_null and not self.null_is_text)
        ):
            return refuse(node, found, self.what)
        return self._measure(node, found)

    def _measure(self, node: Scalar, found: Found) -> str | Broken:
        if self.grammar is not None:
            found_here = self.grammar.refusal(node)
            if found_here is not None:
                found.append(found_here)
                return Broken(node)
        elif not node.text and not self.empty:
            found.append(SIZE.at(node.span, f"{self.what} may not be empty"))
            return Broken(node)
        if len(node.text) > self.limit:
            message = f"{self.what} may have at most {self.limit:,} characters"
            length = f"this one has {len(node.text):,}"
            found.append(SIZE.at(node.span, message, help=length))
            return Broken(node)
        return node.text

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the schema; prose may look like a number, as YAML reads it."""
        del definitions
        if self.grammar is not None:
            return self.grammar.schema()
        types = ["string", "number", "boolean"]
        if self.null_is_text:
            types.append("null")
        least = {} if self.empty else {"minLength": 1}
        return {"type": types, **least, "maxLength": self.limit}


class Naming(Struct, eq=False):
    """A text that names something: the scalar itself is kept, for its place."""

    text: Text

    def read(self, node: Node, found: Found) -> Scalar | Broken:
        """Return the scalar."""
        broken = isinstance(self.text.read(node, found), Broken)
        return Broken(node) if broken or not isinstance(node, Scalar) else node

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the schema of the text."""
        return self.text.schema(definitions)


class Choice(Struct, eq=False):
    """One of a few words."""

    what: str
    words: tuple[str, ...]

    def read(self, node: Node, found: Found) -> str | Broken:
        """Return the word."""
        if type(node) is not Scalar or node.style is Style.VALUE:
            return refuse(node, found, self.what)
        if not node.text and node.style is Style.PLAIN:
            return refuse(node, found, self.what)
        if node.text in self.words:
            return node.text
        words = ", ".join(f"`{word}`" for word in self.words)
        message = f"{shown(node.text)} is not {self.what}: expected one of {words}"
        refused = NOT_IN_SET.at(node.span, message)
        found.append(suggesting(refused, node.text, self.words, found))
        return Broken(node)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the closed set."""
        del definitions
        return {"enum": list(self.words)}


class Boolean(Struct, eq=False):
    """`true` or `false`, unquoted."""

    def read(self, node: Node, found: Found) -> bool | Broken:
        """Return the boolean."""
        if type(node) is not Scalar:
            return refuse(node, found, "true or false")
        if node.style is not Style.TEXT and node.text in ("true", "false"):
            return node.text == "true"
        quoted = node.text in ("true", "false")
        help_ = "remove the quotes" if quoted else "only true and false are booleans"
        message = f"expected true or false, found {described(node)}"
        found.append(NOT_BOOLEAN.at(node.span, message, help=help_))
        return Broken(node)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the boolean type."""
        del definitions
        return {"type": "boolean"}


class Number(Struct, eq=False):
    """A JSON number from `least` to `most`; `integer` refuses fractions."""

    integer: bool = False
    least: int = -SAFE_INTEGER
    most: int = SAFE_INTEGER
    only: tuple[int, ...] = ()

    def read(self, node: Node, found: Found) -> int | float | Broken:
        """Return the number; an integral one as int."""
        what = "an integer" if self.integer else "a number"
        if type(node) is not Scalar:
            return refuse(node, found, what)
        if node.style is Style.TEXT:
            message = f"expected {what}, found the text {shown(node.text)}"
            found.append(NOT_NUMBER.at(node.span, message, help="remove the quotes"))
            return Broken(node)
        if not node.text or node.is_null:
            return refuse(node, found, what)
        number = parse_number(node.text)
        problem = self._misfit(number)
        if problem is not None or isinstance(number, str):
            message = f"{shown(node.text)} {problem}"
            help_ = ONLY_JSON if number == NO_NUMBER else None
            found.append(NOT_NUMBER.at(node.span, message, help=help_))
            return Broken(node)
        return number

    def _misfit(self, number: float | str) -> str | None:
        """Return what is wrong; a number beyond all bounds comes as text."""
        if number == NO_NUMBER:
            return NO_NUMBER
        if self.integer and isinstance(number, float):
            return "is not an integer"
        if self.only and number not in self.only:
            allowed = ", ".join(map(str, self.only))
            return f"may not stand here: expected one of {allowed}"
        if isinstance(number, str) or not self.least <= number <= self.most:
            return f"is out of range: expected {self.least} to {self.most}"
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the numeric type and range."""
        del definitions
        if self.only:
            return {"enum": list(self.only)}
        kind = "integer" if self.integer else "number"
        return {"type": kind, "minimum": self.least, "maximum": self.most}


class Anything(Struct, eq=False):
    """A value that is read later, by the type of the field it belongs to."""

    def read(self, node: Node, found: Found) -> Node:
        """Return the node itself."""
        del found
        return node

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the schema that takes everything."""
        del definitions
        return {}


class Carried(Struct, eq=False):
    """Any data, as JSON.

    Unquoted scalars are numbers, booleans or null only in JSON's spelling, else text.
    """

    def read(self, node: Node, found: Found) -> "Json | Broken":
        """Return the data; its depth is bounded by the readers."""
        before = len(found)
        value = _data(node, found)
        return value if len(found) == before else Broken(node)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the schema that takes everything."""
        del definitions
        return {}


_JSON_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def _data(node: Node, found: Found) -> "Json":
    if isinstance(node, Mapping):
        return {key: _data(value, found) for key, value in node}
    if not isinstance(node, Scalar):
        return [_data(item, found) for item in node.items]
    text = node.text
    if node.style is Style.TEXT:
        return text
    if text in _JSON_WORDS:
        return _JSON_WORDS[text]
    if not text:
        refuse(node, found, "a value")
        return None
    number = parse_number(text)
    if isinstance(number, str):
        if number == NO_NUMBER:
            return text
        help_ = "quote it to carry it as text"
        found.append(NOT_NUMBER.at(node.span, f"{shown(text)} {number}", help=help_))
        return None
    return number


CODES = (WRONG_KIND, NOT_BOOLEAN, NOT_NUMBER, NOT_IN_SET, NOTHING, SIZE)
