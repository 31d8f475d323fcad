"""Writes the pages that the code itself knows: `python -m tests.reference`.

A page per diagnostic, every key of contracts and configuration, every scalar. A test
fails when a committed page differs from what is made here.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from contractgen.cli import catalogue
from contractgen.cli.settings import config_schema
from contractgen.documents import contract_schema
from contractgen.scalars import ALIASES, SCALARS, ScalarRow

from .schema_words import Schema, words

Rows: TypeAlias = Iterable[tuple[str, ...]]

DOCS = Path(__file__).parents[1] / "docs"
_MADE = "<!-- Written by `make docs` from the code; edits here are lost. -->\n"
_FAMILIES = {
    "CG1": "Reading contracts and configuration",
    "CG2": "Linking, names and rules",
    "CG3": "Lint: warnings, which fail a build only with `--strict`",
    "CG4": "Output and drift",
    "CG5": "Evolution",
}


@cache
def pages() -> dict[str, str]:
    """Return every generated page: path below docs/ → text."""
    made = {
        f"diagnostics/{code.id}.md": _MADE + catalogue.page(code)
        for code in catalogue.codes().values()
    }
    made["diagnostics/index.md"] = _MADE + "\n".join(_index())
    made["reference/contract-keys.md"] = _MADE + "\n".join(_contract_keys())
    made["reference/scalars.md"] = _MADE + "\n".join(_scalars())
    made["reference/configuration.md"] = _MADE + "\n".join(_configuration())
    return made


def _index() -> Iterator[str]:
    yield "# Diagnostics\n"
    yield "Every code that contractgen prints; `contractgen explain CG203` shows the"
    yield "same page in the terminal. Exit codes: 0 clean, 1 findings (drift, lint),"
    yield "2 wrong contracts, configuration or usage, 3 a mistake of contractgen.\n"
    codes = catalogue.codes().values()
    for family, members in groupby(codes, key=lambda code: code.id[:3]):
        yield f"## {_FAMILIES[family]}\n"
        for code in members:
            yield f"- [{code.id}]({code.id}.md): {code.title}"
        yield ""


def _contract_keys() -> Iterator[str]:
    schema: Any = contract_schema()
    yield "# Keys of a contract file\n"
    yield "Every key there is; the [guide](../guide/contracts.md) explains them. Any"
    yield "other key is an error. `contractgen schema contract` prints the same as JSON"
    yield "Schema, for completion in editors.\n"
    yield from _mapping("A contract file", schema)
    for name, part in schema["$defs"].items():
        yield from _mapping(name, part)


def _configuration() -> Iterator[str]:
    schema: Any = config_schema()
    yield "# Configuration\n"
    yield "`contractgen.toml`, or the table `[tool.contractgen]` of `pyproject.toml`,"
    yield "looked for upwards to the first folder that has either, or `.git`. Every key"
    yield "is optional, an unknown one is an error. Paths are relative to the file's"
    yield "folder, use `/`, and stay inside. `contractgen schema config` prints the"
    yield "JSON Schema.\n"
    tables = {
        name: part
        for name, part in schema["properties"].items()
        if part.get("type") == "object"
    }
    plain = {k: v for k, v in schema["properties"].items() if k not in tables}
    yield from _table(
        ("key", "value", "default", "meaning"), _config_rows({"properties": plain})
    )
    for name, part in tables.items():
        yield f"## `[{name}]`\n\n{part['description']}\n"
        yield from _table(("key", "value", "default", "meaning"), _config_rows(part))


def _config_rows(schema: Schema) -> Rows:
    for name, part in schema["properties"].items():
        default = f"`{_toml(part['default'])}`" if "default" in part else ""
        yield f"`{name}`", words(part), default, part["description"]


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"'


def _mapping(name: str, schema: Schema) -> Iterator[str]:
    required = schema.get("required", ())
    yield f"## {name}\n\n{schema['description']}\n"
    rows = (
        (f"`{key}`{' *' if key in required else ''}", words(part), part["description"])
        for key, part in schema["properties"].items()
    )
    yield from _table(("key (* required)", "value", "meaning"), rows)


def _scalars() -> Iterator[str]:
    yield "# Scalar types\n"
    yield "What a value looks like in JSON is the same on every surface. The patterns"
    yield "are anchored at both ends.\n"
    aliases = (f"`{alias}` is `{name}`" for alias, name in ALIASES.items())
    yield f"Aliases: {', '.join(aliases)}.\n"
    heads = ("type", "what it is", "in JSON", "in GraphQL", "example")
    yield from _table(heads, map(_scalar, SCALARS))


def _scalar(row: ScalarRow) -> tuple[str, ...]:
    schema = dict(row.schema)
    wire = [str(schema.pop("type", "any value"))]
    wire += [f"{key} {_code(str(value))}" for key, value in schema.items()]
    return (
        f"`{row.name}`",
        row.description,
        ", ".join(wire),
        f"`{row.graphql}`",
        f"`{json.dumps(row.example)}`",
    )


def _code(text: str) -> str:
    """Return a code span, whose own marks are longer than any in it."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _table(heads: tuple[str, ...], rows: Rows) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def stale() -> list[str]:
    """Return the pages that `pages` no longer makes, in folders made whole."""
    made = {*pages()}
    there = (
        path.relative_to(DOCS).as_posix()
        for folder in ("diagnostics", "reference")
        for path in (DOCS / folder).glob("*")
    )
    return sorted(path for path in there if path not in made)


def main() -> None:
    """Write every page, and remove what is no page any more."""
    for path, text in pages().items():
        target = DOCS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_text("utf-8") != text:
            target.write_text(text, "utf-8", newline="\n")
            print(f"docs/{path}")
    for path in stale():
        (DOCS / path).unlink()
        print(f"docs/{path} removed")


if __name__ == "__main__":
    main()
