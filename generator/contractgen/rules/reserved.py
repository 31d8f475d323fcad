"""Types that take a name which a surface keeps for itself."""

from collections.abc import Iterator, Mapping

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Enum, Model
from contractgen.names.reserved import (
    GRAPHQL_TYPES,
    OPENAPI_COMPONENTS,
    PYTHON_CLASSES,
    PYTHON_IMPORTS,
    SCALAR_NAMES,
)
from contractgen.rules.namespaces import python_classes
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import Definition, described, place

RESERVED = Code(
    "CG237",
    "a reserved type name",
    "Some names mean something already: `String` is a scalar of the contract language, "
    "`Query` the root of every GraphQL schema, `Problem` the error body in OpenAPI, "
    "`BaseModel` and `Exception` are what generated classes derive from.",
    "Rename the model or enum. Where a single surface reserves the name, `names:` can "
    "give it another one there.",
    wrong="models:\n  Query: { fields: { text: String } }\n",
    right="models:\n  SearchQuery: { fields: { text: String } }\n",
)

_IMPORTED = "the generated Python modules, which import something of that name"
_KNOWN = "Python, pydantic or FastAPI"


def _reserved(subject: Subject) -> Iterator[Diagnostic]:
    names = subject.names
    surfaces = tuple(
        (surface, owner, kept)
        for surface, owner, kept in (
            ("graphql", "GraphQL", GRAPHQL_TYPES),
            ("openapi", "the OpenAPI document", OPENAPI_COMPONENTS),
        )
        if subject.emits(surface)
    )
    for symbol, model in subject.contracts.models.items():
        mine = names.models[symbol]
        graphql = mine.graphql_output, mine.graphql_input
        openapi = mine.openapi_output, mine.openapi_input
        yield from _type(model, {"graphql": graphql, "openapi": openapi}, surfaces)
    for symbol, enum in subject.contracts.enums.items():
        its = names.enums[symbol]
        flat = {"graphql": (its.graphql,), "openapi": (its.openapi,)}
        yield from _type(enum, flat, surfaces)
    if subject.emits("python"):
        yield from _classes(subject)


def _type(
    type_: Enum | Model,
    names: Mapping[str, tuple[str, ...]],
    surfaces: tuple[tuple[str, str, frozenset[str]], ...],
) -> Iterator[Diagnostic]:
    name = type_.symbol.name
    if name in SCALAR_NAMES:
        yield _taken(type_, name, "the contract language, as a scalar", "rename it")
        return
    for surface, owner, kept in surfaces:
        clash = next((name for name in names[surface] if name in kept), None)
        if clash is not None:
            yield _taken(type_, clash, owner, _mend(surface))


def _classes(subject: Subject) -> Iterator[Diagnostic]:
    for _, name, definition in python_classes(subject):
        if name in PYTHON_IMPORTS or _hides_scalar(name, definition):
            yield _taken(definition, name, _IMPORTED, _mend("python"))
        elif name in PYTHON_CLASSES:
            yield _taken(definition, name, _KNOWN, _mend("python"))


def _hides_scalar(name: str, definition: Definition) -> bool:
    """Whether `names:` calls a type as the scalar that its module imports."""
    if not isinstance(definition, Enum | Model) or name not in SCALAR_NAMES:
        return False
    return definition.symbol.name not in SCALAR_NAMES


def _mend(surface: str) -> str:
    return f"rename it, or give it `names: {{ {surface}: … }}`"


def _taken(definition: Definition, name: str, owner: str, mend: str) -> Diagnostic:
    message = f"{described(definition)} may not be called `{name}`: "
    return RESERVED.at(place(definition), f"{message}reserved by {owner}", help=mend)


RULES = (Rule(RESERVED, _reserved),)
