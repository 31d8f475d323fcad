"""The FastAPI emitter: a router per package, and what routers have in common."""

from contractgen.emit.fastapi.emitter import EMITTER

__all__ = ["EMITTER"]
