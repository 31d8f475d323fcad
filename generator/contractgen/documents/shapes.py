"""Containers of kinds: mappings with known keys, tables by name, lists.

A `Shape` is a declared table of keys; one engine reads every mapping of the language
and makes the JSON Schema from the same table, so the two cannot disagree.
"""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from msgspec import Struct

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents.grammar import Grammar
from contractgen.documents.kinds import (
    MAX_FINDINGS,
    SIZE,
    Broken,
    Definitions,
    Found,
    JsonSchema,
    Kind,
    Record,
    refuse,
    spot,
)
from contractgen.nodes import Mapping, Node, Scalar, Sequence, Style
from contractgen.suggest import closest, shown, suggesting

UNKNOWN_KEY = Code(
    "CG151",
    "unknown key",
    "The keys of the contract language are a closed set, so that a misspelt key is "
    "never silently without effect. There are no extension keys.",
    "Correct the spelling, or remove the key.",
    wrong="meta: { key: jobs.cancel, descripton: Cancel a job. }\n",
    right="meta: { key: jobs.cancel, description: Cancel a job. }\n",
)
MISSING_KEY = Code(
    "CG152",
    "a required key is missing",
    "Docs, schemas and stubs are made from these keys; without them a surface would "
    "have to invent something.",
    "Add the key that the message names.",
    wrong="errors:\n  JOB_NOT_FOUND: { http: 404 }\n",
    right="errors:\n  JOB_NOT_FOUND: { description: Job does not exist, http: 404 }\n",
)
TWICE = Code(
    "CG159",
    "said twice in one list",
    "The items of this list tell things apart, so each may stand there once.",
    "Remove or rename one of the two.",
    wrong="tags: [jobs, cancel, jobs]\n",
    right="tags: [jobs, cancel]\n",
)

UNSPELLED_NULL = Code(
    "CG158",
    "null is written `null`",
    "YAML has several spellings of null, one of them nothing at all; a forgotten "
    "value should not mean that an operation has no input.",
    "Write `null`.",
    wrong="io:\n  input: ~\n  output:\n",
    right="io:\n  input: null\n  output: null\n",
)

T = TypeVar("T")
R = TypeVar("R", bound=Record)
_ABSENT = object()


def _defaults(record: type[Record]) -> list[object]:
    """Return what an absent key leaves in each attribute but the first, the place."""
    given = record.__struct_defaults__
    absent = len(record.__struct_fields__) - len(given)
    return [_ABSENT] * (absent - 1) + [*given]


class Key(Struct, eq=False):
    """One key of a shape.

    `attr` is the record's attribute if not the key itself; `into` names an attribute
    that gathers several keys in a dict (limits, carried data).
    """

    name: str
    kind: Kind
    text: str
    attr: str = ""
    into: str = ""


class Shape(Generic[R]):
    """A mapping with known keys, read into a record.

    The record is a Struct whose first attribute is the place. A key is required if
    its attribute has no default there.
    """

    __slots__ = (
        "_readers",
        "_record",
        "_required",
        "_template",
        "keys",
        "make",
        "text",
        "title",
    )

    def __init__(
        self, make: type[R], title: str, text: str, keys: tuple[Key, ...]
    ) -> None:
        self.make, self.title, self.text, self.keys = make, title, text, keys
        self._record: Callable[..., R] = make
        places = {name: i for i, name in enumerate(make.__struct_fields__[1:])}
        self._template = _defaults(make)
        for key in filter(lambda key: key.into, keys):
            self._template[places[key.into]] = {}  # what is gathered is copied
        self._readers = {
            key.name: (places[key.into or key.attr or key.name], key.kind.read, key)
            for key in keys
        }
        self._required = [
            (place, name)
            for name, (place, _, _) in self._readers.items()
            if self._template[place] is _ABSENT
        ]

    def read(self, node: Node, found: Found) -> R | Broken:
        """Return the record; Broken if any of its keys is missing or broken."""
        if type(node) is not Mapping:
            return refuse(node, found, f"{self.title}, a mapping")
        values = self._template.copy()
        readers = self._readers
        whole = True
        for name, entry in node.entries.items():
            known = readers.get(name)
            if known is None:
                whole = False
                continue
            place, read, key = known
            value = read(entry.value, found)
            if type(value) is Broken:
                whole = False
                if not key.into:  # what is gathered is never missing
                    values[place] = None
            elif key.into:
                values[place] = {**values[place], name: value}  # type: ignore[dict-item]  # gathered
            else:
                values[place] = value
        for place, _ in self._required:
            if values[place] is _ABSENT:
                whole = False
        if not whole:
            self._report(node, values, found)
            return Broken(node)
        return self._record(node.place, *values)

    def _report(self, node: Mapping, values: list[object], found: Found) -> None:
        """Report unknown keys, and missing ones that no unknown key misspells."""
        missing = [name for place, name in self._required if values[place] is _ABSENT]
        unsaid = [name for name in self._readers if name not in node.entries]
        for name, entry in node.entries.items():
            if name in self._readers:
                continue
            if len(found) >= MAX_FINDINGS:
                return
            message = f"unknown key {shown(name)} in {self.title}"
            refused = UNKNOWN_KEY.at(entry.key.span, message)
            found.append(suggesting(refused, name, unsaid))
            meant = closest(name, unsaid)
            if meant in missing:
                missing.remove(meant)
        for name in missing:
            found.append(MISSING_KEY.at(spot(node), f"{self.title} needs `{name}`"))

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return a reference to the shape's own definition."""
        name = self.make.__name__.removesuffix("Doc")
        if name not in definitions:
            definitions[name] = {}
            definitions[name].update(self.definition(definitions))
        return {"$ref": f"#/$defs/{name}"}

    def definition(self, definitions: Definitions) -> JsonSchema:
        """Return the schema of the mapping itself."""
        properties = {
            key.name: {"description": key.text, **key.kind.schema(definitions)}
            for key in self.keys
        }
        schema: JsonSchema = {"description": self.text, "type": "object"}
        schema |= {"properties": properties, "additionalProperties": False}
        if self._required:
            schema["required"] = [name for _, name in self._required]
        return schema


class Named(Record, Generic[T]):
    """One entry of a table: the scalar that names it, and what it names."""

    name: Scalar
    value: T | Broken


class Table(Struct, eq=False):
    """A mapping of free names to one kind; a broken entry leaves the others whole."""

    what: str
    grammar: Grammar
    kind: Kind
    limit: int = 10_000

    def read(self, node: Node, found: Found) -> list[Named[object]] | Broken:
        """Return the entries in the author's order."""
        if type(node) is not Mapping:
            return refuse(node, found, f"{self.what}, a mapping of names")
        if len(node.entries) > self.limit:
            message = f"{self.what}: at most {self.limit:,} entries"
            found.append(SIZE.at(spot(node), message))
            return Broken(node)
        entries: list[Named[object]] = []
        read, matches = self.kind.read, self.grammar.matches
        for name, entry in node.entries.items():
            value = read(entry.value, found)
            if not matches(name):
                refused = self.grammar.refusal(entry.key)
                if refused is not None:
                    found.append(refused)
                value = Broken(entry.value)
            entries.append(Named(entry.key, value))
        return entries

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return an object whose property names follow the grammar."""
        names = self.grammar.schema()
        values = self.kind.schema(definitions)
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": values,
        }


class Records(Struct, eq=False):
    """A list of one kind; a broken item leaves the others whole.

    `distinct` names the attribute, a scalar, that tells the items apart, if one must.
    """

    what: str
    kind: Kind
    least: int = 0
    most: int = 10_000
    distinct: str = ""

    def read(self, node: Node, found: Found) -> list[object] | Broken:
        """Return the items, broken ones included."""
        if type(node) is not Sequence:
            return refuse(node, found, f"{self.what}, a list")
        if not self.least <= len(node.items) <= self.most:
            found.append(_count(node, self.what, self.least, self.most))
            return Broken(node)
        items = [self.kind.read(item, found) for item in node.items]
        if self.distinct:
            self._tell_apart(zip(items, node.items, strict=True), found)
        return items

    def _tell_apart(self, items: Iterable[tuple[object, Node]], found: Found) -> None:
        seen: dict[str, Node] = {}
        for item, node in items:
            if type(item) is Broken:
                continue
            name: Scalar = getattr(item, self.distinct)
            first = seen.setdefault(name.text, node)
            if first is not node:
                _twice(name.text, (first, node), found)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the array."""
        schema: JsonSchema = {
            "type": "array",
            "items": self.kind.schema(definitions),
            "maxItems": self.most,
        }
        return {**schema, "minItems": self.least} if self.least else schema


class Texts(Struct, eq=False):
    """A list of texts, each standing there once; broken as a whole."""

    what: str
    kind: Kind
    least: int = 0
    most: int = 100

    def read(self, node: Node, found: Found) -> tuple[str, ...] | Broken:
        """Return the texts in the author's order."""
        if type(node) is not Sequence:
            return refuse(node, found, f"{self.what}, a list of texts")
        if not self.least <= len(node.items) <= self.most:
            found.append(_count(node, self.what, self.least, self.most))
            return Broken(node)
        before = len(found)
        texts: dict[str, Node] = {}
        for item in node.items:
            text = self.kind.read(item, found)
            if not isinstance(text, str):
                continue
            first = texts.setdefault(text, item)
            if first is not item:
                _twice(text, (first, item), found)
        return tuple(texts) if len(found) == before else Broken(node)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the array of distinct items."""
        schema: JsonSchema = {
            "type": "array",
            "items": self.kind.schema(definitions),
            "maxItems": self.most,
            "uniqueItems": True,
        }
        return {**schema, "minItems": self.least} if self.least else schema


class Either(Struct, eq=False):
    """A short form written as text, or the long form, a mapping."""

    short: Kind
    long: Kind

    def read(self, node: Node, found: Found) -> object:
        """Return what the form at hand reads."""
        return (self.long if type(node) is Mapping else self.short).read(node, found)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return both forms."""
        short, long = self.short.schema(definitions), self.long.schema(definitions)
        return {"anyOf": [short, long]}


class OrNull(Struct, eq=False):
    """A kind that also takes `null`, read as None."""

    kind: Kind

    def read(self, node: Node, found: Found) -> object:
        """Return None for null, else what the kind reads."""
        if type(node) is not Scalar:
            return self.kind.read(node, found)
        if node.is_null:
            return None
        if node.style is Style.PLAIN and node.text in ("", "~"):
            message = f"expected a value or null, found {shown(node.text)}"
            found.append(UNSPELLED_NULL.at(node.span, message, help="write `null`"))
            return Broken(node)
        return self.kind.read(node, found)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the kind's schema beside null."""
        return {"anyOf": [self.kind.schema(definitions), {"type": "null"}]}


def _twice(text: str, places: tuple[Node, Node], found: Found) -> None:
    """Report that `text` stands at both places of one list."""
    first, second = places
    again = TWICE.at(spot(second), f"{shown(text)} stands here twice")
    found.append(again.also(spot(first), "first here"))


def _count(node: Sequence, what: str, least: int, most: int) -> Diagnostic:
    number = len(node.items)
    if number < least:
        return SIZE.at(node.span, f"{what} may not be empty")
    return SIZE.at(
        spot(node), f"{what}: at most {most:,} items", help=f"here are {number:,}"
    )


CODES = (UNKNOWN_KEY, MISSING_KEY, UNSPELLED_NULL, TWICE)
