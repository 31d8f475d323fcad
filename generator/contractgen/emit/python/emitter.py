"""Which modules there are, from which templates they are made, and when."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, Emitter, PackageFiles
from contractgen.emit.python import errors, events, models, package, scalars, service
from contractgen.emit.python.support import contract, support
from contractgen.ir import Package


class Shared(Struct, frozen=True):
    """A module of the whole package, the same whatever the contracts."""

    name: str
    view: Callable[[Api], object]


class PerPackage(Struct, frozen=True):
    """A module of each package; there is none where its view is None."""

    name: str
    view: Callable[[Api, Package], object | None]


SHARED = (
    Shared("__init__.py", package.root),
    Shared("_contract.py", contract),
    Shared("_lazy.py", support),
    Shared("_models.py", support),
    Shared("_scalars.py", lambda _: scalars.view()),
)
PER_PACKAGE = (
    PerPackage("__init__.py", package.view),
    PerPackage("errors.py", errors.view),
    PerPackage("events.py", events.view),
    PerPackage("models.py", models.view),
    PerPackage("service.py", service.view),
)


class PythonEmitter:
    """Writes the package `[python] package`."""

    name = "python"
    needs: tuple[str, ...] = ()

    def owns(self, config: Config) -> tuple[str, ...]:
        """Return the package's folder."""
        return (config.package_folder,)

    def emit(self, api: Api) -> Iterator[Artifact]:
        """Yield the modules of all packages, and what they share."""
        folder = api.config.package_folder
        yield Artifact(f"{folder}/py.typed", b"", self.name, "contracts")
        for row in SHARED:
            text = _render(api, row.name, row.view(api)).encode()
            yield Artifact(f"{folder}/{row.name}", text, self.name, "contracts")
        for pack in api.packages:
            yield from self._package(api, pack)

    def _package(self, api: Api, pack: Package) -> Iterator[Artifact]:
        folder = f"{api.config.package_folder}/{api.names.packages[pack.name].module}"
        files = PackageFiles(pack, self.name)
        for row in PER_PACKAGE:
            view = row.view(api, pack)
            if view is not None:
                text = _render(api, row.name, view)
                yield files.made(f"{folder}/{row.name}", text)

    def __repr__(self) -> str:
        return "<emitter python>"


def _render(api: Api, name: str, view: object) -> str:
    return api.templates.render(f"python/{name}.jinja", view)


EMITTER: Emitter = PythonEmitter()
