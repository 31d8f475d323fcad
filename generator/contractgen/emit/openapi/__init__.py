"""The OpenAPI 3.1 emitter: one document, as YAML to read and as JSON to serve."""

from contractgen.emit.openapi.emitter import EMITTER

__all__ = ["EMITTER"]
