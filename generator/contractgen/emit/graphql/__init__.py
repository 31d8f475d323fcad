"""The GraphQL emitter: the schema, and the Python modules that serve it."""

from contractgen.emit.graphql.emitter import EMITTER

__all__ = ["EMITTER"]
