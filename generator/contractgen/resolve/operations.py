"""Operations: io, errors, policy, transport, acceptance, from documents to IR."""

from collections.abc import Sequence
from typing import Literal, cast

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents import Broken
from contractgen.documents.kinds import spot
from contractgen.documents.surface import (
    AcceptanceDoc,
    ErrorDoc,
    ExampleDoc,
    IoDoc,
    ModelUse,
    OperationDoc,
    PolicyDoc,
    TransportDoc,
)
from contractgen.ir import (
    Acceptance,
    Constant,
    Error,
    Example,
    Method,
    Operation,
    Origin,
    Policy,
    RateLimit,
    Scenario,
    Success,
    Symbol,
    Transport,
)
from contractgen.nodes import Node, Scalar
from contractgen.resolve.definitions import names
from contractgen.resolve.events import Emitter, Events
from contractgen.resolve.linking import Linker
from contractgen.resolve.metadata import frozen, gathered, meta
from contractgen.resolve.prose import prose
from contractgen.resolve.scope import Part
from contractgen.resolve.values import ValueReader

WRONG_SUCCESS = Code(
    "CG213",
    "success and output disagree",
    "An operation has one success: 200 by default, or what `io.success` says. With "
    "`output: null` it is 204, which carries no content, and only then.",
    "Keep one entry in `io.success`, and use 204 exactly where the output is null.",
    wrong="io:\n  output: null\n  success: { DONE: { status: 200 } }\n",
    right="io:\n  output: null\n  success: { DONE: { status: 204 } }\n",
)
NO_SUCH_PART = Code(
    "CG227",
    "an example of what the operation does not have",
    "The operation takes no input, or gives no output, so there is no model that the "
    "example's value could be checked against.",
    "Leave `input` or `output` out of the example, or write `null`.",
    wrong="io: { input: null, output: Job }\nacceptance:\n  examples:\n"
    "    - { key: any, input: { id: a } }\n",
    right="io: { input: null, output: Job }\nacceptance:\n  examples:\n"
    "    - { key: any, output: { id: a } }\n",
)


def start(part: Part, doc: OperationDoc, found: list[Diagnostic]) -> Emitter | None:
    """Return the operation with its meta, before anything is linked."""
    parts = [(doc.meta.carried, doc.meta.place), (doc.carried, doc.place)]
    if doc.side_effects:
        parts.append((doc.side_effects.carried, doc.side_effects.place))
    carried = gathered(parts, found)
    said = meta(doc.meta, part.document.file.defaults, carried, found)
    return Emitter(part.package, doc, said) if said else None


class Operations:
    """Turns operations into IR, with models and events linked."""

    def __init__(
        self,
        linker: Linker,
        events: Events,
        values: tuple[ValueReader, ValueReader],
        found: list[Diagnostic],
    ) -> None:
        """`values` reads the inputs and the outputs of examples."""
        self._linker, self._events, self._found = linker, events, found
        self._inputs, self._outputs = values

    def operation(self, kind: str, emitter: Emitter) -> Operation | None:
        """Return the operation; None, and why, if a part of it is broken."""
        before = len(self._found)
        doc, io = emitter.doc, emitter.doc.io
        input_ = self._model(emitter.package, io.input)
        output = self._model(emitter.package, io.output)
        emits = self._events.emissions(emitter)
        success = self._success(io)
        examples = self._examples(doc.acceptance, (input_, output), io)
        broken = any(isinstance(entry.value, Broken) for entry in io.errors)
        if emits is None or success is None or broken or len(self._found) > before:
            return None
        return Operation(
            cast(Literal["command", "query"], kind),
            emitter.package,
            emitter.meta,
            input_,
            output,
            success,
            _errors(io),
            _policy(doc.policy),
            tuple(emits),
            _transport(doc.transport),
            Acceptance(_scenarios(doc.acceptance), examples),
            names(doc.names),
            Origin(doc.meta.key.span, doc.place),
        )

    def _model(self, package: str, use: ModelUse | None) -> Symbol | None:
        return self._linker.model(package, use) if use else None

    def _success(self, io: IoDoc) -> Success | None:
        if len(io.success) > 1:
            message = "an operation has one success"
            report = WRONG_SUCCESS.at(io.success[1].name.span, message)
            self._found.append(report.also(io.success[0].name.span, "the first one"))
            return None
        if not io.success:
            return (
                Success("OK", 200, "") if io.output else Success("NO_CONTENT", 204, "")
            )
        entry = io.success[0]
        if isinstance(entry.value, Broken):
            return None
        status = entry.value.status
        if (status == 204) == (io.output is not None):
            wants = "204 carries no content" if status == 204 else f"{status} needs one"
            message = f"the output and the success disagree: {wants}"
            help_ = (
                "write `output: null`, or another status: 200, 201, 202"
                if status == 204
                else "write 204, or name the model of the output"
            )
            span = entry.value.place.value_span("status")
            report = WRONG_SUCCESS.at(span, message, help=help_)
            self._found.append(report.also(io.place.value_span("output"), "the output"))
            return None
        return Success(entry.name.text, status, prose(entry.value.description))

    def _examples(
        self,
        doc: AcceptanceDoc | None,
        models: tuple[Symbol | None, Symbol | None],
        io: IoDoc,
    ) -> tuple[Example, ...]:
        examples: list[Example] = []
        for item in doc.examples if doc else ():
            if isinstance(item, ExampleDoc):
                uses = (io.input, io.output)
                nodes = (item.input, item.output)
                readers = (self._inputs, self._outputs)
                given = [
                    self._value(reader, name, (use, symbol), node)
                    for reader, name, use, symbol, node in zip(
                        readers, ("input", "output"), uses, models, nodes, strict=True
                    )
                ]
                text = prose(item.description)
                examples.append(Example(item.key.text, text, given[0], given[1]))
        return tuple(examples)

    def _value(
        self,
        reader: ValueReader,
        name: str,
        target: tuple[ModelUse | None, Symbol | None],
        node: Node | None,
    ) -> Constant | None:
        use, symbol = target
        if node is None:
            return None
        if use is None:
            if not (isinstance(node, Scalar) and node.is_null):
                message = f"the operation has no {name}"
                help_ = f"leave `{name}` out of the example"
                self._found.append(NO_SUCH_PART.at(spot(node), message, help=help_))
            return None
        return reader.instance(symbol, node, name) if symbol else None


def _errors(io: IoDoc) -> tuple[Error, ...]:
    return tuple(
        _error(entry.name, entry.value)
        for entry in io.errors
        if not isinstance(entry.value, Broken)
    )


def _error(name: Scalar, doc: ErrorDoc) -> Error:
    return Error(
        name.text,
        prose(doc.description),
        doc.http,
        doc.gql_code or name.text,
        prose(doc.when),
        names(doc.names),
        Origin(name.span, doc.place),
    )


def _policy(doc: PolicyDoc) -> Policy:
    limit = doc.rate_limit
    return Policy(
        cast(Literal["anonymous", "user", "admin"], doc.auth),
        doc.roles,
        doc.permissions,
        RateLimit(limit.rpm, cast(Literal["user", "org", "global"], limit.key))
        if limit
        else None,
        doc.idempotent,
        doc.escalate,
        {key: frozen(value) for key, value in sorted(doc.carried.items())},
    )


def _transport(doc: TransportDoc | None) -> Transport:
    if doc is None:
        return Transport()
    method = cast(Method | None, doc.rest.method if doc.rest else None)
    path = doc.rest.path if doc.rest else None
    field = doc.gql.field if doc.gql else None
    return Transport(method, path, field, doc.mcp.tool_name if doc.mcp else None)


def _scenarios(doc: AcceptanceDoc | None) -> tuple[Scenario, ...]:
    return tuple(
        Scenario(
            item.key.text, _steps(item.given), _steps(item.when), _steps(item.then)
        )
        for item in (doc.scenarios if doc else ())
        if not isinstance(item, Broken)
    )


def _steps(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(prose, texts))


CODES = (WRONG_SUCCESS, NO_SUCH_PART)
