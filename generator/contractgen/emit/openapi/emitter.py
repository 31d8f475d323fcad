"""Which OpenAPI documents there are, and where they go."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, Emitter
from contractgen.emit.openapi.document import Document, build
from contractgen.emit.openapi.view import json_view, yaml_view
from contractgen.emit.shared import Shared


class Output(Struct, frozen=True):
    """One document: its template and view, where it goes, and when it is written."""

    template: str
    view: Callable[[Document, Shared], object]
    path: Callable[[Config], str]
    when: Callable[[Config], bool] = lambda _: True


OUTPUTS = (
    Output(
        template="openapi/openapi.yaml.jinja",
        view=yaml_view,
        path=lambda config: f"{config.output}/openapi/openapi.yaml",
    ),
    Output(  # what the generated application serves
        template="openapi/openapi.json.jinja",
        view=json_view,
        path=lambda config: f"{config.package_folder}/openapi.json",
        when=lambda config: "fastapi" in config.emit,
    ),
)


class OpenapiEmitter:
    """One document over all packages."""

    name = "openapi"
    needs: tuple[str, ...] = ()

    def owns(self, config: Config) -> tuple[str, ...]:
        """Return the folder of the YAML document; the package's is the package's."""
        return (f"{config.output}/openapi",)

    def emit(self, api: Api) -> Iterator[Artifact]:
        """Yield the document in each of its forms."""
        document = build(api)
        for output in OUTPUTS:
            if output.when(api.config):
                yield self._made(api, output, document)

    def _made(self, api: Api, output: Output, document: Document) -> Artifact:
        shared = Shared(api, output.path(api.config))
        view = output.view(document, shared)
        return shared.artifact(output.template, view, self.name)


EMITTER: Emitter = OpenapiEmitter()
