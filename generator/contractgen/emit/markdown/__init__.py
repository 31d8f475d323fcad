"""The Markdown emitter: a page per operation, two per package, and an index."""

from collections.abc import Iterable, Iterator

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, PackageFiles
from contractgen.emit.markdown import events, index, models, operations
from contractgen.emit.markdown.tables import FieldTables
from contractgen.emit.shared import Shared
from contractgen.ir import Package


class MarkdownEmitter:
    """Writes `<output>/docs`."""

    name = "markdown"
    needs: tuple[str, ...] = ()

    def owns(self, config: Config) -> tuple[str, ...]:
        """Return the docs folder."""
        return (f"{config.output}/docs",)

    def emit(self, api: Api) -> Iterable[Artifact]:
        """Yield every page."""
        shared = Shared(api, _path(api, "index.md"))
        view = index.view(api, shared)
        yield shared.artifact("markdown/index.md.jinja", view, self.name)
        tables, emitters = FieldTables(), events.emitters_of(api)
        for package in api.packages:
            yield from _package(api, package, tables, emitters)

    def __repr__(self) -> str:
        return "<emitter markdown>"


def _package(
    api: Api, package: Package, tables: FieldTables, emitters: events.Emitters
) -> Iterator[Artifact]:
    files, name = PackageFiles(package, MarkdownEmitter.name), package.name
    if package.models or package.enums:
        text = _text(api, models.view(package, tables))
        yield files.made(_path(api, f"{name}/models.md"), text)
    if package.events:
        text = _text(api, events.view(api, package, tables, emitters))
        yield files.made(_path(api, f"{name}/events.md"), text)
    for operation in package.operations:
        text = _text(api, operations.view(api, operation, tables))
        yield Artifact(
            _path(api, operations.path(operation)),
            text.encode(),
            MarkdownEmitter.name,
            f"{operation.meta.key} {operation.meta.version}",
            operation.origin.span,
            name,
        )


_TEMPLATES: dict[type, str] = {
    models.ModelsPage: "markdown/models.md.jinja",
    events.EventsPage: "markdown/events.md.jinja",
    operations.OperationPage: "markdown/operation.md.jinja",
}


def _text(api: Api, view: object) -> str:
    return api.templates.render(_TEMPLATES[type(view)], view)


def _path(api: Api, page: str) -> str:
    return f"{api.config.output}/docs/{page}"


EMITTER = MarkdownEmitter()
