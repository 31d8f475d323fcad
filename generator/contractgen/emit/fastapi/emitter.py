"""Which modules of the Python package belong to HTTP, and where they go."""

from collections.abc import Iterator

from msgspec import Struct

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, Emitter, PackageFiles
from contractgen.emit.fastapi.router import router_view


class SupportView(Struct, frozen=True):
    """Nothing: the support modules are the same in every package."""


SUPPORT = ("_dispatch.py", "_http.py", "_request.py", "_routes.py")
"""Modules of the package that all routers share."""

INSTALL = "_openapi.py"
"""`install`, which serves the document of the OpenAPI emitter."""


class FastapiEmitter:
    """A router for each package that has operations."""

    name = "fastapi"
    needs: tuple[str, ...] = ("python",)

    def owns(self, config: Config) -> tuple[str, ...]:  # noqa: ARG002  # the protocol's
        """Return nothing: the package is the Python emitter's."""
        return ()

    def emit(self, api: Api) -> Iterator[Artifact]:
        """Yield the modules."""
        folder = api.config.package_folder
        installs = "openapi" in api.config.emit
        for name in (*SUPPORT, INSTALL) if installs else SUPPORT:
            text = api.templates.render(f"fastapi/{name}.jinja", SupportView())
            path = f"{folder}/{name}"
            yield Artifact(path, text.encode(), self.name, "contracts")
        for package in api.packages:
            if package.operations:
                module = api.names.packages[package.name].module
                view = router_view(api, package)
                text = api.templates.render("fastapi/router.py.jinja", view)
                files = PackageFiles(package, self.name)
                yield files.made(f"{folder}/{module}/router.py", text)


EMITTER: Emitter = FastapiEmitter()
