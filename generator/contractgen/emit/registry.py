"""Finds emitters. Ours come in through the door that stands open to everybody."""

from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import cast

from contractgen.emit.base import Emitter

GROUP = "contractgen.emitters"


def load(names: Iterable[str]) -> tuple[Emitter, ...]:
    """Return the emitters called `names`, in that order.

    Raises LookupError for a name that no installed distribution provides.
    """
    found = {point.name: point for point in entry_points(group=GROUP)}
    emitters: list[Emitter] = []
    for name in names:
        if name not in found:
            known = ", ".join(sorted(found))
            raise LookupError(f"no emitter is called {name!r}; installed: {known}")
        emitters.append(cast(Emitter, found[name].load()))
    return tuple(emitters)
