"""The name table as JSON, for the manifest: a change of a public name shows there."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from contractgen.ir import Package
from contractgen.names.table import NameTable

Record: TypeAlias = Mapping[str, Mapping[str, str]]
"""Public names by what they are names of."""


def record(package: Package, names: NameTable) -> Record:
    """Return the names of all operations and events of a package, by key and major."""
    return dict(_rows(package, names))


def _rows(
    package: Package, names: NameTable
) -> Iterator[tuple[str, Mapping[str, str]]]:
    for operation in package.operations:
        one, (key, major) = names.operations[operation.id], operation.id
        yield (
            f"{key}.v{major}",
            {
                "rest": f"{one.method} {one.path}",
                "operationId": one.operation_id,
                "graphql": one.graphql,
                "mcp": one.mcp,
                "python": one.python,
            },
        )
    for event in package.events:
        its = names.events[event.id]
        yield f"event {its.stem}", {"type": its.type, "python": its.python}
