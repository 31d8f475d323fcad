"""Which files the GraphQL surface has, and where they go."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, Emitter, beginning
from contractgen.emit.graphql.package import package_view
from contractgen.emit.graphql.root import SupportView, root_view, served_packages
from contractgen.emit.graphql.schema import schema_view


class Output(Struct, frozen=True):
    """A file of the Python package: its name, template and view."""

    name: str
    view: Callable[[Api], object]

    @property
    def template(self) -> str:
        """The template of the file."""
        return f"graphql/{self.name}.jinja"


def _support(_api: Api) -> SupportView:
    return SupportView()


SHARED = ("_http.py", "_request.py")
"""Support that the FastAPI emitter brings along where it is enabled."""

OUTPUTS = (
    Output("_graphql.py", _support),
    Output("_graphql_documents.py", _support),
    Output("_graphql_http.py", _support),
    Output("_graphql_schema.py", _support),
    Output("graphql.py", root_view),
)


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
        schema = api.templates.render("graphql/schema.graphql.jinja", schema_view(api))
        yield self._contracts(f"{api.config.output}/graphql/schema.graphql", schema)
        yield self._contracts(f"{folder}/schema.graphql", schema)
        for output in OUTPUTS:
            text = api.templates.render(output.template, output.view(api))
            yield self._contracts(f"{folder}/{output.name}", text)
        for name in () if "fastapi" in api.config.emit else SHARED:
            text = api.templates.render(f"fastapi/{name}.jinja", SupportView())
            yield self._contracts(f"{folder}/{name}", text)
        yield from self._packages(api)

    def _packages(self, api: Api) -> Iterator[Artifact]:
        for package in served_packages(api):
            module = api.names.packages[package.name].module
            path = f"{api.config.package_folder}/{module}/graphql.py"
            view = package_view(api, package)
            text = api.templates.render("graphql/package_graphql.py.jinja", view)
            about = f"package {package.name}"
            yield Artifact(path, text.encode(), self.name, about, beginning(package))

    def _contracts(self, path: str, text: str) -> Artifact:
        return Artifact(path, text.encode(), self.name, "contracts")


EMITTER: Emitter = GraphqlEmitter()
