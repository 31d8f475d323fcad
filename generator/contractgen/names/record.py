"""The name table as JSON, for the manifest: a change of a public name shows there."""

from collections.abc import Mapping

from contractgen.names.table import NameTable


def record(names: NameTable) -> Mapping[str, Mapping[str, str]]:
    """Return the public names of every operation and event, by key and major."""
    recorded = {
        f"{key}.v{major}": {
            "rest": f"{one.method} {one.path}",
            "operationId": one.operation_id,
            "graphql": one.graphql,
            "mcp": one.mcp,
            "python": one.python,
        }
        for (key, major), one in names.operations.items()
    }
    events = {
        f"event {event.stem}": {"type": event.type, "python": event.python}
        for event in names.events.values()
    }
    return recorded | events
