"""`show KEY`: one element as the compiler understood it, with all its names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from contractgen.cli import console, exits
from contractgen.cli.commands.common import publish
from contractgen.cli.dump import plain
from contractgen.cli.options import Plain
from contractgen.cli.planning import compile_front
from contractgen.cli.project import open_project
from contractgen.cli.report.base import Report
from contractgen.cli.report.formats import Format
from contractgen.cli.report.visible import visible
from contractgen.ir import Contracts
from contractgen.names import NameTable
from contractgen.suggest import closest

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | float | bool | None"


class Element(Struct, frozen=True):
    """Something with a name in the contracts; `words` are what it may be called."""

    kind: str
    words: tuple[str, ...]
    value: object
    names: object


def run(key: str, config: Path | None, form: Plain) -> int:
    """Print every element called `key`."""
    compiled = compile_front(open_project(config))
    if compiled.contracts is None or compiled.names is None:
        code = exits.of(compiled.diagnostics)
        return publish(Report("show", code, compiled.diagnostics), Format.TEXT)
    elements = list(_elements(compiled.contracts, compiled.names))
    found = [element for element in elements if key in element.words]
    if not found:
        words = [word for element in elements for word in element.words]
        guess = closest(key, words)
        hint = f"did you mean `{guess}`?" if guess else "see `contractgen list`"
        console.tell(f"nothing is called `{visible(key)}`; {hint}\n")
        return exits.WRONG
    documents = [_document(element) for element in found]
    if form is Plain.JSON:
        console.out(json.dumps({"schema": 1, "elements": documents}, indent=2) + "\n")
        return exits.CLEAN
    for document in documents:
        console.out("".join(f"{line}\n" for line in _lines(document)) + "\n")
    return exits.CLEAN


def _elements(contracts: Contracts, names: NameTable) -> Iterator[Element]:
    for operation in contracts.operations():
        key, major = operation.id
        raises = {
            one.code: names.errors.get((operation.package, one.code))
            for one in operation.errors
        }
        named = {"": names.operations[operation.id], "errors": raises}
        yield Element(operation.kind, (key, f"{key}@{major}"), operation, named)
    for event in contracts.events.values():
        key, major = event.id
        yield Element(
            "event", (key, f"{key}@{major}"), event, {"": names.events[event.id]}
        )
    for model in contracts.models.values():
        symbol = model.symbol
        named = {"": names.models[symbol], "fields": names.fields.get(symbol, {})}
        yield Element("model", (str(symbol), symbol.name), model, named)
    for enum in contracts.enums.values():
        symbol = enum.symbol
        yield Element(
            "enum", (str(symbol), symbol.name), enum, {"": names.enums[symbol]}
        )


def _document(element: Element) -> dict[str, Any]:
    names: dict[str, Any] = plain(element.names)
    own: dict[str, Any] = names.pop("")
    described: dict[str, Any] = plain(element.value)
    described.pop("names", None)  # the author's overrides: they are in `names`
    return {"kind": element.kind, "contract": described, "names": {**own, **names}}


def _lines(value: Tree, depth: int = 0) -> Iterator[str]:
    """Yield nested JSON values as indented lines, in the manner of YAML."""
    pad = "  " * depth
    match value:
        case dict():
            for key, member in value.items():
                if member and isinstance(member, (dict, list)):
                    yield f"{pad}{visible(key)}:"
                    yield from _lines(member, depth + 1)
                elif member not in ({}, []):
                    yield f"{pad}{visible(key)}: {_scalar(member)}"
        case list():
            for item in value:
                inner = list(_lines(item, depth + 1))
                yield f"{pad}- {inner[0].strip() if inner else ''}"
                yield from inner[1:]
        case _:
            yield f"{pad}{_scalar(value)}"


def _scalar(value: Tree) -> str:
    return visible(value if isinstance(value, str) else json.dumps(value))
