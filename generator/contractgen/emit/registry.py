"""Finds emitters: `module:object`, as an entry point of the group below says it.

Ours are declared like anybody's, but their entries are repeated here: asking what is
installed takes longer than emitting a small API. Nobody else's can take their names.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # configuration is checked before anything can be emitted
    from contractgen.emit.base import Emitter

GROUP = "contractgen.emitters"

BUILT_IN = {
    "python": "contractgen.emit.python:EMITTER",
    "fastapi": "contractgen.emit.fastapi:EMITTER",
    "graphql": "contractgen.emit.graphql:EMITTER",
    "openapi": "contractgen.emit.openapi:EMITTER",
    "events": "contractgen.emit.events:EMITTER",
    "markdown": "contractgen.emit.markdown:EMITTER",
}


def load(names: Iterable[str]) -> "tuple[Emitter, ...]":
    """Return the emitters called `names`, in that order.

    Raises LookupError for a name that no installed distribution provides.
    """
    wanted = tuple(names)
    known = BUILT_IN if BUILT_IN.keys() >= set(wanted) else _others() | BUILT_IN
    return tuple(_load(name, known) for name in wanted)


def _load(name: str, known: dict[str, str]) -> "Emitter":
    if name not in known:
        installed = ", ".join(sorted(known))
        raise LookupError(f"no emitter is called {name!r}; installed: {installed}")
    module, _, attribute = known[name].partition(":")
    return cast("Emitter", getattr(import_module(module), attribute))


def installed() -> tuple[str, ...]:
    """Return the names of all emitters that could be enabled here."""
    return tuple(sorted(_others() | BUILT_IN))


def _others() -> dict[str, str]:
    from importlib.metadata import entry_points  # noqa: PLC0415  # start-up time

    return {point.name: point.value for point in entry_points(group=GROUP)}
