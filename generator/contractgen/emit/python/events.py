"""`events.py`: the events of a package, as classes of their payloads."""

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.python.module import Module
from contractgen.emit.python.prose import prose
from contractgen.ir import Event, Package
from contractgen.render.fragments import PyText
from contractgen.render.python import class_header, docstring, py_string
from contractgen.views.events import schema_id


class EventClass(Struct, frozen=True):
    """One event."""

    header: PyText
    docstring: PyText
    key: PyText
    version: PyText
    type: PyText
    source: PyText
    dataschema: PyText


class EventsModule(Struct, frozen=True):
    """Everything `python/events.py.jinja` shows."""

    package: PyText
    imports: PyText
    events: tuple[EventClass, ...]


def view(api: Api, package: Package) -> EventsModule | None:
    """Return the module of `package`, None without events."""
    if not package.events:
        return None
    module = Module(api.names, package.name, "events")
    module.use("typing", "ClassVar")
    module.use(".._contract", "EventMeta")
    events = tuple(_event(api, event, module) for event in package.events)
    return EventsModule(PyText(package.name), module.imports, events)


def _event(api: Api, event: Event, module: Module) -> EventClass:
    names = api.names.events[event.id]
    meta, config = event.meta, api.config.events
    text = meta.description or f"The event {meta.key}."
    return EventClass(
        header=class_header(names.python, module.model(event.payload)),
        docstring=docstring(prose(text, meta.stability == "deprecated"), 4),
        key=py_string(meta.key),
        version=py_string(str(meta.version)),
        type=py_string(names.type),
        source=py_string(config.source),
        dataschema=py_string(schema_id(names, config)),
    )
