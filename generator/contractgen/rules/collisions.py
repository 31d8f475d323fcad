"""Definitions that become one name: any two, and majors 0 and 1 of one thing.

What is claimed where is in `namespaces`; routes have rules of their own (`routes`).
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Enum, Event, Model, Operation, Symbol
from contractgen.rules.namespaces import NAMESPACES, Claim, Namespace
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import Definition, described, place

COLLISION = Code(
    "CG230",
    "two definitions become one name",
    "Names are derived from keys and model names by the conventions of each surface: "
    "`a.b_c` and `a_b.c` are both `a_b_c_v1` in GraphQL, `jobs.getURL` and "
    "`jobs.getUrl` are both the method `get_url`. Names that become files also clash "
    "if they differ in case alone, because some file systems see one file. Nothing is "
    "ever numbered to tell them apart: adding one thing would rename another.",
    "Rename one of the two, or give one its own name on that surface under `names:`. "
    'Types of different packages are told apart by `prefix = "package"` under '
    "`[names]` in the configuration.",
    wrong="models:\n"
    "  Job: { fields: { id: ID } }\n"
    "enums:\n"
    "  JobKind: { values: [a], names: { graphql: Job } }\n",
    right="models:\n"
    "  Job: { fields: { id: ID } }\n"
    "enums:\n"
    "  JobKind: { values: [a] }\n",
)
EARLY_MAJORS = Code(
    "CG231",
    "majors 0 and 1 side by side",
    "Majors 0 and 1 have no suffix in Python, so that going from 0.9 to 1.0 renames "
    "nothing. Both at once would be one method or one event class.",
    "Remove the version 0, or publish the newer one as 2.0.0.",
    wrong="- meta: { key: jobs.cancel, version: 0.9.0 }\n"
    "- meta: { key: jobs.cancel, version: 1.0.0 }\n",
    right="- meta: { key: jobs.cancel, version: 1.0.0 }\n"
    "- meta: { key: jobs.cancel, version: 2.0.0 }\n",
)


class _Clash(Struct, eq=False):
    """Two definitions and the names they share."""

    later: Definition
    first: Definition
    shared: list[tuple[Namespace, str]] = field(
        default_factory=list[tuple[Namespace, str]]
    )

    def diagnostic(self, subject: Subject) -> Diagnostic:
        names = ", ".join(f"{space.surface} `{name}`" for space, name in self.shared)
        message = (
            f"{described(self.later)} and {described(self.first)} become one name: "
            f"{names}"
        )
        found = COLLISION.at(place(self.later), message, help=self._help(subject))
        return found.also(place(self.first), f"{described(self.first)} is here")

    def _help(self, subject: Subject) -> str:
        mends = dict.fromkeys(space.mend for space, _ in self.shared)
        said = " and ".join(f"`{mend}`" if ":" in mend else mend for mend in mends)
        flat = any(space.flat for space, _ in self.shared)
        if flat and subject.config.names.prefix == "none":
            return f'give one {said}, or set `prefix = "package"` under `[names]`'
        return f"give one of them {said}, or rename it"


def _collisions(subject: Subject) -> Iterator[Diagnostic]:
    clashes: dict[tuple[int, int], _Clash] = {}
    for space in NAMESPACES:
        if not subject.emits(*space.emitters):
            continue
        for name, later, first in _pairs(space.claims(subject), folds=space.folds):
            if not (_early_majors(first, later) or _input_clash(subject, first, later)):
                both = id(later), id(first)
                clash = clashes.setdefault(both, _Clash(later, first))
                clash.shared.append((space, name))
    return (clash.diagnostic(subject) for clash in clashes.values())


def _pairs(
    claims: Iterable[Claim], *, folds: bool
) -> Iterator[tuple[str, Definition, Definition]]:
    """Yield every claim that comes too late, with the definition that has the name."""
    taken: dict[tuple[str, str], Definition] = {}
    for scope, name, definition in claims:
        key = (scope, name.lower() if folds else name)
        first = taken.setdefault(key, definition)
        if first is not definition:
            yield name, definition, first


def _early_majors(one: Definition, other: Definition) -> bool:
    """Whether the two are versions 0 and 1 of one thing, which has its own code."""
    if not isinstance(one, Operation | Event) or type(one) is not type(other):
        return False
    if not isinstance(other, Operation | Event) or one.meta.key != other.meta.key:
        return False
    return {one.meta.version.major, other.meta.version.major} == {0, 1}


def _input_clash(subject: Subject, one: Definition, other: Definition) -> bool:
    """Whether one is a model and the other is called as its input shape (CG245)."""
    if not isinstance(one, Model | Enum) or not isinstance(other, Model | Enum):
        return False
    return any(
        first.symbol in subject.shapes.inputs.models
        and second.symbol == Symbol(first.symbol.package, f"{first.symbol.name}Input")
        for first, second in ((one, other), (other, one))
    )


def _majors(subject: Subject) -> Iterator[Diagnostic]:
    definitions: list[Operation | Event] = [
        *subject.operations,
        *subject.contracts.events.values(),
    ]
    early = {
        (type(one), one.meta.key): one
        for one in definitions
        if one.meta.version.major == 0
    }
    for later in definitions:
        first = early.get((type(later), later.meta.key))
        if first is not None and later.meta.version.major == 1:
            message = f"{described(later)} stands beside {described(first)}"
            mend = "remove the version 0, or publish the newer one as 2.0.0"
            yield EARLY_MAJORS.at(place(later), message, help=mend).also(
                place(first), "major 0 is here"
            )


RULES = (Rule(COLLISION, _collisions), Rule(EARLY_MAJORS, _majors))
