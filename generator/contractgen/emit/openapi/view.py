"""What the OpenAPI templates print.

The document may have megabytes: paths and schemas are written package by package
while a template loops over them, and none is kept.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Generic, TypeVar

from msgspec import Struct

from contractgen.emit.openapi.document import OPENAPI, Document
from contractgen.emit.openapi.operation import Described
from contractgen.emit.openapi.responses import shared_responses
from contractgen.emit.shared import Shared, Texts, column, some, union
from contractgen.ir import Json, Package
from contractgen.render.each import Each
from contractgen.render.fragments import JsonText, Part, YamlText
from contractgen.render.json import json_member, json_object, json_union, to_json_line
from contractgen.render.yaml import to_yaml
from contractgen.views.problems import problem_schema
from contractgen.views.schema import EXTENSION, Schema

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


class PathsView(Struct, frozen=True):
    """The paths of one package."""

    paths: Each[PathView]


class SchemasView(Struct, frozen=True):
    """The schemas of one package."""

    schemas: Each[MemberView]


class OpenapiView(Struct, frozen=True):
    """The document as YAML, part by part."""

    openapi: YamlText
    title: YamlText
    version: YamlText
    servers: tuple[YamlText, ...]
    tags: tuple[YamlText, ...]
    served: bool
    empty: bool
    paths: Texts[Part]
    security_schemes: Each[MemberView]
    responses: Each[MemberView]
    schemas: Texts[Part]
    problem: MemberView


class LinesView(Struct, frozen=True):
    """Lines of one package in JSON, and what separates them from the next."""

    lines: Part
    comma: JsonText


class OpenapiJsonView(Struct, frozen=True):
    """The document as JSON: the members of each part, a line for each."""

    openapi: JsonText
    info: JsonText
    has_servers: bool
    servers: JsonText
    has_tags: bool
    tags: JsonText
    paths: Texts[LinesView]
    security_schemes: JsonText
    has_responses: bool
    responses: JsonText
    schemas: Texts[Part]
    problem: JsonText


class _Facts(Struct, frozen=True):
    """What the document says of all packages at once."""

    served: bool
    tags: tuple[Schema, ...]
    responses: Schema


def _facts(document: Document, shared: Shared) -> _Facts:
    parts = document.packages
    served = shared.facts("served", lambda one: some(parts[one.name].paths))
    tags = shared.facts("tags", lambda one: column(parts[one.name].tags))
    used = shared.facts("responses", lambda one: column(parts[one.name].responses))
    return _Facts(
        served=any(served.values()),
        tags=tuple({"name": tag} for tag in union(tags)),
        responses=shared_responses(union(used)),
    )


def yaml_view(document: Document, shared: Shared) -> OpenapiView:
    """Return the view of the YAML template."""
    facts = _facts(document, shared)
    problems = _Once(_responses)

    def paths(package: Package) -> PathsView:
        its = document.packages[package.name].paths
        return PathsView(Each(its, lambda path, item: _path(path, item, problems)))

    def schemas(package: Package) -> SchemasView:
        return SchemasView(Each(document.packages[package.name].schemas, _member))

    return OpenapiView(
        openapi=to_yaml(OPENAPI),
        title=to_yaml(document.info["title"]),
        version=to_yaml(document.info["version"]),
        servers=_items(document.servers),
        tags=_items(facts.tags),
        served=facts.served,
        empty=not facts.served,
        paths=shared.rendered("paths", "openapi/paths.yaml.jinja", paths),
        security_schemes=Each(document.security_schemes, _member),
        responses=Each(facts.responses, _member),
        schemas=shared.rendered("schemas", "openapi/schemas.yaml.jinja", schemas),
        problem=_member("Problem", problem_schema()),
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


def json_view(document: Document, shared: Shared) -> OpenapiJsonView:
    """Return the view of the JSON template."""
    facts = _facts(document, shared)
    problems = _Once(to_json_line)

    def paths(package: Package) -> JsonText:
        its = document.packages[package.name].paths
        return _lines({path: _json_path(its[path], problems) for path in its})

    def schemas(package: Package) -> JsonText:
        return _json_members(document.packages[package.name].schemas)

    return OpenapiJsonView(
        openapi=to_json_line(OPENAPI),
        info=to_json_line(document.info),
        has_servers=bool(document.servers),
        servers=to_json_line(document.servers),
        has_tags=bool(facts.tags),
        tags=to_json_line(facts.tags),
        paths=Texts(partial(_separated, shared.texts("paths", paths))),
        security_schemes=_json_members(document.security_schemes),
        has_responses=bool(facts.responses),
        responses=_json_members(facts.responses),
        schemas=shared.texts("schemas", schemas),
        problem=_json_members({"Problem": problem_schema()}),
    )


def _separated(texts: Texts[Part]) -> Iterator[LinesView]:
    """Yield lines of packages with a comma behind all but the last."""
    waiting: Part | None = None
    for part in texts:
        if waiting is not None:
            yield LinesView(waiting, JsonText(","))
        waiting = part
    if waiting is not None:
        yield LinesView(waiting, JsonText(""))


def _json_members(members: Schema) -> JsonText:
    return _lines({name: to_json_line(value) for name, value in members.items()})


def _lines(members: Mapping[str, JsonText]) -> JsonText:
    """Return members a line each, with commas between them."""
    lines = (f"{to_json_line(name)}: {value}" for name, value in members.items())
    return JsonText(",\n".join(lines))


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
