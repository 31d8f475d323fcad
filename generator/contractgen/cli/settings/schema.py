"""The JSON Schema of the configuration, from the same table as the decoder."""

from typing import Any

from contractgen.cli.settings.keys import CONFIG, Choice, Key, Many, Table, Text


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `contractgen.toml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "contractgen.toml",
        **_schema(CONFIG),
    }


def _schema(key: Key) -> dict[str, Any]:
    made: dict[str, Any] = {"description": key.about}
    match key:
        case Text():
            made["type"] = "string"
            if key.default is not None:
                made["default"] = key.default
        case Choice():
            if key.more:
                made |= {"type": "string", "examples": list(key.words)}
            else:
                made |= {"enum": list(key.words), "default": key.words[0]}
        case Many():
            made |= {"type": "array", "items": _schema(key.item)}
            made["default"] = list(key.default)
            if key.some:
                made["minItems"] = 1
        case Table():
            made["type"] = "object"
            made["properties"] = {name: _schema(one) for name, one in key.keys.items()}
            made["additionalProperties"] = False
            if key.required:
                made["required"] = list(key.required)
    return made
