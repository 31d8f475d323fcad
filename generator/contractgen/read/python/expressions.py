"""Expressions of a contract module to values; nothing is run.

Recursion follows the nesting of the source, which is held to the depth limit, so it
cannot exhaust the stack.
"""

import ast
from collections.abc import Iterable

from contractgen import dsl
from contractgen.nodes import Scalar, Style
from contractgen.read.python.calls import Call, call
from contractgen.read.python.codes import (
    ARGUMENTS,
    NOT_DATA,
    TOO_MUCH,
    UNKNOWN_NAME,
    UNKNOWN_SCALAR,
    WRONG_VALUE,
)
from contractgen.read.python.imports import Importer, of_dsl
from contractgen.read.python.literals import Literals
from contractgen.read.python.modules import Module
from contractgen.read.python.values import (
    Data,
    Folder,
    Function,
    Items,
    Pairs,
    Reference,
    Refused,
    ScalarMethod,
    Thing,
    Value,
)
from contractgen.read.text import (
    DUPLICATE_KEY,
    MAX_DEPTH,
    TOO_DEEP,
)
from contractgen.suggest import closest

MAX_VALUES = 250_000
_MAX_JOINED = 4 * MAX_VALUES
_SCALARS = [name for name in vars(dsl.ScalarTypeEnum) if not name.startswith("_")]
_READ = "contracts are read, never run: "


class Expressions:
    """Reads the expressions of one module; every method raises Refused."""

    def __init__(self, module: Module, importer: Importer) -> None:
        self._module = module
        self._importer = importer
        self._literals = Literals(module.places)
        self._spread = 0
        self._joined = 0

    def value(self, node: ast.expr, depth: int = 0) -> Value:
        """Return what an expression stands for."""
        if depth > MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            raise self._literals.refused(
                TOO_DEEP, node, message, "give the inner part a name"
            )
        match node:
            case ast.Constant():
                return self._literals.constant(node, node.value)
            case ast.Name() | ast.Attribute():
                return self._name(node)
            case ast.Call():
                return self._call(node, depth)
            case ast.Dict():
                return self._dict(node, depth)
            case ast.List() | ast.Tuple():
                return self._list(node, depth)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=number)) if type(
                number
            ) in (int, float):
                return self._literals.constant(node, -number)  # type: ignore[operator]  # above
            case ast.BinOp(op=ast.Add()):
                return self._joined_text(node, depth)
            case _:
                raise self._literals.not_data(node)

    def data(self, node: ast.expr, depth: int = 0) -> Data:
        """Return an expression that can be part of a contract."""
        value = self.value(node, depth)
        match value:
            case ScalarMethod(name):
                message = f"`ScalarTypeEnum.{name}` must be called"
                advice = f"write `ScalarTypeEnum.{name}()`"
            case Function(name):
                message = f"`{name}` must be called"
                advice = f"write `{name}(…)`"
            case Folder(parts):
                message = f"`{'.'.join(parts)}` is a module, not a value"
                advice = "name something that the module defines"
            case Thing.BROKEN:
                raise Refused(None)
            case Thing():
                message = f"{value.value} is no value"
                advice = "write data here"
            case _:
                return value
        raise self._literals.refused(WRONG_VALUE, node, message, advice)

    # Literals.

    def _joined_text(self, whole: ast.BinOp, depth: int) -> Scalar:
        """Join texts; `a + b + c` nests to the left as deep as it is long."""
        operands: list[ast.expr] = []
        node: ast.expr = whole
        while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            operands.append(node.right)
            node = node.left
        parts: list[str] = []
        for operand in (node, *reversed(operands)):
            part = self.data(operand, depth + 1)
            if not isinstance(part, Scalar) or part.style is not Style.TEXT:
                raise self._literals.not_data(whole)
            parts.append(part.text)
            self._joined += len(part.text)
            if self._joined > _MAX_JOINED:
                raise self._too_much(operand)
        return self._literals.string(whole, "".join(parts))

    def _list(self, node: ast.List | ast.Tuple, depth: int) -> Items:
        return Items(*self._literals.place(node), self._items(node.elts, depth))

    def _items(self, nodes: Iterable[ast.expr], depth: int) -> list[Data]:
        values: list[Data] = []
        for node in nodes:
            if not isinstance(node, ast.Starred):
                values.append(self.data(node, depth + 1))
                continue
            spread = self.data(node.value, depth + 1)
            if not isinstance(spread, Items):
                message = "`*` spreads a list"
                raise self._literals.refused(
                    WRONG_VALUE, node, message, "this is no list"
                )
            self._count(node, len(spread.values))
            values += spread.values
        return values

    def _dict(self, node: ast.Dict, depth: int) -> Pairs:
        pairs = Pairs(*self._literals.place(node), {})
        written: dict[str, Scalar] = {}
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            if key_node is None:
                self._spread_into(pairs, value_node, depth)
                continue
            key = self._literals.key(key_node, self.data(key_node, depth + 1))
            if first := written.get(key.text):
                message = f"duplicate key `{key.text[:60]}`"
                found = DUPLICATE_KEY.at(key.span, message, help="keep one of the two")
                raise Refused(found.also(first.span, "first used here"))
            written[key.text] = key
            pairs.entries[key.text] = key, self.data(value_node, depth + 1)
        return pairs

    def _spread_into(self, pairs: Pairs, node: ast.expr, depth: int) -> None:
        spread = self.data(node, depth + 1)
        if not isinstance(spread, Pairs):
            message = "`**` spreads a dict"
            raise self._literals.refused(WRONG_VALUE, node, message, "this is no dict")
        self._count(node, len(spread.entries))
        pairs.entries |= spread.entries

    # Names and calls.

    def _name(self, node: ast.Name | ast.Attribute) -> Value:
        attributes: list[ast.Attribute] = []
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            attributes.append(base)
            base = base.value
        if not isinstance(base, ast.Name):
            raise self._literals.not_data(node)
        value = self._module.names.get(base.id)
        if value is None:
            raise self._unknown_name(base)
        if value is Thing.BROKEN:
            self._module.complete = False
        for attribute in reversed(attributes):
            value = self._attribute(value, attribute)
        if isinstance(value, Reference):
            return Reference(*self._literals.place(node), value.definition)
        return value

    def _attribute(self, value: Value, node: ast.Attribute) -> Value:
        found: Value | None = None
        known: list[str] = []
        match value:
            case Thing.BROKEN | Thing.ANNOTATION:
                return value
            case Thing.SCALARS:
                if node.attr in _SCALARS:
                    return ScalarMethod(node.attr)
                raise self._unknown_scalar(node)
            case Thing.DSL:
                found, known = of_dsl(node.attr), dsl.__all__
            case Folder(parts):
                found = self._importer.attribute(parts, node.attr)
            case _:
                message = f"`.{node.attr}` cannot be read: nothing is run"
                advice = _READ + "use names, literals and contractgen.dsl"
                raise self._literals.refused(NOT_DATA, node, message, advice)
        if found is not None:
            return found
        close = closest(node.attr, known)
        advice = f"did you mean `{close}`?" if close else "check the module's names"
        raise self._literals.refused(
            UNKNOWN_NAME, node, f"no `{node.attr}` there", advice
        )

    def _call(self, node: ast.Call, depth: int) -> Value:
        function = self._function(node.func)
        if isinstance(function, ScalarMethod):
            if node.args or node.keywords:
                message = f"`ScalarTypeEnum.{function.name}` takes no arguments"
                advice = "constraints stand beside `type`, such as `maxLength`"
                raise self._literals.refused(WRONG_VALUE, node, message, advice)
            return self._literals.scalar(node, function.name, Style.TEXT)
        keywords = self._keywords(node, depth)
        positional = self._items(node.args, depth)
        return call(Call(function.name, positional, keywords), self._module.home)

    def _keywords(self, node: ast.Call, depth: int) -> Pairs:
        keywords = Pairs(*self._literals.place(node), {})
        for keyword in node.keywords:
            given = Pairs(keywords.source, keywords.start, keywords.end, {})
            if keyword.arg is None:
                self._spread_into(given, keyword.value, depth)
            else:
                start = self._module.places.span(keyword).start
                end = start + len(keyword.arg)
                key = Scalar(given.source, start, end, keyword.arg, Style.TEXT)
                given.entries[key.text] = key, self.data(keyword.value, depth + 1)
            for name in given.entries:
                if name not in keywords.entries:
                    continue
                message = f"`{name[:60]}` is passed twice"
                raise self._literals.refused(
                    ARGUMENTS, keyword.value, message, "pass it once"
                )
            keywords.entries |= given.entries
        return keywords

    def _function(self, node: ast.expr) -> Function | ScalarMethod:
        if isinstance(node, ast.Name) and node.id not in self._module.names:
            close = closest(node.id, self._module.names)
            advice = f"did you mean `{close}`?" if close else None
        elif isinstance(node, ast.Name | ast.Attribute):
            value = self._name(node)
            if isinstance(value, Function | ScalarMethod):
                return value
            if value is Thing.BROKEN:
                raise Refused(None)
            advice = None
        else:
            advice = None
        called = self._module.places.span(node).text.partition("\n")[0][:60]
        message = f"calling `{called}` is not allowed in a contract"
        advice = advice or _READ + "only functions of contractgen.dsl are understood"
        raise self._literals.refused(NOT_DATA, node, message, advice)

    # Refusals.

    def _unknown_name(self, node: ast.Name) -> Refused:
        close = closest(node.id, self._module.names)
        advice = f"did you mean `{close}`?" if close else None
        advice = advice or "define or import it above; a later model is named as text"
        return self._literals.refused(
            UNKNOWN_NAME, node, f"unknown name `{node.id}`", advice
        )

    def _unknown_scalar(self, node: ast.Attribute) -> Refused:
        close = closest(node.attr, _SCALARS)
        advice = f"did you mean `{close}`?" if close else ", ".join(_SCALARS)
        message = f"unknown scalar type `{node.attr}`"
        return self._literals.refused(UNKNOWN_SCALAR, node, message, advice)

    def _count(self, node: ast.expr, copied: int) -> None:
        self._spread += copied
        if self._spread > MAX_VALUES:
            raise self._too_much(node)

    def _too_much(self, node: ast.expr) -> Refused:
        message = "this contract unfolds too far"
        advice = "refer to a model in place of repeating its parts"
        return self._literals.refused(TOO_MUCH, node, message, advice)
