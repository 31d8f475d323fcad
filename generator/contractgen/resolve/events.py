"""Events: declared ones, those that emissions describe inline, and links to them.

One event per key and major, wherever it is described: two shapes, or two versions in
one major, are errors that show both places.
"""

from collections.abc import Iterable
from collections.abc import Sequence as Items

from msgspec import Struct, field

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents import Broken
from contractgen.documents.surface import (
    EmissionDoc,
    EmissionRefDoc,
    EventDoc,
    InlineEmissionDoc,
    OperationDoc,
)
from contractgen.ir import (
    Emission,
    EnumType,
    Event,
    EventId,
    Field,
    Meta,
    Model,
    ModelType,
    Names,
    Origin,
    ScalarType,
    Symbol,
)
from contractgen.nodes import Sequence
from contractgen.resolve.definitions import Definitions, names
from contractgen.resolve.linking import Linker
from contractgen.resolve.metadata import gathered, meta, version
from contractgen.resolve.prose import prose
from contractgen.resolve.scope import Part
from contractgen.suggest import listed, shown, suggesting

SAME_KEY = Code(
    "CG209",
    "two of one key and major version",
    "An operation or event is known by its key and major version, on every surface "
    "and in every package; there is one version of it per major.",
    "Rename one, or raise its major version.",
    wrong="- meta: { key: job.done, version: 1.0.0 }\n- meta: { key: job.done, "
    "version: 1.1.0 }\n",
    right="- meta: { key: job.done, version: 1.1.0 }\n- meta: { key: job.done, "
    "version: 2.0.0 }\n",
)
UNKNOWN_EVENT = Code(
    "CG210",
    "a reference to an event that is not declared",
    "`ref` names an event of some package's `events`, with the version it has there.",
    "Declare the event, correct the key or version, or describe the event inline "
    "with `key` and `payload`.",
    wrong="emits:\n  - { ref: job.canceled, version: 1.0.0, when: Job is stopped }\n",
    right="emits:\n  - { ref: job.cancelled, version: 1.0.0, when: Job is stopped }\n",
)
TWO_SHAPES = Code(
    "CG211",
    "two shapes for one event",
    "Whoever reads an event knows it by key and version alone, so every description "
    "of it must have the same fields, types, presence and constraints.",
    "Declare the event once and refer to it with `ref`, or give one another key.",
    wrong="- { key: job.done, version: 1.0.0, payload: JobDone, when: … }\n"
    "- { key: job.done, version: 1.0.0, payload: OtherModel, when: … }\n",
    right="- { ref: job.done, version: 1.0.0, when: … }\n",
)
TWO_VERSIONS = Code(
    "CG212",
    "two versions of one event in one major",
    "There is one version per event and major: its schema file and its channel carry "
    "the major alone.",
    "Use the same version in both places, or raise the major of one.",
    wrong="- { key: job.done, version: 1.0.0 }\n- { key: job.done, version: 1.2.0 }\n",
    right="- { key: job.done, version: 1.2.0 }\n- { key: job.done, version: 1.2.0 }\n",
)
NOT_A_PII_FIELD = Code(
    "CG214",
    "pii names no field of the payload",
    "`pii` lists the payload's fields that identify a person; a misspelt one would "
    "leave the real field unmarked.",
    "Write the name of a field of the payload.",
    wrong="pii: [jobID]           # the payload has jobId\n",
    right="pii: [jobId]\n",
)


class _Known(Struct, eq=False):
    """One event that is described somewhere; `event` is None if that was broken."""

    origin: Origin
    version: str
    event: Event | None
    declared: bool


class Emitter(Struct, eq=False):
    """An operation that emits: its package, what it says, and its own meta."""

    package: str
    doc: OperationDoc
    meta: Meta

    def emissions(self) -> Items[EmissionDoc | Broken]:
        """Return what it emits, as written."""
        return self.doc.side_effects.emits if self.doc.side_effects else ()


class Events(Struct, eq=False):
    """All events by key and major. Declare first, then link emissions."""

    definitions: Definitions
    linker: Linker
    found: list[Diagnostic]
    _known: dict[EventId, _Known] = field(default_factory=dict[EventId, _Known])

    def all(self) -> list[Event]:
        """Return every event that is whole."""
        return [known.event for known in self._known.values() if known.event]

    def declare(self, part: Part) -> None:
        """Take in the declared events of one file."""
        for doc in part.events():
            origin = Origin(doc.meta.key.span, doc.place)
            key, number = doc.meta.key.text, version(doc.meta.version)
            known = self._known.get((key, number.major))
            if known:
                self.found.append(same_key("event", key, origin, known.origin))
                continue
            event = self._declared(part, doc, origin)
            known = _Known(origin, doc.meta.version, event, True)
            self._known[key, number.major] = known

    def describe(self, emitters: Iterable[Emitter]) -> None:
        """Take in the events that emissions describe, the first of each key and major.

        The emitters come sorted: the first one's package owns an undeclared event.
        """
        for emitter in emitters:
            for doc in emitter.emissions():
                if isinstance(doc, InlineEmissionDoc):
                    self._describe(emitter, doc)

    def emissions(self, emitter: Emitter) -> list[Emission] | None:
        """Return the links of one operation; None if any is broken."""
        links: dict[EventId, Emission] = {}
        whole = True
        for doc in emitter.emissions():
            if isinstance(doc, Broken):
                whole = False
                continue
            origin = Origin(doc.key.span, doc.place)
            event = doc.key.text, version(doc.version).major
            if event in links:
                first = links[event].origin
                self.found.append(same_key("emission", doc.key.text, origin, first))
            elif self._linked(doc, event, origin):
                links[event] = Emission(event, prose(doc.when), origin)
                continue
            whole = False
        return list(links.values()) if whole else None

    def _declared(self, part: Part, doc: EventDoc, origin: Origin) -> Event | None:
        parts = (doc.meta.carried, doc.meta.place), (doc.carried, doc.place)
        carried = gathered(parts, self.found)
        said = meta(doc.meta, part.document.file.defaults, carried, self.found)
        payload = self.linker.model(part.package, doc.payload)
        if payload is not None:
            self._check_pii(doc, payload)
        if said is None or payload is None:
            return None
        overrides = names(doc.names)
        return Event(part.package, said, payload, doc.pii, True, overrides, origin)

    def _check_pii(self, doc: EventDoc, payload: Symbol) -> None:
        if payload in self.definitions.opaque:
            return
        model = self.definitions.models[payload]
        fields = [member.name for member in model.fields]
        for index, name in enumerate(doc.pii):
            if name not in fields:
                said = doc.place.get("pii")
                item = said.items[index] if isinstance(said, Sequence) else doc.place
                message = f"{payload.name} has no field {shown(name)}"
                help_ = f"its fields are {listed(fields)}" if fields else None
                refused = NOT_A_PII_FIELD.at(item.span, message, help=help_)
                self.found.append(suggesting(refused, name, fields, self.found))

    def _describe(self, emitter: Emitter, doc: InlineEmissionDoc) -> None:
        payload = self.linker.model(emitter.package, doc.payload)
        key, number = doc.key.text, version(doc.version)
        known = self._known.get((key, number.major))
        origin = Origin(doc.key.span, doc.place)
        if known is None:
            event = _undeclared(emitter, doc, payload, origin) if payload else None
            known = _Known(origin, doc.version, event, False)
            self._known[key, number.major] = known
        elif known.version == doc.version and payload and known.event:
            difference = _difference(self.definitions, payload, known.event.payload)
            if difference:
                message = f"{shown(key)} {doc.version} has two shapes: {difference}"
                report = TWO_SHAPES.at(origin.span, message)
                self.found.append(report.also(known.origin.span, "the other shape"))

    def _linked(self, doc: EmissionDoc, event: EventId, origin: Origin) -> bool:
        known = self._known.get(event)
        by_reference = isinstance(doc, EmissionRefDoc)
        if known is None or (by_reference and not known.declared):
            self.found.append(self._unknown(doc, origin, known))
            return False
        if known.version != doc.version:
            span = doc.place.value_span("version")
            said = f"{known.version} in one place, here {doc.version}"
            message = f"{shown(doc.key.text)} is {said}"
            report = TWO_VERSIONS.at(span, message)
            self.found.append(report.also(known.origin.span, "the other version"))
            return False
        return known.event is not None

    def _unknown(
        self, doc: EmissionDoc, origin: Origin, known: _Known | None
    ) -> Diagnostic:
        message = f"no event {shown(doc.key.text)} is declared"
        if known:
            help_ = (
                "declare it under `events`; it is only described where it is emitted"
            )
            report = UNKNOWN_EVENT.at(origin.span, message, help=help_)
            return report.also(known.origin.span, "described here")
        majors = [major for key, major in self._known if key == doc.key.text]
        if majors:
            span = doc.place.value_span("version")
            had = self._known[doc.key.text, majors[0]].version
            message = f"{shown(doc.key.text)} has no version {doc.version}"
            return UNKNOWN_EVENT.at(span, message, help=f"it is declared as {had}")
        keys = [key for (key, _), each in self._known.items() if each.declared]
        help_ = "declare it under `events`, or give `key` and `payload` here"
        report = UNKNOWN_EVENT.at(origin.span, message, help=help_)
        return suggesting(report, doc.key.text, keys, self.found)


def same_key(what: str, key: str, here: Origin, there: Origin) -> Diagnostic:
    """Return that an operation, event or emission stands there already."""
    message = f"another {what} has the key {shown(key)} and this major version"
    help_ = "a change that breaks callers is the next major version"
    if what == "emission":
        help_ = "say once when it is emitted"
    return SAME_KEY.at(here.span, message, help=help_).also(there.span, "the first one")


def _undeclared(
    emitter: Emitter, doc: InlineEmissionDoc, payload: Symbol, origin: Origin
) -> Event:
    own = emitter.meta
    said = Meta(
        doc.key.text,
        version(doc.version),
        prose(doc.when),
        own.stability,
        own.owners,
        own.tags,
        "",
        "",
        {},
    )
    return Event(emitter.package, said, payload, (), False, Names(), origin)


def _difference(definitions: Definitions, one: Symbol, other: Symbol) -> str | None:
    """Return how two payloads differ in shape, in a few words; None if they do not."""
    compared: set[tuple[Symbol, Symbol]] = set()
    waiting = [(one, other)]
    while waiting:
        pair = waiting.pop()
        left, right = pair
        if left == right or pair in compared or definitions.opaque & set(pair):
            continue
        compared.add(pair)
        difference = _fields_differ(
            definitions.models[left], definitions.models[right], waiting, definitions
        )
        if difference:
            return difference
    return None


def _fields_differ(
    left: Model,
    right: Model,
    nested: list[tuple[Symbol, Symbol]],
    definitions: Definitions,
) -> str | None:
    ours = {member.name: member for member in left.fields}
    theirs = {member.name: member for member in right.fields}
    for name in sorted(ours.keys() ^ theirs.keys()):
        model = right if name not in ours else left
        return f"only {model.symbol.name} has {shown(name)}"
    for name, member in ours.items():
        if not _alike(member, theirs[name], nested, definitions):
            return f"{shown(name)} differs between {left.symbol} and {right.symbol}"
    return None


def _alike(
    one: Field,
    other: Field,
    nested: list[tuple[Symbol, Symbol]],
    definitions: Definitions,
) -> bool:
    presence = ("array", "optional", "nullable", "default", "limits")
    if any(getattr(one, key) != getattr(other, key) for key in presence):
        return False
    match one.type, other.type:
        case ModelType(left), ModelType(right):
            nested.append((left, right))
            return True
        case EnumType(left), EnumType(right):
            if definitions.opaque & {left, right}:
                return True
            enums = definitions.enums
            values = [{v.value for v in enums[each].values} for each in (left, right)]
            return values[0] == values[1]
        case ScalarType(left_row), ScalarType(right_row):
            return left_row.name == right_row.name
        case _:
            return False


CODES = (SAME_KEY, UNKNOWN_EVENT, TWO_SHAPES, TWO_VERSIONS, NOT_A_PII_FIELD)
