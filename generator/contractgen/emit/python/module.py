"""A generated module in the making: what it refers to is what it imports.

Things of the same package are imported by name, those of another package under its
private alias, `_jobs.Job`: two packages may use the same names.
"""

from contractgen.ir import EnumType, EventId, ModelType, Symbol
from contractgen.names import NameTable
from contractgen.render.fragments import PyText
from contractgen.render.python import py_name
from contractgen.render.python_imports import import_block


class Module:
    """References from module `name` of `package`, gathered as they are made."""

    def __init__(self, names: NameTable, package: str, name: str) -> None:
        self.names = names
        self._package = package
        self._name = name
        self._imports: dict[str, dict[str, None]] = {}

    def use(self, module: str, name: str) -> PyText:
        """Return `name`, imported from `module` as it stands in the statement."""
        self._imports.setdefault(module, {})[name] = None
        return py_name(name)

    def type(self, kind: EnumType | ModelType) -> PyText:
        """Return the class of a model or enum."""
        symbol = kind.symbol
        if isinstance(kind, ModelType):
            return self.model(symbol)
        return self._class(symbol.package, "models", self.names.enums[symbol].python)

    def model(self, symbol: Symbol) -> PyText:
        """Return the class of a model."""
        return self._class(symbol.package, "models", self.names.models[symbol].python)

    def event(self, package: str, event: EventId) -> PyText:
        """Return the class of an event that `package` defines."""
        return self._class(package, "events", self.names.events[event].python)

    def error(self, code: str) -> PyText:
        """Return the class of an error of this package."""
        name = self.names.errors[self._package, code]
        return self._class(self._package, "errors", name)

    def _class(self, package: str, home: str, name: str) -> PyText:
        if package == self._package:
            return py_name(name) if home == self._name else self.use(f".{home}", name)
        other = self.names.packages[package].module
        self._imports.setdefault("..", {})[f"{other} as _{other}"] = None
        return py_name(f"_{other}.{name}")

    @property
    def has_imports(self) -> bool:
        """Whether anything was imported."""
        return bool(self._imports)

    @property
    def imports(self) -> PyText:
        """The import statements of everything referred to so far."""
        return import_block(self._imports)
