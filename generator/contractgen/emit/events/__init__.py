"""The events emitter: a JSON Schema per event and major, and one AsyncAPI document."""

from contractgen.emit.events.emitter import EMITTER

__all__ = ["EMITTER"]
