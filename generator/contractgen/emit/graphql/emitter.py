"""Which files the GraphQL surface has, and where they go."""

from collections.abc import Iterator

from msgspec.structs import replace

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, Emitter, PackageFiles
from contractgen.emit.graphql.package import package_view
from contractgen.emit.graphql.root import SupportView, root_view
from contractgen.emit.graphql.schema import schema_view
from contractgen.emit.shared import Shared

SHARED = ("_http.py", "_request.py")
"""Support that the FastAPI emitter brings along where it is enabled."""

SUPPORT = (
    "_graphql.py",
    "_graphql_documents.py",
    "_graphql_http.py",
    "_graphql_schema.py",
)
"""Modules of the package that do not depend on the contracts."""


class GraphqlEmitter:
    """One schema over all packages, with working resolvers."""

    name = "graphql"
    needs: tuple[str, ...] = ("python",)

    def owns(self, config: Config) -> tuple[str, ...]:
        """Return the folder of the schema; the package's is the package's."""
        return (f"{config.output}/graphql",)

    def emit(self, api: Api) -> Iterator[Artifact]:
        """Yield the schema, as it is read and as it is served, and the modules."""
        folder = api.config.package_folder
        shared = Shared(api, f"{api.config.output}/graphql/schema.graphql")
        view = schema_view(api, shared)
        schema = shared.artifact("graphql/schema.graphql.jinja", view, self.name)
        yield schema
        yield replace(schema, path=f"{folder}/schema.graphql", parts=None)
        root = Shared(api, f"{folder}/graphql.py")
        yield root.artifact("graphql/graphql.py.jinja", root_view(api, root), self.name)
        for name in SUPPORT:
            text = api.templates.render(f"graphql/{name}.jinja", SupportView())
            yield self._contracts(f"{folder}/{name}", text)
        for name in () if "fastapi" in api.config.emit else SHARED:
            text = api.templates.render(f"fastapi/{name}.jinja", SupportView())
            yield self._contracts(f"{folder}/{name}", text)
        yield from self._packages(api)

    def _packages(self, api: Api) -> Iterator[Artifact]:
        for package in api.packages:
            if not package.operations:
                continue
            module = api.names.packages[package.name].module
            path = f"{api.config.package_folder}/{module}/graphql.py"
            view = package_view(api, package)
            text = api.templates.render("graphql/package_graphql.py.jinja", view)
            yield PackageFiles(package, self.name).made(path, text)

    def _contracts(self, path: str, text: str) -> Artifact:
        return Artifact(path, text.encode(), self.name, "contracts")


EMITTER: Emitter = GraphqlEmitter()
