"""What the templates of events print."""

from collections.abc import Callable

from msgspec import Struct

from contractgen.emit.events.asyncapi import (
    CONTENT_TYPE,
    VERSION,
    Document,
    PackagePart,
)
from contractgen.emit.shared import Shared, Texts, some
from contractgen.ir import Json, Package
from contractgen.render.each import Each
from contractgen.render.fragments import JsonText, Part, YamlText
from contractgen.render.yaml import to_yaml
from contractgen.views.schema import Schema


class EventSchemaView(Struct, frozen=True):
    """The schema of one event."""

    schema: JsonText


class MemberView(Struct, frozen=True):
    """A name and what it stands for."""

    name: YamlText
    body: YamlText


class MembersView(Struct, frozen=True):
    """Members of one package, in one of the document's sections."""

    members: Each[MemberView]


class AsyncapiView(Struct, frozen=True):
    """The AsyncAPI document, part by part."""

    asyncapi: YamlText
    title: YamlText
    version: YamlText
    content_type: YamlText
    described: bool
    empty: bool
    channels: Texts[Part]
    operations: Texts[Part]
    messages: Texts[Part]
    schemas: Texts[Part]
    headers: Each[MemberView]


class _Section(Struct, frozen=True):
    """A section to which every package adds members."""

    name: str
    template: str
    indent: int
    of: Callable[[PackagePart], Schema]


_TOP, _COMPONENTS = "events/members.yaml.jinja", "events/components.yaml.jinja"
_CHANNELS = _Section("channels", _TOP, 4, lambda part: part.channels)
_OPERATIONS = _Section("operations", _TOP, 4, lambda part: part.operations)
_MESSAGES = _Section("messages", _COMPONENTS, 6, lambda part: part.messages)
_SCHEMAS = _Section("schemas", _COMPONENTS, 6, lambda part: part.schemas)


def asyncapi_view(document: Document, shared: Shared) -> AsyncapiView:
    """Return the view of the AsyncAPI template."""
    parts = document.packages
    described = shared.facts("described", lambda one: some(parts[one.name].channels))
    return AsyncapiView(
        asyncapi=to_yaml(VERSION),
        title=to_yaml(document.info["title"]),
        version=to_yaml(document.info["version"]),
        content_type=to_yaml(CONTENT_TYPE),
        described=any(described.values()),
        empty=not any(described.values()),
        channels=_section(document, shared, _CHANNELS),
        operations=_section(document, shared, _OPERATIONS),
        messages=_section(document, shared, _MESSAGES),
        schemas=_section(document, shared, _SCHEMAS),
        headers=_each(document.headers, 6),
    )


def _section(document: Document, shared: Shared, section: _Section) -> Texts[Part]:
    def view(package: Package) -> MembersView:
        members = section.of(document.packages[package.name])
        return MembersView(_each(members, section.indent))

    return shared.rendered(section.name, section.template, view)


def _each(members: Schema, indent: int) -> Each[MemberView]:
    def member(name: str, body: Json) -> MemberView:
        return MemberView(to_yaml(name), to_yaml(body, indent))

    return Each(members, member)
