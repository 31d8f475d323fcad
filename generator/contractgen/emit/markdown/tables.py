"""Tables of fields and the words for types and constraints, shared by all pages."""

from functools import lru_cache

from msgspec import Struct

from contractgen.ir import (
    Constant,
    EnumType,
    Field,
    Limits,
    Model,
    ModelType,
    ScalarType,
    Symbol,
)
from contractgen.render.fragments import MdText
from contractgen.render.json import to_json_phrase
from contractgen.render.markdown import md_cell, md_code, md_code_cell, md_link
from contractgen.views.alike import Alike


class Row(Struct, frozen=True):
    """A line of a list: a label and what it says."""

    label: MdText
    value: MdText


class FieldRow(Struct, frozen=True):
    """A line of a field table."""

    name: MdText
    type: MdText
    presence: MdText
    description: MdText


class FieldTables:
    """The tables of all models; a model is shown on several pages, but made once.

    So is the line of fields that are alike. `home` is the folder of a page's package.
    """

    def __init__(self) -> None:
        self._tables: dict[tuple[Symbol, str], tuple[FieldRow, ...]] = {}
        self._rows: Alike[str, FieldRow] = Alike()

    def rows(self, model: Model, home: str) -> tuple[FieldRow, ...]:
        """Return the table of a model's fields for a page in folder `home`."""
        key = model.symbol, home
        table = self._tables.get(key)
        if table is None:
            table = tuple([self._rows.of(field, home, _row) for field in model.fields])
            self._tables[key] = table
        return table


def _row(field: Field, home: str) -> FieldRow:
    return FieldRow(
        md_code_cell(field.name),
        type_cell(field, home),
        _presence(field),
        _about(field),
    )


def type_cell(field: Field, home: str) -> MdText:
    """Return a field's type, linked where it is a model or enum."""
    array = " array" if field.array else ""
    match field.type:
        case ScalarType(row):
            return MdText(md_code_cell(row.name) + array)
        case EnumType(symbol) | ModelType(symbol):
            return MdText(reference(symbol, home) + array)


def reference(symbol: Symbol, home: str) -> MdText:
    """Return a link to a model or enum from a page in the folder of package `home`."""
    page = "models.md" if symbol.package == home else f"../{symbol.package}/models.md"
    return md_link(symbol.name, f"{page}#{symbol.name.lower()}")


def _presence(field: Field) -> MdText:
    words = "required" if field.required else "optional"
    return MdText(f"{words}, nullable" if field.nullable else words)


def _about(field: Field) -> MdText:
    facts = _constraints(field)
    if field.deprecated:
        facts.append(MdText("**Deprecated.**"))
    if field.pii:
        facts.append(MdText("Personal data."))
    if not facts:
        return md_cell(field.description)
    lines = (md_cell(field.description), " ".join(facts))
    return MdText("<br/>".join(filter(None, lines)))


_UNLIMITED = Limits()
_WORDS = {
    "min": "At least",
    "max": "At most",
    "min_length": "Characters at least",
    "max_length": "Characters at most",
    "min_items": "Items at least",
    "max_items": "Items at most",
    "pattern": "Matches",
}


def _constraints(field: Field) -> list[MdText]:
    shown = [*_limits(field.limits)] if field.limits != _UNLIMITED else []
    if field.default is not None:
        shown.append(_constant("Default", field.default))
    if field.example is not None:
        shown.append(_constant("Example", field.example))
    return shown


def _constant(word: str, constant: Constant) -> MdText:
    return MdText(f"{word} {md_code_cell(to_json_phrase(constant.value))}.")


@lru_cache(maxsize=1024)  # most fields share a few
def _limits(limits: Limits) -> tuple[MdText, ...]:
    return tuple(
        MdText(f"{words} {md_code_cell(str(limit))}.")
        for name, words in _WORDS.items()
        if (limit := getattr(limits, name)) is not None
    )


@lru_cache(maxsize=1024)
def listed(names: tuple[str, ...]) -> MdText:
    """Return names as code spans, separated by commas; a dash for none."""
    return MdText(", ".join(md_code(name) for name in names) or "none")
