"""The AsyncAPI 3.0 document as data: a channel, a message and an operation per event.

Events travel as CloudEvents in binary mode: attributes in `ce-` headers, the payload
as the message's body. Servers and bindings are the deployment's, and not said here.
"""

from collections.abc import Mapping

from msgspec import Struct

from contractgen.config import EventsConfig
from contractgen.emit.base import Api
from contractgen.ir import Event, Package
from contractgen.views.events import event_extension, schema_id
from contractgen.views.schema import ASYNCAPI, EXTENSION, Schema, Schemas
from contractgen.views.shapes import NOTHING, Reach

VERSION = "3.0.0"
CONTENT_TYPE = "application/json"

_HEADERS = "cloudevents-headers"  # no model can be called that
_REQUIRED = ("specversion", "id", "source", "type", "time", "dataschema")


class PackagePart(Struct, frozen=True):
    """What one package adds, by name; channels are named as their addresses."""

    channels: Schema
    operations: Schema
    messages: Schema
    schemas: Schema


class Document(Struct, frozen=True):
    """The document's parts. `headers` is the schema that all messages share."""

    info: Schema
    headers: Schema
    packages: Mapping[str, PackagePart]


def build(api: Api) -> Document:
    """Return the document of all events."""
    schemas = Schemas(api.contracts, api.names, ASYNCAPI)
    openapi, payloads = api.config.openapi, api.shapes.payloads.by_package()
    return Document(
        info={"title": openapi.title, "version": openapi.version},
        headers={_HEADERS: _headers(api.config.events)},
        packages={
            package.name: _part(package, api, schemas, payloads[package.name])
            for package in api.packages
        },
    )


def _part(package: Package, api: Api, schemas: Schemas, payloads: Reach) -> PackagePart:
    events = {api.names.events[event.id].stem: event for event in package.events}
    return PackagePart(
        channels={name: _channel(name, event) for name, event in events.items()},
        operations={name: _operation(name) for name in events},
        messages={
            name: _message(event, api, schemas) for name, event in events.items()
        },
        schemas=schemas.components(NOTHING, payloads),
    )


def _channel(name: str, event: Event) -> Schema:
    channel: Schema = {"address": name}
    if event.meta.description:
        channel["description"] = event.meta.description
    channel["messages"] = {name: {"$ref": f"#/components/messages/{name}"}}
    return channel


def _operation(name: str) -> Schema:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{name}"},
        "messages": ({"$ref": f"#/channels/{name}/messages/{name}"},),
    }


def _message(event: Event, api: Api, schemas: Schemas) -> Schema:
    names, meta = api.names.events[event.id], event.meta
    message: Schema = {"name": names.type, "title": names.stem}
    if meta.description:
        message["description"] = meta.description
    if meta.tags:
        message["tags"] = tuple({"name": tag} for tag in meta.tags)
    message["contentType"] = CONTENT_TYPE
    constants: Schema = {
        "ce-type": {"const": names.type},
        "ce-dataschema": {"const": schema_id(names, api.config.events)},
    }
    shared: Schema = {"$ref": f"#/components/schemas/{_HEADERS}"}
    message["headers"] = {
        "type": "object",
        "allOf": (shared, {"properties": constants}),
    }
    message["payload"] = schemas.reference(event.payload, "output")
    message[EXTENSION] = event_extension(event, api.contracts)
    return message


def _headers(config: EventsConfig) -> Schema:
    """Return the schema of CloudEvents 1.0 attributes (section 3.1), as headers."""
    text: Schema = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "description": "CloudEvents 1.0 context attributes.",
        "properties": {
            "ce-specversion": {"type": "string", "const": "1.0"},
            "ce-id": text,
            "ce-source": {"type": "string", "const": config.source},
            "ce-type": text,
            "ce-time": {"type": "string", "format": "date-time"},
            "ce-subject": text,
            "ce-dataschema": {"type": "string", "format": "uri"},
        },
        "required": tuple(f"ce-{name}" for name in _REQUIRED),
    }
