"""What the OpenAPI templates print."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from contractgen.emit.openapi.document import OPENAPI, Document
from contractgen.emit.openapi.operation import Described
from contractgen.ir import Json
from contractgen.render.fragments import JsonText, YamlText, join
from contractgen.render.json import to_json_line
from contractgen.render.yaml import to_yaml
from contractgen.views.schema import Schema


class MemberView(Struct, frozen=True):
    """A key and its value: a status and its response, a name and its component."""

    name: YamlText
    body: YamlText


class OperationView(Struct, frozen=True):
    """An operation; `head` holds all members but the two others."""

    method: YamlText
    head: YamlText
    responses: tuple[MemberView, ...]
    extension: YamlText


class PathView(Struct, frozen=True):
    """A path and its operations."""

    path: YamlText
    operations: tuple[OperationView, ...]


class OpenapiView(Struct, frozen=True):
    """The document as YAML, part by part."""

    openapi: YamlText
    title: YamlText
    version: YamlText
    servers: tuple[YamlText, ...]
    tags: tuple[YamlText, ...]
    paths: tuple[PathView, ...]
    empty: bool
    security_schemes: tuple[MemberView, ...]
    responses: tuple[MemberView, ...]
    schemas: tuple[MemberView, ...]


class OpenapiJsonView(Struct, frozen=True):
    """The document as JSON: the members of each part, a line for each."""

    openapi: JsonText
    info: JsonText
    has_servers: bool
    servers: JsonText
    has_tags: bool
    tags: JsonText
    paths: JsonText
    security_schemes: JsonText
    responses: JsonText
    schemas: JsonText


def yaml_view(document: Document) -> OpenapiView:
    """Return the view of the YAML template."""
    responses = _Once()
    return OpenapiView(
        openapi=to_yaml(OPENAPI),
        title=to_yaml(document.info["title"]),
        version=to_yaml(document.info["version"]),
        servers=_items(document.servers),
        tags=_items(document.tags),
        paths=tuple(
            PathView(to_yaml(path), tuple(_operations(item, responses)))
            for path, item in document.paths.items()
        ),
        empty=not document.paths,
        security_schemes=_members(document.security_schemes),
        responses=_members(document.responses),
        schemas=_members(document.schemas),
    )


class _Once:
    """Renders responses, each object once however many operations hold it."""

    def __init__(self) -> None:
        self._texts: dict[int, YamlText] = {}

    def text(self, response: Schema) -> YamlText:
        text = self._texts.get(id(response))
        if text is None:
            text = self._texts[id(response)] = to_yaml(response, 10)
        return text


def _operations(
    item: Mapping[str, Described], responses: _Once
) -> Iterable[OperationView]:
    for method, operation in item.items():
        yield OperationView(
            to_yaml(method),
            to_yaml(operation.head, 6),
            tuple(
                MemberView(to_yaml(status), responses.text(response))
                for status, response in operation.responses.items()
            ),
            to_yaml(operation.extension, 8),
        )


def _items(items: tuple[Schema, ...]) -> tuple[YamlText, ...]:
    return tuple(to_yaml(item, 4) for item in items)


def _members(members: Mapping[str, Json]) -> tuple[MemberView, ...]:
    """Return members whose values stand six columns in."""
    return tuple(
        MemberView(to_yaml(name), to_yaml(value, 6)) for name, value in members.items()
    )


def json_view(document: Document) -> OpenapiJsonView:
    """Return the view of the JSON template."""
    paths: dict[str, Json] = {
        path: {method: operation.data() for method, operation in item.items()}
        for path, item in document.paths.items()
    }
    return OpenapiJsonView(
        openapi=to_json_line(OPENAPI),
        info=to_json_line(document.info),
        has_servers=bool(document.servers),
        servers=to_json_line(document.servers),
        has_tags=bool(document.tags),
        tags=to_json_line(document.tags),
        paths=_lines(paths),
        security_schemes=_lines(document.security_schemes),
        responses=_lines(document.responses),
        schemas=_lines(document.schemas),
    )


def _lines(members: Mapping[str, Json]) -> JsonText:
    lines = [
        JsonText(f"{to_json_line(name)}: {to_json_line(value)}")
        for name, value in members.items()
    ]
    return join(lines, ",\n", JsonText)
