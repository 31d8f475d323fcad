"""Which contract module an import means, and the order to read modules in."""

import ast
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from contractgen.diagnostics import Diagnostic
from contractgen.read.python.codes import CIRCULAR_IMPORT
from contractgen.read.python.parsing import Places
from contractgen.read.python.values import Home, Value
from contractgen.source import Source, SourceFile
from contractgen.suggest import closest

Parts = tuple[str, ...]


class Module(Struct, eq=False):
    """One Python contract while it is read."""

    file: SourceFile
    source: Source
    body: list[ast.stmt]
    places: Places
    home: Home
    names: dict[str, Value] = field(default_factory=dict[str, Value])
    found: list[Diagnostic] = field(default_factory=list[Diagnostic])
    complete: bool = True
    circular: set[ast.stmt] = field(default_factory=set[ast.stmt])

    @property
    def parts(self) -> Parts:
        """The dotted name from the spec root."""
        return tuple(self.file.module_path.removesuffix(".py").split("/"))

    @property
    def root(self) -> str:
        """The spec root that the module was found below."""
        return self.file.path.removesuffix(self.file.module_path)


class Library:
    """All contract modules by dotted name; a module's own spec root comes first."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._modules: dict[Parts, list[Module]] = {}
        self._folders: set[Parts] = set()
        for module in modules:
            parts = module.parts
            self._modules.setdefault(parts, []).append(module)
            self._folders |= {parts[:length] for length in range(1, len(parts))}

    def find(self, parts: Parts, seeker: Module) -> Module | None:
        """Return the module called `parts`, as `seeker` sees it."""
        candidates = self._modules.get(parts, [])
        near = [module for module in candidates if module.root == seeker.root]
        return next(iter([*near, *candidates]), None)

    def is_folder(self, parts: Parts) -> bool:
        """Whether contract modules are found below `parts`."""
        return parts in self._folders

    def similar(self, parts: Parts) -> str | None:
        """Return the dotted name of the module closest to `parts`."""
        suffixed = (*parts[:-1], f"{parts[-1]}_contract") if parts else ()
        if suffixed in self._modules:
            return ".".join(suffixed)
        names = [".".join(known) for known in self._modules]
        return closest(".".join(parts), names)

    def in_order(self, modules: Sequence[Module]) -> list[Module]:
        """Return modules so that each follows what it imports.

        The import that closes a circle is reported and remembered in `circular`.
        """
        order: list[Module] = []
        state: dict[Module, str] = {}
        for first in modules:
            if first in state:
                continue
            state[first] = "open"
            path = [(first, self._imports(first))]
            while path:
                module, imports = path[-1]
                statement, needed = next(imports, (None, None))
                if statement is None or needed is None:
                    state[module] = "read"
                    order.append(module)
                    path.pop()
                elif needed not in state:
                    state[needed] = "open"
                    path.append((needed, self._imports(needed)))
                elif state[needed] == "open":
                    _report_circle([step for step, _ in path], needed, statement)
        return order

    def _imports(self, module: Module) -> Iterator[tuple[ast.stmt, Module]]:
        for statement in module.body:
            for parts in imported(statement, module.parts):
                if needed := self.find(parts, module):
                    yield statement, needed


def imported(statement: ast.stmt, importer: Parts) -> Iterator[Parts]:
    """Return the dotted names that an import statement may be about."""
    match statement:
        case ast.Import(names=aliases):
            for alias in aliases:
                yield tuple(alias.name.split("."))
        case ast.ImportFrom(names=aliases):
            base = base_of(statement, importer)
            if base is not None:
                yield base
                for alias in aliases:
                    yield (*base, alias.name)
        case _:
            return


def base_of(statement: ast.ImportFrom, importer: Parts) -> Parts | None:
    """Return what `from …` names; None if its dots leave the spec root."""
    named = tuple(statement.module.split(".")) if statement.module else ()
    if not statement.level:
        return named
    if statement.level > len(importer):
        return None
    return importer[: -statement.level] + named


def _report_circle(path: list[Module], again: Module, statement: ast.stmt) -> None:
    module = path[-1]
    if statement in module.circular:
        return
    module.circular.add(statement)
    module.complete = False
    circle = [*path[path.index(again) :], again]
    names = " imports ".join(".".join(step.parts) for step in circle)
    advice = 'refer to a model by its name as text: "package.Model" needs no import'
    span = module.places.span(statement)
    message = f"circular import: {names}"
    module.found.append(CIRCULAR_IMPORT.at(span, message, help=advice))
