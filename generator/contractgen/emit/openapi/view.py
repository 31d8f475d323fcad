"""What the OpenAPI templates print.

The document may have megabytes: its paths and schemas are written while a template
loops over them, and none is kept.
"""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from contractgen.emit.openapi.document import OPENAPI, Document
from contractgen.emit.openapi.operation import Described
from contractgen.ir import Json
from contractgen.render.each import Each
from contractgen.render.fragments import JsonText, YamlText
from contractgen.render.json import json_member, json_object, json_union, to_json_line
from contractgen.render.yaml import to_yaml
from contractgen.views.schema import EXTENSION, Schema

_Value = TypeVar("_Value")
_Made = TypeVar("_Made")


class MemberView(Struct, frozen=True):
    """The name of a component, and what it stands for."""

    name: YamlText
    body: YamlText


class OperationView(Struct, frozen=True):
    """An operation; `head` holds all members but its responses and extension."""

    method: YamlText
    head: YamlText
    success: YamlText
    problems: YamlText
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
    paths: Each[PathView]
    empty: bool
    security_schemes: Each[MemberView]
    responses: Each[MemberView]
    schemas: Each[MemberView]


class OpenapiJsonView(Struct, frozen=True):
    """The document as JSON: the members of each part, a line for each."""

    openapi: JsonText
    info: JsonText
    has_servers: bool
    servers: JsonText
    has_tags: bool
    tags: JsonText
    paths: Each[JsonText]
    security_schemes: Each[JsonText]
    responses: Each[JsonText]
    schemas: Each[JsonText]


def yaml_view(document: Document) -> OpenapiView:
    """Return the view of the YAML template."""
    problems = _Once(_responses)
    return OpenapiView(
        openapi=to_yaml(OPENAPI),
        title=to_yaml(document.info["title"]),
        version=to_yaml(document.info["version"]),
        servers=_items(document.servers),
        tags=_items(document.tags),
        paths=Each(document.paths, lambda path, item: _path(path, item, problems)),
        empty=not document.paths,
        security_schemes=Each(document.security_schemes, _member),
        responses=Each(document.responses, _member),
        schemas=Each(document.schemas, _member),
    )


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


def _items(items: tuple[Schema, ...]) -> tuple[YamlText, ...]:
    return tuple(to_yaml(item, 4) for item in items)


def _member(name: str, value: Json) -> MemberView:
    return MemberView(to_yaml(name), to_yaml(value, 6))


def _responses(responses: Schema) -> YamlText:
    return to_yaml(responses, 8)


def _path(
    path: str, item: Mapping[str, Described], problems: _Once[YamlText]
) -> PathView:
    operations = tuple(
        OperationView(
            to_yaml(method),
            to_yaml(operation.head, 6),
            _responses(operation.success),
            problems(operation.problems),
            to_yaml(operation.extension, 8),
        )
        for method, operation in item.items()
    )
    return PathView(to_yaml(path), operations)


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


def _lines(
    members: Mapping[str, _Value], render: Callable[[_Value], JsonText]
) -> Each[JsonText]:
    """Return members a line each, a comma behind all but the last."""
    last = next(reversed([*members]), None)

    def line(name: str, value: _Value) -> JsonText:
        comma = "" if name == last else ","
        return JsonText(f"{to_json_line(name)}: {render(value)}{comma}")

    return Each(members, line)


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
