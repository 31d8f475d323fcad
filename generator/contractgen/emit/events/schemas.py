"""The JSON Schema of each event, as data: a document that stands alone."""

from contractgen.emit.base import Api
from contractgen.ir import EnumType, Event, ModelType
from contractgen.views.events import event_extension, schema_id
from contractgen.views.schema import EXTENSION, Schema, Schemas
from contractgen.views.shapes import Reach, reach

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOTHING = Reach(frozenset(), frozenset())


def event_schema(event: Event, api: Api, schemas: Schemas) -> Schema:
    """Return the schema of an event's payload: `$defs` holds what it refers to."""
    names = api.names.events[event.id]
    meta = event.meta
    payload = schemas.model(event.payload, "output")
    head: Schema = {
        "$schema": DIALECT,
        "$id": schema_id(names, api.config.events),
        "title": names.stem,
    }
    if text := meta.description or payload.get("description"):
        head["description"] = text
    if meta.stability == "deprecated":
        head["deprecated"] = True
    found: Schema = {**head, **payload, **head}
    if definitions := schemas.components(_NOTHING, _below(event, api)):
        found["$defs"] = definitions
    found[EXTENSION] = event_extension(event, api.contracts)
    return found


def _below(event: Event, api: Api) -> Reach:
    """Return what the payload's fields reach; the payload only if it recurs."""
    types = [field.type for field in api.contracts.models[event.payload].fields]
    models = [kind.symbol for kind in types if isinstance(kind, ModelType)]
    enums = frozenset(kind.symbol for kind in types if isinstance(kind, EnumType))
    return reach(api.contracts, models) | Reach(frozenset(), enums)
