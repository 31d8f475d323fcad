"""`meta`: defaults filled, versions parsed, prose tidied, carried data gathered."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents.kinds import Json as Written
from contractgen.documents.kinds import spot
from contractgen.documents.surface import (
    DefaultsDoc,
    EventMetaDoc,
    OperationMetaDoc,
)
from contractgen.ir import Json, Meta, Stability, Version
from contractgen.nodes import Place
from contractgen.resolve.prose import prose
from contractgen.suggest import shown

MISSING_META = Code(
    "CG202",
    "a meta without owners, stability or tags",
    "Every operation and event has owners, a stability and tags, so that docs can say "
    "whom to ask. They stand in its meta or in the file's `defaults`.",
    "Add the key to the meta, or to `defaults` for the whole file.",
    wrong="meta: { key: job.done, version: 1.0.0, description: Done. }\n",
    right="defaults: { owners: [platform.jobs], stability: stable, tags: [jobs] }\n",
)
SAID_TWICE = Code(
    "CG215",
    "a carried key in two places",
    "Keys such as `capability` or `telemetry` may stand in several places that mean "
    "the same; in two at once, one would be lost.",
    "Keep one of the two.",
    wrong="meta: { capability: jobs }\ncapability: scheduling\n",
    right="meta: { capability: jobs }\n",
)

_VERSION = re.compile(r"([0-9]+)\.([0-9]+)\.([0-9]+)(?:-(.+))?")


@lru_cache(maxsize=1024)  # most contracts share a few
def version(text: str) -> Version:
    """Return the version that `text` spells; its grammar has been checked."""
    match = _VERSION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    major, minor, patch = map(int, match.group(1, 2, 3))
    return Version(major, minor, patch, match[4] or "")


def meta(
    doc: EventMetaDoc | OperationMetaDoc,
    defaults: DefaultsDoc | None,
    carried: Mapping[str, Json],
    found: list[Diagnostic],
) -> Meta | None:
    """Return the meta with defaults filled; None, and why, if a key is missing."""
    said = {key: getattr(doc, key) for key in ("owners", "stability", "tags")}
    for key, value in said.items():
        if value is None and defaults:
            said[key] = getattr(defaults, key)
    missing = [f"`{key}`" for key, value in said.items() if value is None]
    if missing:
        message = f"{shown(doc.key.text)} needs {' and '.join(missing)}"
        help_ = "say it in the meta, or in `defaults` for the whole file"
        found.append(MISSING_META.at(spot(doc.place), message, help=help_))
        return None
    goal, context = "", ""
    if isinstance(doc, OperationMetaDoc):
        goal, context = prose(doc.goal), prose(doc.context)
    return Meta(
        doc.key.text,
        version(doc.version),
        prose(doc.description),
        cast(Stability, said["stability"]),
        said["owners"],
        said["tags"],
        goal,
        context,
        carried,
    )


def frozen(data: Written) -> Json:
    """Return JSON data as the IR holds it: with tuples for lists."""
    if isinstance(data, list):
        return tuple(map(frozen, data))
    if isinstance(data, dict):
        return {key: frozen(value) for key, value in data.items()}
    return data


def gathered(
    parts: Iterable[tuple[Mapping[str, Any], Place]], found: list[Diagnostic]
) -> dict[str, Json]:
    """Return the carried data of all `parts`, sorted by key; none may stand twice."""
    values: dict[str, Json] = {}
    places: dict[str, Place] = {}
    for carried, place in parts:
        for key, value in carried.items():
            if key in places:
                message = f"{shown(key)} is said in two places"
                again = SAID_TWICE.at(place.key_span(key), message)
                found.append(again.also(places[key].key_span(key), "first here"))
            else:
                values[key], places[key] = frozen(value), place
    return dict(sorted(values.items()))


CODES = (MISSING_META, SAID_TWICE)
