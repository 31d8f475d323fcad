"""What the OpenAPI templates print."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeAlias, TypeVar

from msgspec import Struct

from contractgen.emit.openapi.document import OPENAPI, Document
from contractgen.emit.openapi.operation import Described
from contractgen.ir import Json
from contractgen.render.fragments import JsonText, YamlText
from contractgen.render.json import json_member, json_object, json_union, to_json_line
from contractgen.render.yaml import to_yaml
from contractgen.views.schema import EXTENSION, Schema


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
    paths: tuple[JsonText, ...]
    security_schemes: tuple[JsonText, ...]
    responses: tuple[JsonText, ...]
    schemas: tuple[JsonText, ...]


def yaml_view(document: Document) -> OpenapiView:
    """Return the view of the YAML template."""
    problems = _Once(_responses)
    return OpenapiView(
        openapi=to_yaml(OPENAPI),
        title=to_yaml(document.info["title"]),
        version=to_yaml(document.info["version"]),
        servers=_items(document.servers),
        tags=_items(document.tags),
        paths=tuple(
            PathView(to_yaml(path), tuple(_operations(item, problems)))
            for path, item in document.paths.items()
        ),
        empty=not document.paths,
        security_schemes=_members(document.security_schemes),
        responses=_members(document.responses),
        schemas=_members(document.schemas),
    )


_Made = TypeVar("_Made")


class _Once(Generic[_Made]):
    """Renders objects, each once however many operations hold it."""

    def __init__(self, render: Callable[[Schema], _Made]) -> None:
        self._render = render
        self._made: dict[int, _Made] = {}

    def __call__(self, data: Schema) -> _Made:
        made = self._made.get(id(data))
        if made is None:
            made = self._made[id(data)] = self._render(data)
        return made


_Members: TypeAlias = tuple[MemberView, ...]


def _responses(responses: Schema) -> _Members:
    return _members(responses, 10)


def _operations(
    item: Mapping[str, Described], problems: _Once[_Members]
) -> Iterable[OperationView]:
    for method, operation in item.items():
        yield OperationView(
            to_yaml(method),
            to_yaml(operation.head, 6),
            _responses(operation.success) + problems(operation.problems),
            to_yaml(operation.extension, 8),
        )


def _items(items: tuple[Schema, ...]) -> tuple[YamlText, ...]:
    return tuple(to_yaml(item, 4) for item in items)


def _members(members: Mapping[str, Json], indent: int = 6) -> _Members:
    return tuple(
        MemberView(to_yaml(name), to_yaml(value, indent))
        for name, value in members.items()
    )


def json_view(document: Document) -> OpenapiJsonView:
    """Return the view of the JSON template."""
    problems = _Once(to_json_line)
    return OpenapiJsonView(
        openapi=to_json_line(OPENAPI),
        info=to_json_line(document.info),
        has_servers=bool(document.servers),
        servers=to_json_line(document.servers),
        has_tags=bool(document.tags),
        tags=to_json_line(document.tags),
        paths=_lines(document.paths, lambda item: _json_path(item, problems)),
        security_schemes=_lines(document.security_schemes, to_json_line),
        responses=_lines(document.responses, to_json_line),
        schemas=_lines(document.schemas, to_json_line),
    )


def _json_path(item: Mapping[str, Described], problems: _Once[JsonText]) -> JsonText:
    operations = (
        json_member(method, _json_operation(operation, problems))
        for method, operation in item.items()
    )
    return json_object(operations)


def _json_operation(operation: Described, problems: _Once[JsonText]) -> JsonText:
    success = to_json_line(operation.success)
    rest = (
        json_member("responses", json_union(success, problems(operation.problems))),
        json_member(EXTENSION, to_json_line(operation.extension)),
    )
    return json_union(to_json_line(operation.head), json_object(rest))


_Value = TypeVar("_Value")


def _lines(
    members: Mapping[str, _Value], render: Callable[[_Value], JsonText]
) -> tuple[JsonText, ...]:
    """Return members a line each, a comma behind all but the last."""
    last = len(members)
    return tuple(
        JsonText(f"{to_json_line(name)}: {render(value)}{',' if at < last else ''}")
        for at, (name, value) in enumerate(members.items(), 1)
    )
