"""Which files describe events, and where they go."""

from collections.abc import Iterator

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.emit.base import Api, Emitter
from contractgen.emit.events.asyncapi import build
from contractgen.emit.events.schemas import event_schema
from contractgen.emit.events.view import EventSchemaView, asyncapi_view
from contractgen.emit.shared import Shared
from contractgen.render.json import to_json
from contractgen.views.events import schema_file
from contractgen.views.schema import DEFINITIONS, Schemas

SCHEMA = "events/event.schema.json.jinja"
"""For each event and major: `events/<key>.v<major>.schema.json`."""

ASYNCAPI = "events/asyncapi.yaml.jinja"
"""Once: `events/asyncapi.yaml`."""


class EventsEmitter:
    """A JSON Schema per event and major, and one AsyncAPI document."""

    name = "events"
    needs: tuple[str, ...] = ()

    def owns(self, config: Config) -> tuple[str, ...]:
        """Return the folder of schemas."""
        return (f"{config.output}/events",)

    def emit(self, api: Api) -> Iterator[Artifact]:
        """Yield the schemas, then the AsyncAPI document."""
        (folder,) = self.owns(api.config)
        schemas = Schemas(api.contracts, api.names, DEFINITIONS)
        for event in (one for package in api.packages for one in package.events):
            view = EventSchemaView(to_json(event_schema(event, api, schemas)))
            text = api.templates.render(SCHEMA, view)
            path = f"{folder}/{schema_file(api.names.events[event.id])}"
            element = f"{event.meta.key} {event.meta.version}"
            span, package = event.origin.span, event.package
            yield Artifact(path, text.encode(), self.name, element, span, package)
        shared = Shared(api, f"{folder}/asyncapi.yaml")
        document = asyncapi_view(build(api), shared)
        yield shared.artifact(ASYNCAPI, document, self.name)


EMITTER: Emitter = EventsEmitter()
