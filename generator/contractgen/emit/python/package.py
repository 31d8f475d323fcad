"""`__init__.py`, of the whole package and of each of its packages: lazy names.

Names that other emitters add are offered here too, where those emitters are enabled.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.python.errors import declared
from contractgen.ir import Package
from contractgen.render.fragments import PyText
from contractgen.render.python import GENERATED, docstring, py_name, py_string
from contractgen.render.python_imports import all_order, import_block

_CONTRACT = (
    "CallContext",
    "ContractError",
    "Event",
    "EventPublisher",
    "InMemoryEvents",
    "Principal",
    "Provider",
)
_LAZY = "Everything is imported when it is first asked for."


class Export(Struct, frozen=True):
    """A name, and the module that defines it."""

    name: PyText
    module: PyText


class LazyPackage(Struct, frozen=True):
    """Everything `python/__init__.py.jinja` shows."""

    docstring: PyText
    has_exports: bool
    exports: tuple[Export, ...]
    imports: PyText
    lazy: PyText


def root(api: Api) -> LazyPackage:
    """Return the package that holds everything."""
    modules: dict[str, Iterable[str]] = {"_contract": _CONTRACT}
    if "fastapi" in api.config.emit:
        modules["_dispatch"] = ("mount",)
        if "openapi" in api.config.emit:  # what is installed is its document
            modules["_openapi"] = ("install",)
    title = api.config.openapi.title.rstrip(".")
    return _lazy(f"The contracts of {title}.", modules, "._lazy")


def view(api: Api, package: Package) -> LazyPackage:
    """Return the package of `package`."""
    text = f"Package {package.name} of the contracts."
    return _lazy(text, _modules(api, package), ".._lazy")


def _modules(api: Api, package: Package) -> dict[str, Iterable[str]]:
    """Return the names that each module of `package` offers."""
    names = api.names
    operations = [names.operations[one.id] for one in package.operations]
    found: dict[str, Iterable[str]] = {
        "errors": [names.errors[package.name, code] for code in declared(package)],
        "events": [names.events[event.id].python for event in package.events],
        "models": [
            *(names.enums[enum.symbol].python for enum in package.enums),
            *(names.models[model.symbol].python for model in package.models),
        ],
        "service": [one.context for one in operations],
    }
    if operations:
        found["service"] = [*found["service"], names.packages[package.name].service]
        if "fastapi" in api.config.emit:
            found["router"] = ["create_router"]
    return found


def _lazy(text: str, modules: Mapping[str, Iterable[str]], lazy: str) -> LazyPackage:
    homes: dict[str, PyText] = {}
    for module, names in modules.items():
        homes.update(dict.fromkeys(names, py_string(module)))
    exports = tuple(
        Export(py_string(py_name(name)), homes[name])
        for name in sorted(homes, key=all_order)
    )
    wanted = {f".{module}": names for module, names in modules.items() if names}
    about = f"{text}\n\n{GENERATED}\n{_LAZY}"
    imports = import_block(wanted, 4)
    return LazyPackage(
        docstring(about, 0), bool(exports), exports, imports, PyText(lazy)
    )
