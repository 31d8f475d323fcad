"""`list`: everything a project declares, on one screen."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from contractgen.cli import console, exits
from contractgen.cli.commands.common import publish
from contractgen.cli.options import Plain
from contractgen.cli.planning import compile_front
from contractgen.cli.project import open_project
from contractgen.cli.report.base import Report
from contractgen.cli.report.formats import Format
from contractgen.cli.report.visible import columns, visible
from contractgen.ir import Contracts
from contractgen.names import NameTable

Row: TypeAlias = tuple[str, ...]
_SUMMARY = 50  # columns


def run(config: Path | None, form: Plain) -> int:
    """List operations, events, models and enums."""
    compiled = compile_front(open_project(config))
    if compiled.contracts is None or compiled.names is None or compiled.failed:
        code = exits.of(compiled.diagnostics)
        return publish(Report("list", code, compiled.diagnostics), Format.TEXT)
    if form is Plain.JSON:
        document = _document(compiled.contracts, compiled.names)
        console.out(json.dumps(document, indent=2) + "\n")
        return exits.CLEAN
    rows = list(_rows(compiled.contracts, compiled.names))
    for line in _table([("KIND", "NAME", "VERSION", "WHERE", "SUMMARY"), *rows]):
        console.out(f"{line}\n")
    return exits.CLEAN


def _rows(contracts: Contracts, names: NameTable) -> Iterator[Row]:
    for operation in contracts.operations():
        meta, named = operation.meta, names.operations[operation.id]
        where = f"{named.method} {named.path}"
        yield operation.kind, meta.key, str(meta.version), where, meta.description
    for event in contracts.events.values():
        meta, stem = event.meta, names.events[event.id].stem
        yield "event", meta.key, str(meta.version), stem, meta.description
    for model in contracts.models.values():
        where = str(model.origin.span)
        yield "model", str(model.symbol), "", where, model.description
    for enum in contracts.enums.values():
        where = str(enum.origin.span)
        yield "enum", str(enum.symbol), "", where, enum.description


def _table(rows: list[Row]) -> Iterator[str]:
    shown = [[*map(visible, row[:-1]), _cut(row[-1])] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = (
            cell + " " * (width - columns(cell))
            for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def _cut(text: str) -> str:
    line = visible(text.split("\n", 1)[0])
    while columns(line) > _SUMMARY:
        line = line[: _SUMMARY - 3].rstrip() + "..." if line.isascii() else line[:-1]
    return line


def _document(contracts: Contracts, names: NameTable) -> dict[str, Any]:
    return {
        "schema": 1,
        "operations": [
            {
                "kind": operation.kind,
                "package": operation.package,
                "key": operation.meta.key,
                "version": str(operation.meta.version),
                "stability": operation.meta.stability,
                "method": names.operations[operation.id].method,
                "path": names.operations[operation.id].path,
                "description": operation.meta.description,
                "place": str(operation.origin.span),
            }
            for operation in contracts.operations()
        ],
        "events": [
            {
                "package": event.package,
                "key": event.meta.key,
                "version": str(event.meta.version),
                "stability": event.meta.stability,
                "channel": names.events[event.id].stem,
                "payload": str(event.payload),
                "description": event.meta.description,
                "place": str(event.origin.span),
            }
            for event in contracts.events.values()
        ],
        "models": [
            {
                "name": str(model.symbol),
                "fields": [field.name for field in model.fields],
                "place": str(model.origin.span),
            }
            for model in contracts.models.values()
        ],
        "enums": [
            {
                "name": str(enum.symbol),
                "values": [value.value for value in enum.values],
                "place": str(enum.origin.span),
            }
            for enum in contracts.enums.values()
        ],
    }
