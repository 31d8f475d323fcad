"""The Python form of a contract: functions that say what YAML says.

A contract module is named `…_contract.py` and is plain data: `contractgen build`
reads it without running it. Run for real, these functions return frozen values and
register nothing. Needs the standard library alone.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, Unpack

from contractgen.dsl.document import document
from contractgen.dsl.scalars import Scalar, ScalarTypeEnum
from contractgen.dsl.shapes import (
    IO,
    Acceptance,
    Defaults,
    EmittedEvent,
    EnumValue,
    ErrorSpec,
    Event,
    EventMeta,
    Example,
    Field,
    Fields,
    Gql,
    InlineEvent,
    InlineModel,
    Mcp,
    ModelRef,
    Names,
    Operation,
    OperationMeta,
    Policy,
    RateLimit,
    Rest,
    Scenario,
    SideEffects,
    Stability,
    Success,
    Transport,
    TypeRef,
)
from contractgen.dsl.values import (
    EnumDefinition,
    EventDefinition,
    FileDefinition,
    ModelDefinition,
    OperationDefinition,
    caller,
    mark_file,
    sections,
)

__all__ = [
    "IO",
    "Acceptance",
    "Defaults",
    "EmittedEvent",
    "EnumDefinition",
    "EnumValue",
    "ErrorSpec",
    "Event",
    "EventDefinition",
    "EventMeta",
    "Example",
    "Field",
    "Fields",
    "FileDefinition",
    "Gql",
    "InlineEvent",
    "InlineModel",
    "Mcp",
    "ModelDefinition",
    "ModelRef",
    "Names",
    "Operation",
    "OperationDefinition",
    "OperationMeta",
    "Policy",
    "RateLimit",
    "Rest",
    "Scalar",
    "ScalarTypeEnum",
    "Scenario",
    "SideEffects",
    "Stability",
    "Success",
    "Transport",
    "TypeRef",
    "contract_file",
    "define_command",
    "define_enum",
    "define_event",
    "define_query",
    "define_schema_model",
    "document",
]


def contract_file(
    *,
    language: int = 1,
    package: str | None = None,
    defaults: Defaults | None = None,
) -> FileDefinition:
    """Say what YAML's top keys say about this file; at most once per module.

    Without it the language is 1 and the package is the first folder below the spec
    root.
    """
    given = {"contractgen": language, "package": package, "defaults": defaults or None}
    value = FileDefinition(sections(given), caller())
    mark_file(value)
    return value


def define_enum(
    name: str,
    values: Sequence[str | EnumValue],
    *,
    description: str | None = None,
    names: Names | None = None,
) -> EnumDefinition:
    """Declare an enum; its values are what goes over the wire."""
    given = {"description": description, "values": values, "names": names or None}
    return EnumDefinition(name, sections(given), caller())


def define_schema_model(
    *,
    name: str,
    fields: Fields,
    description: str | None = None,
    names: Names | None = None,
) -> ModelDefinition:
    """Declare a model; `fields` maps wire names to their types."""
    given = {"description": description, "fields": fields, "names": names or None}
    return ModelDefinition(name, sections(given), caller())


def define_event(**arguments: Unpack[Event]) -> EventDefinition:
    """Declare an event; `pii` names payload fields that hold personal data.

    Takes `meta` and `payload`, and whatever else `Event` lists.
    """
    given = _checked("define_event", arguments, Event.__required_keys__)
    meta = arguments["meta"]
    return EventDefinition(meta["key"], meta["version"], given, caller())


def define_command(**arguments: Unpack[Operation]) -> OperationDefinition:
    """Declare a command: an operation that changes something (POST over HTTP).

    Takes `meta`, `io` and `policy`, and whatever else `Operation` lists.
    """
    return _operation("command", arguments, caller())


def define_query(**arguments: Unpack[Operation]) -> OperationDefinition:
    """Declare a query: an operation that only reads (GET over HTTP).

    Takes `meta`, `io` and `policy`, and whatever else `Operation` lists.
    """
    return _operation("query", arguments, caller())


def _operation(
    kind: Literal["command", "query"], arguments: Operation, module: str
) -> OperationDefinition:
    given = _checked(f"define_{kind}", arguments, Operation.__required_keys__)
    return OperationDefinition(kind, arguments["meta"]["key"], given, module)


def _checked(
    function: str, arguments: Event | Operation, required: frozenset[str]
) -> Mapping[str, object]:
    """Return the sections that were given; raises TypeError as a call would."""
    shape = Event if function == "define_event" else Operation
    missing = required - arguments.keys()
    unknown = arguments.keys() - shape.__annotations__.keys()
    if missing or unknown:
        word = "missing" if missing else "unknown"
        names = ", ".join(sorted(missing or unknown))
        raise TypeError(f"{function}: {word} argument {names}")
    given = {
        name: value
        for name, value in arguments.items()
        if name in required or value not in ({}, [], ())
    }
    return sections(given)
