"""Whole contracts by chance: packages, models, events and operations of a seed.

Only definitions are chosen here so that each is legal beside the others: names that
fold together, routes that overlap and the like have tests of their own.
"""

from random import Random
from typing import Any

from . import operations
from .draft import Draft
from .fields import Scope, any_field, names
from .words import ENUMS, MODELS, PACKAGES, PROSE, VALUES

MAJORS = ("0.3.1", "1.0.0", "2.10.0", "3.0.0-rc.1")


def draft(seed: int) -> Draft:
    """Return the contracts of a seed, always the same."""
    chance = Random(seed)  # noqa: S311  # seeds are for repeating, not for secrets
    made = Draft()
    types = chance.sample(MODELS, 18)
    enums = chance.sample(ENUMS, 4)
    for package in chance.sample(PACKAGES, chance.choice((1, 2, 3))):
        document: dict[str, Any] = {"contractgen": 1, "package": package}
        document["defaults"] = {
            "owners": ["platform.jobs"],
            "stability": "stable",
            "tags": ["t"],
        }
        mine = [types.pop() for _ in range(chance.randint(1, 6))]
        document["enums"] = {}
        if chance.random() < 0.7:
            name = enums.pop()
            document["enums"][name] = _enum(chance, made, package, name)
        document["models"] = _models(chance, made, package, mine)
        document["events"] = _events(chance, made, package)
        document |= operations.of(chance, made, package)
        made.documents[package] = document
    return made


def scope(made: Draft, package: str, coming: tuple[str, ...] = ()) -> Scope:
    """Return what a package can refer to when `coming` models are yet to be made."""
    earlier = made.outputs
    return Scope(package, tuple(made.enums), earlier, (*earlier, *coming))


def _enum(chance: Random, made: Draft, package: str, name: str) -> dict[str, Any]:
    items: list[Any] = []
    values: list[str] = []
    folded: set[str] = set()
    for number, value in enumerate(chance.sample(VALUES, chance.randint(1, 9))):
        fold = "".join(filter(str.isalnum, value.encode("ascii", "ignore").decode()))
        item: dict[str, Any] = {"value": value}
        if not fold or fold.lower() in folded:
            item["name"] = f"ODD_{number}"
        folded.add(fold.lower())
        if chance.random() < 0.3:
            item |= {"description": chance.choice(PROSE), "deprecated": True}
        items.append(value if len(item) == 1 else item)
        values.append(value)
    made.enums[f"{package}.{name}"] = tuple(values)
    return {"values": items, "description": chance.choice(("", *PROSE))}


def _models(
    chance: Random, made: Draft, package: str, names_: list[str]
) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for number, name in enumerate(names_):
        coming = tuple(f"{package}.{one}" for one in names_[number:])
        near = scope(made, package, coming)
        fields = tuple(
            any_field(chance, made, near, field)
            for field in names(chance, chance.choice((0, 1, 3, 6, 12)))
        )
        made.models[f"{package}.{name}"] = fields
        written[name] = {"fields": {field.name: field.said for field in fields}}
        if chance.random() < 0.7:
            written[name]["description"] = chance.choice(PROSE)
    return written


def _events(chance: Random, made: Draft, package: str) -> list[Any]:
    written: list[Any] = []
    for number in range(chance.choice((0, 0, 1, 2))):
        symbol = chance.choice(made.outputs)
        key, version = f"{package}.thing{number}.happened", chance.choice(MAJORS)
        meta = {"key": key, "version": version, "description": chance.choice(PROSE)}
        payload = symbol.removeprefix(f"{package}.")
        written.append({"meta": meta, "payload": payload})
        made.events[key, int(version[0])] = symbol
        made.versions[key, int(version[0])] = version
        if chance.random() < 0.3 and version[0] in "01":
            later = meta | {"version": "2.0.0"}
            written.append({"meta": later, "payload": payload, "pii": []})
            made.events[key, 2] = symbol
            made.versions[key, 2] = "2.0.0"
    return written
