"""The Markdown emitter: a page per operation, two per package, and an index."""

from collections.abc import Iterable, Iterator

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, beginning
from contractgen.emit.markdown import events, index, models, operations
from contractgen.emit.markdown.tables import FieldTables
from contractgen.ir import Package
from contractgen.source import Span


class MarkdownEmitter:
    """Writes `<output>/docs`."""

    name = "markdown"
    needs: tuple[str, ...] = ()

    def owns(self, config: Config) -> tuple[str, ...]:
        """Return the docs folder."""
        return (f"{config.output}/docs",)

    def emit(self, api: Api) -> Iterable[Artifact]:
        """Yield every page."""
        yield _page(api, "index.md", index.view(api), "contracts")
        tables, emitters = FieldTables(), events.emitters_of(api)
        for package in api.contracts.packages:
            yield from _package(api, package, tables, emitters)

    def __repr__(self) -> str:
        return "<emitter markdown>"


def _package(
    api: Api, package: Package, tables: FieldTables, emitters: events.Emitters
) -> Iterator[Artifact]:
    about, place = f"package {package.name}", beginning(package)
    if package.models or package.enums:
        path = f"{package.name}/models.md"
        yield _page(api, path, models.view(package, tables), about, place)
    if package.events:
        path = f"{package.name}/events.md"
        yield _page(
            api, path, events.view(api, package, tables, emitters), about, place
        )
    for operation in package.operations:
        path = operations.path(operation)
        about = f"{operation.meta.key} {operation.meta.version}"
        view = operations.view(api, operation, tables)
        yield _page(api, path, view, about, operation.origin.span)


_TEMPLATES: dict[type, str] = {
    index.IndexPage: "markdown/index.md.jinja",
    models.ModelsPage: "markdown/models.md.jinja",
    events.EventsPage: "markdown/events.md.jinja",
    operations.OperationPage: "markdown/operation.md.jinja",
}


def _page(
    api: Api, path: str, view: object, element: str, span: Span | None = None
) -> Artifact:
    text = api.templates.render(_TEMPLATES[type(view)], view)
    where = f"{api.config.output}/docs/{path}"
    return Artifact(where, text.encode(), MarkdownEmitter.name, element, span)


EMITTER = MarkdownEmitter()
