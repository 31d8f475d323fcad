"""The type and the default of a field, as Python writes them.

    name: TYPE                                    required
    name: TYPE | None                             nullable
    name: Annotated[TYPE | None, NotNull] = None  optional
    name: TYPE = VALUE                            with a default

`Field(…)` holds the alias and the constraints, the mark of presence comes last.
Constraints that a scalar's own make idle are left out.
"""

from collections.abc import Iterator

from contractgen.emit.python import scalars
from contractgen.emit.python.module import Module
from contractgen.ir import EnumType, Field, Json, Limits, ModelType, ScalarType, Type
from contractgen.render.fragments import PyText
from contractgen.render.python import (
    Expression,
    Group,
    OrNone,
    Prefix,
    call,
    keyword,
    py_name,
    py_pattern,
    py_string,
    py_value,
    subscript,
)
from contractgen.scalars import Kind, ScalarRow

_UNLIMITED = Limits()
_NONE = PyText("None")


def annotation(field: Field, attribute: str, module: Module) -> Expression:
    """Return the annotation of `field`, whose attribute is called `attribute`."""
    absent = field.optional and field.default is None
    type_, constraints = _value(field, module)
    if absent or field.nullable:
        type_ = OrNone(type_)
    marks: list[Expression] = []
    if attribute != field.name:
        constraints.insert(0, keyword("alias", py_string(field.name)))
    if constraints:
        module.use("pydantic", "Field")
        marks.append(call("Field", constraints))
    if absent:
        mark = "Nullable" if field.nullable else "NotNull"
        marks.append(module.use(".._models", mark))
    return _annotated(type_, marks, module)


def _annotated(
    type_: Expression, marks: list[Expression], module: Module
) -> Expression:
    if not marks:
        return type_
    return subscript(module.use("typing", "Annotated"), [type_, *marks])


def _value(field: Field, module: Module) -> tuple[Expression, list[Expression]]:
    """Return the type without None, and the constraints that are yet to be said."""
    item, constraints = _item(field, module)
    if not field.array:
        return item, constraints
    if constraints:
        module.use("pydantic", "Field")
        item = _annotated(item, [call("Field", constraints)], module)
    sizes = list(_sizes(field.limits.min_items, field.limits.max_items))
    return subscript("list", [item]), sizes


def _item(field: Field, module: Module) -> tuple[Expression, list[Expression]]:
    kind, limits = field.type, field.limits
    name = _name(kind, module)
    if limits == _UNLIMITED or not isinstance(kind, ScalarType):
        return name, []
    constraints = list(_constraints(limits, kind.row))
    if limits.pattern is None:
        return name, constraints
    if "pattern" not in kind.row.schema:
        constraints.append(keyword("pattern", py_pattern(limits.pattern)))
        return name, constraints
    marks: list[Expression] = []
    if constraints:
        module.use("pydantic", "Field")
        marks.append(call("Field", constraints))
    also = call(module.use(".._scalars", "Pattern"), [py_pattern(limits.pattern)])
    return _annotated(name, [*marks, also], module), []


def _name(kind: Type, module: Module) -> PyText:
    if not isinstance(kind, ScalarType):
        return module.type(kind)
    plain = scalars.built_in(kind.row)
    return PyText(plain) if plain else module.use(".._scalars", scalars.alias(kind.row))


def _constraints(limits: Limits, row: ScalarRow) -> Iterator[Expression]:
    if limits.min is not None:
        yield keyword("ge", py_value(limits.min))
    if limits.max is not None:
        yield keyword("le", py_value(limits.max))
    least, most = row.schema.get("minLength", 0), row.schema.get("maxLength")
    shortest, longest = limits.min_length, limits.max_length
    if isinstance(least, int) and shortest is not None and shortest <= least:
        shortest = None
    if isinstance(most, int) and longest is not None and longest >= most:
        longest = None
    yield from _sizes(shortest, longest)


def _sizes(least: int | None, most: int | None) -> Iterator[Expression]:
    if least is not None:
        yield keyword("min_length", py_value(least))
    if most is not None:
        yield keyword("max_length", py_value(most))


def default(field: Field, module: Module) -> Expression | None:
    """Return the default of `field`, None if it has none."""
    if field.default is None:
        return _NONE if field.optional else None
    value = field.default.value
    if value is None:
        return _NONE
    made = _array(field, value, module) if field.array else _one(field, value, module)
    if isinstance(made, PyText) or _is_immutable(field):
        return made
    module.use("pydantic", "Field")
    factory = Prefix("lambda: ", made)
    return call("Field", [keyword("default_factory", factory)])


def _is_immutable(field: Field) -> bool:
    if field.array or not isinstance(field.type, ScalarType):
        return False
    return field.type.row.kind is not Kind.JSON


def _array(field: Field, value: Json, module: Module) -> Expression:
    if not isinstance(value, tuple) or not value:
        return Group("list[", (_name(field.type, module),), "]()", comma=False)
    return Group("[", tuple(_one(field, item, module) for item in value), "]")


def _one(field: Field, value: Json, module: Module) -> Expression:
    match field.type:
        case ScalarType(row):
            return _scalar(row, value, module)
        case EnumType(symbol) as kind:
            member = module.names.enums[symbol].python_members[str(value)]
            return py_name(f"{module.type(kind)}.{member}")
        case ModelType(symbol):
            read = module.use(".._models", "read")
            return call(read, [module.model(symbol), py_value(value)])


def _scalar(row: ScalarRow, value: Json, module: Module) -> Expression:
    if row.kind is Kind.STRUCTURED:
        codec = module.use(".._scalars", scalars.codec(row))
        return call(f"{codec}.read", [py_string(str(value))])
    if row.kind is Kind.NUMBER and isinstance(value, int):
        return py_value(float(value))
    return py_value(value)
