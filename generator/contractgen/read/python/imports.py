"""Import statements of a contract module: what their names stand for.

Nothing is imported: `contractgen.dsl` is known, contract modules have been read
before, and modules that only matter to annotations are passed over.
"""

import ast

from contractgen import dsl
from contractgen.read.python.calls import FUNCTIONS
from contractgen.read.python.codes import IMPORT
from contractgen.read.python.modules import Library, Module, Parts, base_of
from contractgen.read.python.values import Folder, Function, Refused, Thing, Value
from contractgen.suggest import closest

DSL = ("contractgen", "dsl")
_ANNOTATIONS = {"__future__", "typing", "typing_extensions", "collections", "types"}
_ALLOWED = (
    "contracts are read, never run: import contractgen.dsl, or names from other "
    "contract modules (…_contract.py)"
)


def of_dsl(name: str) -> Value | None:
    """Return what `contractgen.dsl` calls `name`."""
    if name in FUNCTIONS:
        return Function(name)
    if name == "ScalarTypeEnum":
        return Thing.SCALARS
    return Thing.ANNOTATION if name in dsl.__all__ else None


class Importer:
    """Binds the names of a module's import statements."""

    def __init__(self, module: Module, library: Library) -> None:
        self._module = module
        self._library = library

    def plain(self, statement: ast.Import) -> None:
        """Bind the names of `import …`."""
        for alias in statement.names:
            parts = tuple(alias.name.split("."))
            bound = alias.asname or parts[0]
            whole = parts if alias.asname else parts[:1]
            self._module.names[bound] = Thing.BROKEN
            if parts[0] in _ANNOTATIONS:
                self._module.names[bound] = Thing.ANNOTATION
            elif parts == DSL or self._library.find(parts, self._module):
                self._module.names[bound] = self.named(whole)
            else:
                raise self._refused(alias, parts)

    def named(self, parts: Parts) -> Value:
        """Return what a dotted name from the spec root stands for."""
        return Thing.DSL if parts == DSL else Folder(parts)

    def from_module(self, statement: ast.ImportFrom) -> None:
        """Bind the names of `from … import …`."""
        base = base_of(statement, self._module.parts)
        for alias in statement.names:
            self._module.names[alias.asname or alias.name] = Thing.BROKEN
        if statement in self._module.circular:
            return
        if base is None:
            span = self._module.places.span(statement)
            message = "this import leaves the spec root"
            raise Refused(IMPORT.at(span, message, help=_ALLOWED))
        for alias in statement.names:
            value = self._member(base, alias, statement)
            self._module.names[alias.asname or alias.name] = value

    def attribute(self, parts: Parts, name: str) -> Value | None:
        """Return what `name` is in the module or folder called `parts`."""
        if (*parts, name) == DSL:
            return Thing.DSL
        if module := self._library.find(parts, self._module):
            if name in module.names or module.complete:
                return module.names.get(name)
            return Thing.BROKEN
        known = self._library.find((*parts, name), self._module)
        if known or self._library.is_folder((*parts, name)):
            return Folder((*parts, name))
        return None

    def _member(
        self, base: Parts, alias: ast.alias, statement: ast.ImportFrom
    ) -> Value:
        if not statement.level and base[0] in _ANNOTATIONS:
            return Thing.ANNOTATION
        if alias.name == "*":
            span = self._module.places.span(alias)
            message = "`import *` is not allowed in a contract"
            raise Refused(IMPORT.at(span, message, help="name what you import"))
        if base == DSL:
            value = of_dsl(alias.name)
            known = [name for name in dsl.__all__ if name != "document"]
        else:
            value = self.attribute(base, alias.name)
            module = self._library.find(base, self._module)
            known = list(module.names) if module else []
        if value is not None:
            return value
        if not known and not self._library.find(base, self._module):
            raise self._refused(statement, base)
        close = closest(alias.name, known)
        advice = f"did you mean `{close}`?" if close else None
        span = self._module.places.span(alias)
        message = f"`{'.'.join(base)}` has no `{alias.name}`"
        raise Refused(IMPORT.at(span, message, help=advice))

    def _refused(self, node: ast.alias | ast.stmt, parts: Parts) -> Refused:
        span = self._module.places.span(node)
        message = f"`{'.'.join(parts) or '.'}` is not a contract module"
        close = self._library.similar(parts)
        advice = f"did you mean `{close}`?" if close else _ALLOWED
        return Refused(IMPORT.at(span, message, help=advice))
