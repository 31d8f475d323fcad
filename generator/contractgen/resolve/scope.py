"""What is declared where: every enum and model of every package, by name.

Holds what was written; it is linked in `linking` and turned into IR elsewhere.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents import Broken, Document
from contractgen.documents.surface import (
    EnumDoc,
    EventDoc,
    InlineEmissionDoc,
    InlineModelDoc,
    ModelDoc,
    OperationDoc,
)
from contractgen.ir import Symbol
from contractgen.nodes import Scalar
from contractgen.suggest import shown

DUPLICATE = Code(
    "CG204",
    "declared twice in one package",
    "Models and enums are named once per package, inline models included, because "
    "each becomes one class and one type. Even two equal declarations would drift.",
    "Remove one and refer to the other, or rename one.",
    wrong="models:\n  Job: { fields: { id: ID } }\nenums:\n  Job: { values: [a] }\n",
    right="models:\n  Job: { fields: { id: ID } }\nenums:\n  Kind: { values: [a] }\n",
)

DeclaredDoc: TypeAlias = EnumDoc | ModelDoc | InlineModelDoc | Broken


class Declared(Struct, eq=False):
    """One enum or model: its name's scalar, and what was written."""

    symbol: Symbol
    name: Scalar
    doc: DeclaredDoc
    is_enum: bool


class Part(Struct, eq=False):
    """One file within its package."""

    package: str
    document: Document

    def events(self) -> Iterator[EventDoc]:
        """Return the events that could be read."""
        events = self.document.file.events
        return (event for event in events if not isinstance(event, Broken))

    def operations(self) -> "Iterator[tuple[str, OperationDoc]]":
        """Return the operations that could be read, with their kind."""
        file = self.document.file
        for kind, docs in (("command", file.commands), ("query", file.queries)):
            for doc in docs:
                if not isinstance(doc, Broken):
                    yield kind, doc


class Scope(Struct, eq=False):
    """All declarations by package and name."""

    declared: dict[str, dict[str, Declared]] = field(
        default_factory=dict[str, dict[str, Declared]]
    )

    def all(self) -> Iterator[Declared]:
        """Return every declaration, package by package."""
        return (one for names in self.declared.values() for one in names.values())


def collect(parts: Sequence[Part], found: list[Diagnostic]) -> Scope:
    """Return what `parts` declare; duplicates are reported, the first one holds."""
    scope = Scope()
    for part in parts:
        names = scope.declared.setdefault(part.package, {})
        for one in _declarations(part):
            first = names.setdefault(one.symbol.name, one)
            if first is not one:
                name, package = shown(one.symbol.name), part.package
                message = f"{name} is declared twice in package {package}"
                again = DUPLICATE.at(one.name.span, message)
                found.append(again.also(first.name.span, "first declared here"))
    return scope


def _declarations(part: Part) -> Iterator[Declared]:
    file, package = part.document.file, part.package
    for enum in file.enums:
        yield Declared(Symbol(package, enum.name.text), enum.name, enum.value, True)
    for model in file.models:
        yield Declared(Symbol(package, model.name.text), model.name, model.value, False)
    for use in _uses(part):
        if not isinstance(use, InlineModelDoc):
            continue
        yield Declared(Symbol(package, use.name.text), use.name, use, False)


def _uses(part: Part) -> Iterator[object]:
    for event in part.events():
        yield event.payload
    for _, operation in part.operations():
        yield operation.io.input
        yield operation.io.output
        if operation.side_effects:
            for emission in operation.side_effects.emits:
                if isinstance(emission, InlineEmissionDoc):
                    yield emission.payload


CODES = (DUPLICATE,)
