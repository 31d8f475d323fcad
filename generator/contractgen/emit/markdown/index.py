"""The index of all pages."""

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.markdown.operations import path
from contractgen.emit.shared import Shared, Texts
from contractgen.ir import Package
from contractgen.render.fragments import MdText, Part
from contractgen.render.markdown import md_cell, md_inline, md_link


class OperationRow(Struct, frozen=True):
    """A line of the table of operations."""

    link: MdText
    kind: MdText
    version: MdText
    stability: MdText
    description: MdText


class PackageSection(Struct, frozen=True):
    """Everything `markdown/package.md.jinja` shows: a package in the index."""

    name: MdText
    has_operations: bool
    operations: tuple[OperationRow, ...]
    pages: tuple[MdText, ...]


class IndexPage(Struct, frozen=True):
    """Everything `markdown/index.md.jinja` shows."""

    title: MdText
    packages: Texts[Part]


def view(api: Api, shared: Shared) -> IndexPage:
    """Return the index."""
    title = md_inline(api.config.openapi.title)
    template = "markdown/package.md.jinja"
    return IndexPage(title, shared.rendered("packages", template, _section))


def _section(package: Package) -> PackageSection:
    rows = tuple(
        OperationRow(
            md_link(operation.meta.key, path(operation)),
            MdText(operation.kind),
            md_cell(str(operation.meta.version)),
            MdText(operation.meta.stability),
            md_cell(operation.meta.description.partition("\n")[0]),
        )
        for operation in package.operations
    )
    pages: list[MdText] = []
    if package.models or package.enums:
        pages.append(md_link("Models", f"{package.name}/models.md"))
    if package.events:
        pages.append(md_link("Events", f"{package.name}/events.md"))
    return PackageSection(md_inline(package.name), bool(rows), rows, tuple(pages))
