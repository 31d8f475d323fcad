"""What builds, and is probably not what was meant: warnings, never errors."""

from collections.abc import Iterator

from contractgen.diagnostics import Code, Diagnostic, Severity
from contractgen.ir import Enum, Event, Field, Model, Operation
from contractgen.names.reserved import PYTHON_BUILTINS
from contractgen.rules.namespaces import python_classes
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import described, place

UNUSED_TYPE = Code(
    "CG300",
    "a model or enum that nothing uses",
    "No operation takes or returns it and no event carries it, so OpenAPI, GraphQL and "
    "event schemas leave it out. It is more often forgotten than kept on purpose.",
    "Use it, or remove it.",
    wrong="models:\n  OldJob: { fields: { id: ID } }\n",
    severity=Severity.WARNING,
)
UNUSED_EVENT = Code(
    "CG301",
    "a declared event that no operation emits",
    "The event is documented and has a schema, and nobody says when it happens.",
    "Add it to the `sideEffects.emits` of what emits it, or remove it.",
    wrong="events:\n- meta: { key: job.lost, version: 1.0.0 }\n  payload: JobLost\n",
    right="sideEffects: { emits: [{ ref: job.lost, version: 1.0.0, when: … }] }\n",
    severity=Severity.WARNING,
)
DEPRECATED_REQUIRED = Code(
    "CG302",
    "a deprecated field that callers must send",
    "`deprecated` asks callers to stop using the field, and as it is required and has "
    "no default, they cannot.",
    "Make the field optional or give it a default, or do not deprecate it yet.",
    wrong="priority: { type: Int, deprecated: true }\n",
    right="priority: { type: Int, isOptional: true, deprecated: true }\n",
    severity=Severity.WARNING,
)
NO_DESCRIPTION = Code(
    "CG303",
    "an empty description",
    "The description is the first thing that readers of the docs, of OpenAPI and of "
    "an editor's tooltip see, and the heading of much that is generated.",
    "Say in a sentence what it does.",
    wrong="meta: { key: jobs.cancel, description: '' }\n",
    right="meta: { key: jobs.cancel, description: Cancel a pending job. }\n",
    severity=Severity.WARNING,
)
UNMARKED_PII = Code(
    "CG304",
    "an event that does not name its personal data",
    "A field of the payload is marked `pii`, and the event's own `pii` list, which "
    "brokers and archives go by, does not name it.",
    "Add the field to the event's `pii`.",
    wrong="payload: { name: Done, fields: { email: { type: Email, pii: true } } }\n",
    right="pii: [email]\n"
    "payload: { name: Done, fields: { email: { type: Email, pii: true } } }\n",
    severity=Severity.WARNING,
)
UNSETTLED_EVENT = Code(
    "CG305",
    "a stable operation that emits an unsettled event",
    "Callers rely on all that a stable operation does. An event that is an idea, in "
    "creation or experimental may change under them.",
    "Settle the event, or do not call the operation stable yet.",
    wrong="events:   [{ meta: { key: job.done, stability: experimental } }]\n"
    "commands: [{ meta: { key: jobs.finish, stability: stable } }]\n",
    severity=Severity.WARNING,
)
SHADOWS_BUILTIN = Code(
    "CG306",
    "a class called as one of Python's own",
    "Python has a built-in class of this name. Code that imports the generated class "
    "no longer sees the built-in one: `except TimeoutError` catches another error.",
    "Rename it, or give it another class under `names: { python: … }`.",
    wrong="errors:\n  TIMEOUT_ERROR: { description: …, http: 504 }\n",
    right="errors:\n  JOB_TIMED_OUT: { description: …, http: 504 }\n",
    severity=Severity.WARNING,
)

_UNSETTLED = ("idea", "in_creation", "experimental")


def _unused_types(subject: Subject) -> Iterator[Diagnostic]:
    used = subject.shapes.everything
    for pack in subject.contracts.packages:
        types: tuple[Model | Enum, ...] = (*pack.models, *pack.enums)
        for one in types:
            if one.symbol not in used.models and one.symbol not in used.enums:
                message = f"nothing uses {described(one)}"
                yield UNUSED_TYPE.at(one.origin.span, message, help="use or remove it")


def _unused_events(subject: Subject) -> Iterator[Diagnostic]:
    emitted = {
        emission.event
        for operation in subject.operations
        for emission in operation.emits
    }
    for event in subject.contracts.events.values():
        if event.declared and event.id not in emitted:
            message = f"no operation emits {described(event)}"
            mend = "add it to the `sideEffects.emits` of what emits it"
            yield UNUSED_EVENT.at(event.origin.span, message, help=mend)


def _deprecated_required(subject: Subject) -> Iterator[Diagnostic]:
    for symbol, model in subject.contracts.models.items():
        for field in model.fields:
            if not (field.deprecated and field.required):
                continue
            if symbol in subject.shapes.inputs.models:
                message = f"`{field.name}` is deprecated, and callers must send it"
                mend = "make it optional, or give it a default"
                yield DEPRECATED_REQUIRED.at(field.origin.span, message, help=mend)


def _no_description(subject: Subject) -> Iterator[Diagnostic]:
    for operation in subject.operations:
        if not operation.meta.description:
            yield _undescribed(operation)
        for error in operation.errors:
            if not error.description:
                message = f"{described(error)} has an empty description"
                span = error.origin.at("description")
                yield NO_DESCRIPTION.at(span, message, help="say what went wrong")
    for event in subject.contracts.events.values():
        if event.declared and not event.meta.description:
            yield _undescribed(event)


def _undescribed(one: Operation | Event) -> Diagnostic:
    message = f"{described(one)} has an empty description"
    span = one.origin.at("meta", "description")
    return NO_DESCRIPTION.at(span, message, help="say in a sentence what it is for")


def _unmarked_pii(subject: Subject) -> Iterator[Diagnostic]:
    for event in subject.contracts.events.values():
        if not event.declared:
            continue
        payload = subject.contracts.models[event.payload]
        for field in payload.fields:
            if field.pii and field.name not in event.pii:
                yield _unmarked(event, field)


def _unmarked(event: Event, field: Field) -> Diagnostic:
    message = f"{described(event)} does not name `{field.name}` in its `pii`"
    found = UNMARKED_PII.at(event.origin.span, message, help="add it to `pii`")
    return found.also(field.origin.span, "marked `pii` here")


def _unsettled_events(subject: Subject) -> Iterator[Diagnostic]:
    for operation in subject.operations:
        if operation.meta.stability != "stable":
            continue
        for emission in operation.emits:
            event = subject.contracts.events[emission.event]
            if event.meta.stability in _UNSETTLED:
                stability = event.meta.stability
                message = (
                    f"{described(operation)} is stable and emits {described(event)}"
                )
                found = UNSETTLED_EVENT.at(
                    emission.origin.span, message, help="settle the event first"
                )
                yield found.also(event.origin.span, f"which is `{stability}`")


def _builtins(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.emits("python"):
        return
    for _, name, definition in python_classes(subject):
        if name in PYTHON_BUILTINS:
            message = f"{described(definition)} is called `{name}` in Python"
            mend = "rename it, or give it `names: { python: … }`"
            yield SHADOWS_BUILTIN.at(place(definition), message, help=mend)


RULES = (
    Rule(UNUSED_TYPE, _unused_types),
    Rule(UNUSED_EVENT, _unused_events),
    Rule(DEPRECATED_REQUIRED, _deprecated_required),
    Rule(NO_DESCRIPTION, _no_description),
    Rule(UNMARKED_PII, _unmarked_pii),
    Rule(UNSETTLED_EVENT, _unsettled_events),
    Rule(SHADOWS_BUILTIN, _builtins),
)
