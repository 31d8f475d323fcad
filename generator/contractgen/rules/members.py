"""Members of models and enums that become one name, or none."""

from collections.abc import Iterator

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Enum, EnumValue, Field
from contractgen.rules.subject import Rule, Subject
from contractgen.suggest import shown

SAME_ATTRIBUTE = Code(
    "CG234",
    "two fields become one attribute",
    "Python attributes are the fields' names in snake_case, so `jobId` and `job_id` "
    "are both `job_id`.",
    "Rename one of the fields, or give one its own attribute under `names:`.",
    wrong="Job: { fields: { jobId: ID, job_id: ID } }\n",
    right="Job: { fields: { jobId: ID, previousJobId: ID } }\n",
)
SAME_MEMBER = Code(
    "CG235",
    "two enum values become one member",
    "Values are any text, members are names: what is no letter or digit becomes `_`, "
    "and Python writes members in capitals. `a b` and `a-b` are both `a_b` in GraphQL "
    "and `A_B` in Python.",
    "Give one of the values a `name`; the value on the wire stays as it is.",
    wrong="Kind: { values: [a b, a-b] }\n",
    right="Kind: { values: [a b, { value: a-b, name: A_DASH_B }] }\n",
)
NO_MEMBER = Code(
    "CG236",
    "an enum value that makes no name",
    "Members are named after the ASCII letters and digits of their values. This value "
    "has none.",
    "Give the value a `name`; the value on the wire stays as it is.",
    wrong="Level: { values: ['', 日本] }\n",
    right="Level:\n"
    "  values: [{ value: '', name: NONE }, { value: 日本, name: JAPAN }]\n",
)


def _attributes(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.emits("python"):
        return
    for symbol, model in subject.contracts.models.items():
        names = subject.names.fields[symbol]
        if len(set(names.values())) == len(names):
            continue
        taken: dict[str, Field] = {}
        for field in model.fields:
            first = taken.setdefault(names[field.name], field)
            if first is not field:
                yield _clash(first, field, names[field.name])


def _clash(first: Field, field: Field, name: str) -> Diagnostic:
    message = (
        f"fields `{field.name}` and `{first.name}` are both the Python attribute "
        f"`{name}`"
    )
    mend = "rename one of them, or give it `names: { python: … }`"
    found = SAME_ATTRIBUTE.at(field.origin.span, message, help=mend)
    return found.also(first.origin.span, f"`{first.name}` is here")


def _members(subject: Subject) -> Iterator[Diagnostic]:
    for enum in subject.contracts.enums.values():
        clashes: dict[tuple[str, str], list[str]] = {}
        for surface, names in _surfaces(subject, enum):
            taken: dict[str, str] = {}
            for value, name in names.items():
                first = taken.setdefault(name, value)
                if first != value and name:
                    clashes.setdefault((first, value), []).append(f"{surface} `{name}`")
        values = {item.value: item for item in enum.values}
        for (first, value), shared in clashes.items():
            yield _one_member(values[first], values[value], " and ".join(shared))


def _one_member(first: EnumValue, item: EnumValue, names: str) -> Diagnostic:
    values = f"{shown(item.value)} and {shown(first.value)}"
    message = f"values {values} become one member: {names}"
    mend = "give one of them a `name`: `{ value: …, name: … }`"
    found = SAME_MEMBER.at(item.origin.span, message, help=mend)
    return found.also(first.origin.span, "the other value is here")


def _nameless(subject: Subject) -> Iterator[Diagnostic]:
    for enum in subject.contracts.enums.values():
        surfaces = _surfaces(subject, enum)
        for item in enum.values:
            bad = [surface for surface, names in surfaces if not names[item.value]]
            if bad:
                message = f"{shown(item.value)} makes no name in {' and '.join(bad)}"
                mend = "give it one: `{ value: …, name: … }`"
                yield NO_MEMBER.at(item.origin.span, message, help=mend)


def _surfaces(subject: Subject, enum: Enum) -> list[tuple[str, dict[str, str]]]:
    names = subject.names.enums[enum.symbol]
    surfaces: list[tuple[str, dict[str, str]]] = []
    if subject.emits("graphql"):
        surfaces.append(("GraphQL", dict(names.graphql_members)))
    if subject.emits("python"):
        surfaces.append(("Python", dict(names.python_members)))
    return surfaces


RULES = (
    Rule(SAME_ATTRIBUTE, _attributes),
    Rule(SAME_MEMBER, _members),
    Rule(NO_MEMBER, _nameless),
)
