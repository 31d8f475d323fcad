"""Values that stand in contracts, read by their type and checked against it.

A plain `7` is text for a String and a number for an Int; what is quoted is always
text. Checks are those of the wire: type, pattern, calendar, constraints, presence,
unknown fields. Places point into the value. A type with broken parts is not checked.
"""

from collections.abc import Mapping, Set
from typing import TypeAlias, assert_never

from msgspec import Struct, field

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents.kinds import Broken, Carried, described, spot
from contractgen.ir import (
    Constant,
    Enum,
    EnumType,
    Field,
    Json,
    Limits,
    Model,
    ModelType,
    ScalarType,
    Symbol,
    Type,
)
from contractgen.nodes import Mapping as MappingNode
from contractgen.nodes import Node, Scalar, Sequence, Style
from contractgen.resolve.limits import Problem, breach, read_scalar, written
from contractgen.resolve.metadata import frozen
from contractgen.scalars import Kind
from contractgen.suggest import listed, shown, suggesting

WRONG_TYPE = Code(
    "CG220",
    "a value of the wrong type",
    "Defaults and examples are checked against the type of what they stand for, as "
    'strictly as a server checks a request: `"1"` is no number, `1` no boolean.',
    "Write a value of the type. Quotes make text; numbers and booleans have none.",
    wrong='count: { type: Int, default: "3" }\n',
    right="count: { type: Int, default: 3 }\n",
)
OUT_OF_LIMITS = Code(
    "CG221",
    "a value outside its limits",
    "Defaults and examples must keep to the field's own constraints and to the range "
    "of its scalar, else the generated code would refuse its own documentation.",
    "Change the value or the constraint.",
    wrong="count: { type: Int, max: 5, default: 7 }\n",
    right="count: { type: Int, max: 5, default: 5 }\n",
)
WRONG_SHAPE = Code(
    "CG222",
    "text of the wrong shape",
    "Scalars such as Date, UUID or EmailAddress are text of a fixed shape, and a "
    "`pattern` gives a field its own; dates must also be in the calendar.",
    "Write the text in the shape the message names.",
    wrong="due: { type: Date, example: 2030-02-30 }\n",
    right="due: { type: Date, example: 2030-02-28 }\n",
)
NOT_A_MEMBER = Code(
    "CG223",
    "not a value of the enum",
    "An enum is a closed set, and this text is not in it.",
    "Write one of the enum's values, or add the value to the enum.",
    wrong="status: { type: JobStatus, default: runing }\n",
    right="status: { type: JobStatus, default: running }\n",
)
UNKNOWN_FIELD = Code(
    "CG224",
    "a value with an unknown field",
    "Inputs with unknown fields are refused, so an example may not have any.",
    "Correct the field's name, or add the field to the model.",
    wrong="input: { jobID: a }    # the model has jobId\n",
    right="input: { jobId: a }\n",
)
MISSING_FIELD = Code(
    "CG225",
    "a value without a required field",
    "A field that is neither optional nor has a default must be there.",
    "Add the field.",
    wrong="input: {}              # the model requires jobId\n",
    right="input: { jobId: a }\n",
)
NULL_VALUE = Code(
    "CG226",
    "null where the type has none",
    "Only a field with `isNullable: true` takes null; items of arrays never do.",
    'Leave the value out, make the field nullable, or quote it if the text `"null"` '
    "is meant.",
    wrong="name: { type: String, default: null }\n",
    right="name: { type: String, isNullable: true, default: null }\n",
)


class _Unread:
    """What is returned for a value that is wrong, or of a type not to be relied on."""


_UNREAD = _Unread()
_Read: TypeAlias = "Json | _Unread"
_DATA = Carried()
_UNLIMITED = Limits()
_NO_NULL = "leave the field out if it is optional, or declare it `isNullable: true`"


class ValueReader(Struct, eq=False):
    """Reads values by type.

    Models and enums in `opaque` are not checked against. `complete` adds the defaults
    of fields that were left out, as a server does before it answers.
    """

    models: Mapping[Symbol, Model]
    enums: Mapping[Symbol, Enum]
    opaque: Set[Symbol]
    found: list[Diagnostic]
    complete: bool = False
    _members: dict[Symbol, Mapping[str, Field]] = field(
        default_factory=dict[Symbol, Mapping[str, Field]]
    )

    def follow(self, members: Mapping[Symbol, Mapping[str, Field]]) -> None:
        """Take the fields of these models from here: they may still change."""
        self._members.update(members)

    def constant(self, member: Field, node: Node) -> Constant | None:
        """Return a default or example of `member`, or None if it is wrong."""
        return _constant(self._field(member, node, ""))

    def instance(self, symbol: Symbol, node: Node, path: str) -> Constant | None:
        """Return a value of a model; `path` names it in messages."""
        return _constant(self._item(ModelType(symbol), _UNLIMITED, node, path))

    def _field(self, member: Field, node: Node, path: str) -> _Read:
        if isinstance(node, Scalar) and node.is_null and member.nullable:
            return None
        if not member.array:
            return self._item(member.type, member.limits, node, path)
        if not isinstance(node, Sequence):
            return self._wrong(node, path, "a list")
        limits, count = member.limits, len(node.items)
        least, most = limits.min_items or 0, limits.max_items
        if most is not None and least > most:
            return _UNREAD
        if count < least or (most is not None and count > most):
            bound = f"at least {least}" if count < least else f"at most {most}"
            message = f"expected {bound} items, found {count}"
            return self._refuse(OUT_OF_LIMITS, node, path, message)
        items = tuple(
            self._item(member.type, limits, item, f"{path}/{i}")
            for i, item in enumerate(node.items)
        )
        kept = tuple(item for item in items if not isinstance(item, _Unread))
        return kept if len(kept) == len(items) else _UNREAD

    def _item(self, type_: Type, limits: Limits, node: Node, path: str) -> _Read:
        if isinstance(node, Scalar):
            if node.is_null:
                message = "null is not a value of this type"
                return self._refuse(NULL_VALUE, node, path, message, _NO_NULL)
            if not node.text and node.style is Style.PLAIN:
                message = "nothing is not a value"
                return self._refuse(NULL_VALUE, node, path, message)
        match type_:
            case ScalarType():
                return self._scalar(type_, limits, node, path)
            case EnumType():
                return self._member(type_, node, path)
            case ModelType():
                return self._model(type_, node, path)
            case _:
                assert_never(type_)

    def _scalar(
        self, type_: ScalarType, limits: Limits, node: Node, path: str
    ) -> _Read:
        row = type_.row
        if row.kind is Kind.JSON:
            if row.schema["type"] == "object" and not isinstance(node, MappingNode):
                return self._wrong(node, path, "an object")
            data = _DATA.read(node, self.found)
            return _UNREAD if isinstance(data, Broken) else frozen(data)
        if not isinstance(node, Scalar):
            return self._wrong(node, path, written(row))
        value = read_scalar(row, node.text, node.style)
        if isinstance(value, Problem):
            return self._problem(value, node, path)
        problem = breach(value, row, limits)
        return self._problem(problem, node, path) if problem else value

    def _problem(self, problem: Problem, node: Scalar, path: str) -> _Unread:
        code = {"type": WRONG_TYPE, "limit": OUT_OF_LIMITS, "shape": WRONG_SHAPE}
        message = problem.message
        if problem.kind == "type":
            message = f"{message}, found {described(node)}"
        return self._refuse(code[problem.kind], node, path, message, problem.help)

    def _member(self, type_: EnumType, node: Node, path: str) -> _Read:
        if not isinstance(node, Scalar) or node.style is Style.VALUE:
            return self._wrong(node, path, f"a value of {type_.symbol.name}")
        if type_.symbol in self.opaque:
            return _UNREAD
        values = [each.value for each in self.enums[type_.symbol].values]
        if node.text in values:
            return node.text
        message = f"{shown(node.text)} is not a value of {type_.symbol.name}"
        help_ = f"its values are {listed(values)}"
        refused = NOT_A_MEMBER.at(node.span, _at(path, message), help=help_)
        self.found.append(suggesting(refused, node.text, values, self.found))
        return _UNREAD

    def _model(self, type_: ModelType, node: Node, path: str) -> _Read:
        symbol = type_.symbol
        if not isinstance(node, MappingNode):
            return self._wrong(node, path, f"an object of {symbol.name}")
        if symbol in self.opaque:
            return _UNREAD
        members = self._fields_of(symbol)
        values: dict[str, Json] = {}
        before = len(self.found)
        whole = self._no_strangers(members, node, path)
        for name, member in members.items():
            inner = node.get(name)
            if inner is None:
                if member.default is not None and self.complete:
                    values[name] = member.default.value
                continue
            value = self._field(member, inner, f"{path}/{name}")
            if isinstance(value, _Unread):
                whole = False
            else:
                values[name] = value
        return values if whole and len(self.found) == before else _UNREAD

    def _no_strangers(
        self, members: Mapping[str, Field], node: MappingNode, path: str
    ) -> bool:
        """Report unknown fields, and missing ones that no unknown one misspells."""
        strangers = [name for name in node.entries if name not in members]
        missing = [
            name
            for name, member in members.items()
            if member.required and name not in node.entries
        ]
        unsaid = [known for known in members if known not in node.entries]
        for name in strangers:
            message = _at(path, f"unknown field {shown(name)}")
            refused = UNKNOWN_FIELD.at(node.key_span(name), message)
            helped = suggesting(refused, name, unsaid, self.found)
            self.found.append(helped)
            if helped is not refused:
                missing = [one for one in missing if f"`{one}`" not in str(helped.help)]
        for name in missing:
            message = f"required field {shown(name)} is missing"
            self._refuse(MISSING_FIELD, node, path, message)
        return not strangers and not missing

    def _fields_of(self, symbol: Symbol) -> Mapping[str, Field]:
        members = self._members.get(symbol)
        if members is None:
            members = {member.name: member for member in self.models[symbol].fields}
            self._members[symbol] = members
        return members

    def _wrong(self, node: Node, path: str, expected: str) -> _Unread:
        message = f"expected {expected}, found {described(node)}"
        return self._refuse(WRONG_TYPE, node, path, message)

    def _refuse(
        self, code: Code, node: Node, path: str, message: str, help_: str = ""
    ) -> _Unread:
        self.found.append(code.at(spot(node), _at(path, message), help=help_ or None))
        return _UNREAD


def _at(path: str, message: str) -> str:
    return f"`{path}`: {message}" if path else message


def _constant(value: _Read) -> Constant | None:
    return None if isinstance(value, _Unread) else Constant(value)


CODES = (
    WRONG_TYPE,
    OUT_OF_LIMITS,
    WRONG_SHAPE,
    NOT_A_MEMBER,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    NULL_VALUE,
)
