"""The Python emitter: models, errors, events and services as an importable package."""

from contractgen.emit.python.emitter import EMITTER

__all__ = ["EMITTER"]
