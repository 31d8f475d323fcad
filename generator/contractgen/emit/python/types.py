"""The type and the default of a field, as Python writes them.

    name: TYPE                                    required
    name: TYPE | None                             nullable
    name: Annotated[TYPE | None, NotNull] = None  optional
    name: TYPE = VALUE                            with a default

`Field(…)` holds the alias and the constraints, the mark of presence comes last.
Constraints that a scalar's own make idle are left out.
"""

from collections.abc import Iterator, Mapping

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
    also = call(module.use(".._scalars", "AlsoMatches"), [py_pattern(limits.pattern)])
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
    if not _is_mutable(field, value):
        return _one(field, value, module)
    module.use("pydantic", "Field")
    return call("Field", [keyword("default_factory", _factory(field, value, module))])


def _is_mutable(field: Field, value: Json) -> bool:
    return field.array or isinstance(value, tuple | Mapping)


def _factory(field: Field, value: Json, module: Module) -> Expression:
    """Return what makes a default anew."""
    if not field.array:
        if not value and isinstance(field.type, ScalarType):
            return _empty(value, module)
        return Prefix("lambda: ", _one(field, value, module))
    if not isinstance(value, tuple) or not value:
        return _empty_list(field.type, module)
    items = tuple(_one(field, item, module) for item in value)
    return Prefix("lambda: ", Group("[", items, "]"))


def _empty_list(kind: Type, module: Module) -> Expression:
    """Return the type of an empty list: a model's name is quoted, it may come later."""
    name = _name(kind, module)
    quoted = isinstance(kind, ModelType) and "." not in name
    return subscript("list", [py_string(name) if quoted else name])


def _one(field: Field, value: Json, module: Module) -> Expression:
    match field.type:
        case ScalarType(row):
            return _scalar(row, value, module)
        case EnumType() as kind:
            return _member(kind, str(value), module)
        case ModelType(symbol):
            read = module.use(".._models", "read")
            return call(read, [module.model(symbol), _data(value, module)])


def _member(kind: EnumType, value: str, module: Module) -> Expression:
    name = module.names.enums[kind.symbol].python_members[value]
    if name.startswith("_"):  # for type checkers it is the enum's own affair
        return call(module.type(kind), [py_string(value)])
    return py_name(f"{module.type(kind)}.{name}")


def _scalar(row: ScalarRow, value: Json, module: Module) -> Expression:
    if row.kind is Kind.STRUCTURED:
        codec = module.use(".._scalars", scalars.codec(row))
        return call(f"{codec}.read", [py_string(str(value))])
    if row.kind is Kind.NUMBER and isinstance(value, int):
        return py_value(float(value))
    return _data(value, module)


def _data(value: Json, module: Module) -> Expression:
    """Return JSON in Python; type checkers want to know the type of what is empty."""
    if isinstance(value, tuple | Mapping) and not value:
        return _empty(value, module, called="()")
    if isinstance(value, tuple):
        return Group("[", tuple(_data(item, module) for item in value), "]")
    if isinstance(value, Mapping):
        pairs = (
            Prefix(f"{py_string(key)}: ", _data(item, module))
            for key, item in value.items()
        )
        return Group("{", tuple(pairs), "}")
    return py_value(value)


def _empty(value: Json, module: Module, called: str = "") -> Expression:
    """Return the type of an empty array or object, or its call."""
    any_ = module.use("typing", "Any")
    if isinstance(value, tuple):
        return Group("list[", (any_,), f"]{called}", comma=False)
    return Group("dict[", (PyText("str"), any_), f"]{called}")
