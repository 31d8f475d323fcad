"""What the templates of events print."""

from msgspec import Struct

from contractgen.emit.events.asyncapi import CONTENT_TYPE, VERSION, Document
from contractgen.ir import Json
from contractgen.render.each import Each
from contractgen.render.fragments import JsonText, YamlText
from contractgen.render.yaml import to_yaml
from contractgen.views.schema import Schema


class EventSchemaView(Struct, frozen=True):
    """The schema of one event."""

    schema: JsonText


class MemberView(Struct, frozen=True):
    """A name and what it stands for."""

    name: YamlText
    body: YamlText


class AsyncapiView(Struct, frozen=True):
    """The AsyncAPI document, part by part."""

    asyncapi: YamlText
    title: YamlText
    version: YamlText
    content_type: YamlText
    empty: bool
    channels: Each[MemberView]
    operations: Each[MemberView]
    messages: Each[MemberView]
    schemas: Each[MemberView]


def asyncapi_view(document: Document) -> AsyncapiView:
    """Return the view of the AsyncAPI template."""
    return AsyncapiView(
        asyncapi=to_yaml(VERSION),
        title=to_yaml(document.info["title"]),
        version=to_yaml(document.info["version"]),
        content_type=to_yaml(CONTENT_TYPE),
        empty=not document.channels,
        channels=_members(document.channels, 4),
        operations=_members(document.operations, 4),
        messages=_members(document.messages, 6),
        schemas=_members(document.schemas, 6),
    )


def _members(members: Schema, indent: int) -> Each[MemberView]:
    def member(name: str, body: Json) -> MemberView:
        return MemberView(to_yaml(name), to_yaml(body, indent))

    return Each(members, member)
