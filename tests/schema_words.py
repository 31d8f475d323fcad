"""JSON Schema in a few words of prose, for the reference pages."""

from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

_UNLIMITED = 2**31 - 1


def words(schema: Schema) -> str:
    """Return what a schema takes, as a person would say it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(words(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    kind = schema.get("type", "any value")
    if kind == "array":
        return f"list of {words(schema['items'])}{_count(schema)}"
    if kind == "object":
        return _object(schema)
    if kind in ("integer", "number"):
        return f"{kind}{_range(schema)}"
    if kind == "string" or isinstance(kind, list):
        return "text"
    return "`true` or `false`" if kind == "boolean" else str(kind)


def _object(schema: Schema) -> str:
    if "properties" in schema:
        return "table with " + ", ".join(f"`{key}`" for key in schema["properties"])
    return f"mapping of names to {words(schema['additionalProperties'])}"


def _count(schema: Schema) -> str:
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    if most is None:
        return f", at least {least}" if least else ""
    return f" ({least} to {most:,})"


def _range(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None or most is None or abs(least) > _UNLIMITED:
        return ""
    return f" from {least}" if most == _UNLIMITED else f" from {least} to {most:,}"
