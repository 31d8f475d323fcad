"""Input and output shapes of models, whose names must stay apart."""

from collections.abc import Iterator

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Contracts, Event, Model, ModelType, Operation, Symbol
from contractgen.names import EnumNames, ModelNames
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import described
from contractgen.source import Span

INPUT_AS_OUTPUT = Code(
    "CG244",
    "a model that ends in Input used as an output",
    "A model's input shape refuses unknown fields, its output shape does not, so they "
    "are two types in OpenAPI and GraphQL: `Job` and `JobInput`. A model that ends in "
    "`Input` has one name for both, and so is for input alone.",
    "Make a model without `Input` at the end for what is returned or emitted.",
    wrong="io: { input: JobInput, output: JobInput }\n",
    right="io: { input: JobInput, output: Job }\n",
)
INPUT_CLASH = Code(
    "CG245",
    "a model beside the input shape of another",
    "A model `Job` that is used as an input has the input shape `JobInput` in OpenAPI "
    "and GraphQL. A model of that name would be the same type with other fields.",
    "Use `JobInput` as the input, or rename one of the two.",
    wrong="models: { Job: …, JobInput: … }\ncommands: [{ io: { input: Job } }]\n",
    right="models: { Job: …, JobInput: … }\ncommands: [{ io: { input: JobInput } }]\n",
)


def _inputs_as_outputs(subject: Subject) -> Iterator[Diagnostic]:
    outputs = subject.shapes.outputs.models
    users: dict[Symbol, Operation | Event | Model] | None = None
    for symbol, model in subject.contracts.models.items():
        if not symbol.name.endswith("Input") or symbol not in outputs:
            continue
        if users is None:
            users = _users(subject.contracts, outputs)
        user = users[symbol]
        message = f"{described(model)} is for input, and {described(user)} has it"
        message += " as output" if isinstance(user, Operation) else " inside"
        mend = "make a model whose name does not end in `Input` for outputs"
        found = INPUT_AS_OUTPUT.at(model.origin.span, message, help=mend)
        yield found.also(_use(user, symbol), "written here")


def _users(
    contracts: Contracts, outputs: frozenset[Symbol]
) -> dict[Symbol, Operation | Event | Model]:
    """Return one direct user of every model that is written."""
    users: dict[Symbol, Operation | Event | Model] = {}
    for operation in contracts.operations():
        if operation.output is not None:
            users.setdefault(operation.output, operation)
    for event in contracts.events.values():
        users.setdefault(event.payload, event)
    for symbol, model in contracts.models.items():
        if symbol not in outputs:
            continue
        for field in model.fields:
            if isinstance(field.type, ModelType):
                users.setdefault(field.type.symbol, model)
    return users


def _use(user: Operation | Event | Model, symbol: Symbol) -> Span:
    match user:
        case Operation():
            return user.origin.at("io", "output")
        case Event():
            return user.origin.at("payload")
        case Model():
            return next(
                field.origin.span
                for field in user.fields
                if field.type == ModelType(symbol)
            )


def _clashes(subject: Subject) -> Iterator[Diagnostic]:
    """Compare what is emitted: input shapes with the models and enums beside them."""
    contracts, served = subject.contracts, subject.shapes.served
    for symbol in contracts.models:
        if symbol not in subject.shapes.inputs.models or symbol.name.endswith("Input"):
            continue
        wanted = Symbol(symbol.package, f"{symbol.name}Input")
        if wanted not in served.models and wanted not in served.enums:
            continue
        if _apart(subject, symbol, wanted):
            continue
        model = contracts.models[symbol]
        other = contracts.models.get(wanted) or contracts.enums[wanted]
        message = (
            f"the input shape of {described(model)} is called as {described(other)}"
        )
        mend = f"use `{wanted.name}` as the input, or rename one of the two"
        found = INPUT_CLASH.at(model.origin.span, message, help=mend)
        yield found.also(other.origin.span, f"`{wanted.name}` is here")


def _apart(subject: Subject, symbol: Symbol, wanted: Symbol) -> bool:
    """Whether an input shape differs from another definition on every surface."""
    mine = subject.names.models[symbol]
    other = subject.names.models.get(wanted) or subject.names.enums[wanted]
    match other:
        case ModelNames():
            graphql, openapi = other.graphql_input, other.openapi_input
        case EnumNames():
            graphql, openapi = other.graphql, other.openapi
    return not (
        (subject.emits("graphql") and mine.graphql_input == graphql)
        or (subject.emits("openapi") and mine.openapi_input == openapi)
    )


RULES = (Rule(INPUT_AS_OUTPUT, _inputs_as_outputs), Rule(INPUT_CLASH, _clashes))
