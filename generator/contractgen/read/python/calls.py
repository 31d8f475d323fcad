"""Calls of `contractgen.dsl`: arguments bound to parameters, definitions made.

The signatures are read off `contractgen.dsl` itself, so the two cannot differ.
"""

import inspect
from functools import cache

from msgspec import Struct

from contractgen import dsl
from contractgen.nodes import Scalar, Style
from contractgen.read.python.codes import ARGUMENTS, WRONG_VALUE
from contractgen.read.python.values import (
    Data,
    Definition,
    Home,
    Items,
    Kind,
    Pairs,
    Reference,
    Refused,
    Thing,
    Value,
)
from contractgen.source import Source, Span
from contractgen.suggest import closest

_KINDS: dict[str, Kind] = {
    "define_enum": "enum",
    "define_schema_model": "model",
    "define_event": "event",
    "define_command": "command",
    "define_query": "query",
}
FUNCTIONS = (*_KINDS, "contract_file")


class Signature(Struct, frozen=True):
    """The parameters of a function, by how they may be passed."""

    positional: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All parameters."""
        return *self.required, *self.optional


@cache
def signature(function: str) -> Signature:
    """Return the signature of a function of `contractgen.dsl`."""
    parameters = inspect.signature(getattr(dsl, function)).parameters.values()
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters):
        shape = dsl.Event if function == "define_event" else dsl.Operation
        names = list(shape.__annotations__)
        required = [name for name in names if name in shape.__required_keys__]
        optional = [name for name in names if name not in required]
        return Signature((), tuple(required), tuple(optional))
    by_place = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return Signature(
        tuple(each.name for each in parameters if each.kind is by_place),
        tuple(each.name for each in parameters if each.default is each.empty),
        tuple(each.name for each in parameters if each.default is not each.empty),
    )


class Call(Struct, frozen=True):
    """A call whose arguments are read; `keywords` has the call's own place."""

    function: str
    positional: list[Data]
    keywords: Pairs


def call(made: Call, home: Home) -> Value:
    """Return what the call makes, noted in `home`; raises Refused."""
    arguments = _bound(made)
    if made.function == "contract_file":
        return _file(arguments, home)
    kind = _KINDS[made.function]
    name = _name(arguments, made) if kind in ("enum", "model") else None
    definition = Definition(kind, home, name, arguments)
    home.definitions.append(definition)
    return Reference(arguments.source, arguments.start, arguments.end, definition)


def _bound(made: Call) -> Pairs:
    known = signature(made.function)
    keywords = made.keywords
    if len(made.positional) > len(known.positional):
        extra = made.positional[len(known.positional)].span
        message = f"`{made.function}` takes this argument by keyword"
        raise _refused(extra, message, "parameters: " + ", ".join(known.names))
    entries = {
        name: (Scalar(*_place(value), name, Style.TEXT), value)
        for name, value in zip(known.positional, made.positional, strict=False)
    }
    for name, (key, value) in keywords.entries.items():
        if name not in known.names:
            raise _unknown(made.function, key, known)
        if name in entries:
            raise _refused(key.span, f"`{name}` is passed twice", "pass it once")
        entries[name] = key, value
    for name in known.required:
        if name not in entries:
            message = f"`{made.function}` lacks the argument `{name}`"
            advice = "required: " + ", ".join(known.required)
            raise _refused(keywords.span, message, advice)
    said = {
        name: entry
        for name, entry in entries.items()
        if name in known.required or not _says_nothing(entry[1])
    }
    return Pairs(keywords.source, keywords.start, keywords.end, said)


def _says_nothing(value: Data) -> bool:
    match value:
        case Scalar():
            return value.is_null
        case Items():
            return not value.values
        case Pairs():
            return not value.entries
        case Reference():
            return False


def _unknown(function: str, key: Scalar, known: Signature) -> Refused:
    close = closest(key.text, known.names)
    advice = f"did you mean `{close}`?" if close else ""
    advice = advice or "parameters: " + ", ".join(known.names)
    message = f"`{function}` has no parameter `{key.text[:60]}`"
    return _refused(key.span, message, advice)


def _name(arguments: Pairs, made: Call) -> Scalar:
    _, name = arguments.entries.pop("name")
    if isinstance(name, Scalar) and name.style is Style.TEXT:
        return name
    message = f"the name of `{made.function}` must be text"
    raise Refused(WRONG_VALUE.at(name.span, message, help='write it: name="Job"'))


def _file(arguments: Pairs, home: Home) -> Thing:
    if home.file is not None:
        found = ARGUMENTS.at(
            arguments.span,
            "`contract_file` is called twice",
            help="say everything about the file in one call",
        )
        raise Refused(found.also(home.file.span, "first called here"))
    home.file = arguments
    package = arguments.get("package")
    if isinstance(package, Scalar) and package.style is Style.TEXT:
        home.package = package.text
    return Thing.FILE


def _refused(span: Span, message: str, advice: str) -> Refused:
    return Refused(ARGUMENTS.at(span, message, help=advice))


def _place(value: Data) -> tuple[Source, int, int]:
    return value.source, value.start, value.end
