"""The page of a package's events."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.markdown.tables import (
    FieldRow,
    FieldTables,
    Row,
    listed,
    reference,
)
from contractgen.ir import Event, EventId, Package
from contractgen.render.fragments import MdText
from contractgen.render.markdown import md_code, md_inline, md_link, md_prose


class EventSection(Struct, frozen=True):
    """One event."""

    title: MdText
    description: MdText
    metadata: tuple[Row, ...]
    has_fields: bool
    fields: tuple[FieldRow, ...]


class EventsPage(Struct, frozen=True):
    """Everything `markdown/events.md.jinja` shows."""

    package: MdText
    events: tuple[EventSection, ...]


Emitters: TypeAlias = Mapping[EventId, Sequence[tuple[str, str, int]]]
"""Package, key and major of the operations that emit each event."""


def view(
    api: Api, package: Package, tables: FieldTables, emitters: Emitters
) -> EventsPage:
    """Return the page of `package`."""
    sections = tuple(
        _event(api, event, tables, emitters.get(event.id, ()))
        for event in package.events
    )
    return EventsPage(md_inline(package.name), sections)


def emitters_of(api: Api) -> Emitters:
    """Return who emits each event, for all pages of events."""
    found: dict[EventId, list[tuple[str, str, int]]] = {}
    for operation in api.contracts.operations():
        for emission in operation.emits:
            place = (operation.package, *operation.id)
            found.setdefault(emission.event, []).append(place)
    return found


def _event(
    api: Api,
    event: Event,
    tables: FieldTables,
    emitters: Sequence[tuple[str, str, int]],
) -> EventSection:
    meta, model = event.meta, api.contracts.models[event.payload]
    names = api.names.events[event.id]
    rows = [
        Row(MdText("Version"), md_inline(str(meta.version))),
        Row(MdText("Stability"), MdText(meta.stability)),
        Row(MdText("Owners"), listed(meta.owners)),
        Row(MdText("Tags"), listed(meta.tags)),
        Row(MdText("Payload"), reference(event.payload, event.package)),
        Row(MdText("CloudEvents type"), md_code(names.type)),
        Row(MdText("Schema"), md_code(f"{names.stem}.schema.json")),
    ]
    if event.pii:
        rows.append(Row(MdText("Personal data"), listed(event.pii)))
    if emitters:
        links = ", ".join(_link(event, *place) for place in emitters)
        rows.append(Row(MdText("Emitted by"), MdText(links)))
    fields = tables.rows(model, event.package)
    title, prose = md_inline(names.stem), md_prose(meta.description)
    return EventSection(title, prose, tuple(rows), bool(fields), fields)


def _link(event: Event, package: str, key: str, major: int) -> str:
    home = "" if package == event.package else f"../{package}/"
    return md_link(key, f"{home}{key}.v{major}.md")
