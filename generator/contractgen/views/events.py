"""What schemas of events say, shared by their files and whatever refers to them."""

from contractgen.config import EventsConfig
from contractgen.ir import Contracts, Event
from contractgen.names import EventNames
from contractgen.views.extension import meta_extension
from contractgen.views.schema import Schema


def schema_file(names: EventNames) -> str:
    """Return the name of an event's schema file."""
    return f"{names.stem}.schema.json"


def schema_id(names: EventNames, config: EventsConfig) -> str:
    """Return the stable `$id` of an event's schema: CloudEvents' `dataschema`."""
    return f"{config.id_base.rstrip('/')}/{schema_file(names)}"


def event_extension(event: Event, contracts: Contracts) -> Schema:
    """Return everything carried about an event.

    `pii` names personal data whether the event or the payload's fields say so.
    """
    said = (*event.pii, *_personal(event, contracts))
    pii: Schema = {"pii": tuple(dict.fromkeys(said))} if said else {}
    tags: Schema = {"tags": event.meta.tags} if event.meta.tags else {}
    return {**event.meta.carried, **meta_extension(event.meta), **tags, **pii}


def _personal(event: Event, contracts: Contracts) -> tuple[str, ...]:
    fields = contracts.models[event.payload].fields
    return tuple(field.name for field in fields if field.pii)
