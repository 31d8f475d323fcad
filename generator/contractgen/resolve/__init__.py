"""From documents to the IR: names linked, defaults filled, values read, all sorted.

    contracts, diagnostics = resolve(documents, config)

What is wrong within the contracts is found here; what is wrong with the names they
get on surfaces, and what is merely unwise, is found in `rules`. Where there are
errors the contracts hold what is whole and must not be emitted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from contractgen.config import Config
from contractgen.diagnostics import Diagnostic
from contractgen.documents import Document
from contractgen.ir import Contracts, Files, Operation, OperationId, Origin, Package
from contractgen.resolve import (
    definitions,
    events,
    linking,
    metadata,
    operations,
    packages,
    scope,
    values,
)
from contractgen.resolve.constants import read_constants, values_of
from contractgen.resolve.definitions import Definitions, define
from contractgen.resolve.events import Emitter, Events, same_key
from contractgen.resolve.linking import Linker
from contractgen.resolve.operations import Operations, start
from contractgen.resolve.packages import package_of
from contractgen.resolve.scope import Part, collect

__all__ = ["CODES", "resolve"]

CODES = (
    *packages.CODES,
    *metadata.CODES,
    *scope.CODES,
    *linking.CODES,
    *definitions.CODES,
    *events.CODES,
    *operations.CODES,
    *values.CODES,
)

D = TypeVar("D")


def resolve(
    documents: Sequence[Document], config: Config
) -> tuple[Contracts, list[Diagnostic]]:
    """Return the contracts that `documents` make together, and what is wrong."""
    found: list[Diagnostic] = []
    parts = [
        Part(package, document)
        for document in documents
        if (package := package_of(document, config.specs, found)) is not None
    ]
    if found:
        return Contracts(()), found
    declared = collect(parts, found)
    linker = Linker(declared, found)
    defined = define(declared, linker, found)
    read_constants(defined, found)
    all_events = Events(defined, linker, found)
    for part in parts:
        all_events.declare(part)
    readers = (
        values_of(defined, found, complete=False),
        values_of(defined, found, complete=True),
    )
    maker = Operations(linker, all_events, readers, found)
    made = _operations(parts, all_events, maker, found)
    linker.circular_packages()
    files = _by_package((part.package, _path(part.document)) for part in parts)
    return _contracts(files, defined, all_events, made), found


def _operations(
    parts: Iterable[Part], events_: Events, maker: Operations, found: list[Diagnostic]
) -> list[Operation]:
    """Return the operations of all packages, each key and major once."""
    started = _started(parts, found)
    events_.describe(emitter for _, emitter in started)
    made = (maker.operation(kind, emitter) for kind, emitter in started)
    return [operation for operation in made if operation]


def _started(
    parts: Iterable[Part], found: list[Diagnostic]
) -> list[tuple[str, Emitter]]:
    first: dict[OperationId, tuple[str, Emitter]] = {}
    for part in parts:
        for kind, doc in part.operations():
            emitter = start(part, doc, found)
            if emitter is None:
                continue
            name = doc.meta.key.text
            key = name, emitter.meta.version.major
            if key in first:
                here, there = (
                    Origin(each.doc.meta.key.span, each.doc.place)
                    for each in (emitter, first[key][1])
                )
                found.append(same_key("operation", name, here, there))
            else:
                first[key] = kind, emitter
    return sorted(first.values(), key=lambda each: _place(each[1]))


def _place(emitter: Emitter) -> tuple[str, str, int]:
    return emitter.package, emitter.meta.key, emitter.meta.version.major


def _contracts(
    files: Mapping[str, list[str]],
    defined: Definitions,
    all_events: Events,
    made: Iterable[Operation],
) -> Contracts:
    """Return packages sorted by name, definitions by name or key and version."""
    enums = _by_package((each.symbol.package, each) for each in defined.enums.values())
    models = _by_package(
        (each.symbol.package, each) for each in defined.models.values()
    )
    events_ = _by_package((event.package, event) for event in all_events.all())
    operations_ = _by_package((each.package, each) for each in made)
    return Contracts(
        tuple(
            Package(
                name,
                tuple(sorted(enums[name], key=lambda enum: enum.symbol.name)),
                tuple(sorted(models[name], key=lambda model: model.symbol.name)),
                tuple(sorted(events_[name], key=lambda event: event.id)),
                tuple(operations_[name]),
                Files(tuple(sorted(files[name]))),
            )
            for name in sorted(files)
        )
    )


def _path(document: Document) -> str:
    return document.file.place.span.source.path


def _by_package(pairs: Iterable[tuple[str, D]]) -> dict[str, list[D]]:
    groups: dict[str, list[D]] = defaultdict(list)
    for package, definition in pairs:
        groups[package].append(definition)
    return groups
