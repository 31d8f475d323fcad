"""Contracts in YAML to findings of the rules, the way the pipeline goes.

Tests write operations and events in one line, `- jobs.a 2.0.0 | io: { … }`: what the
rules do not look at is filled in, and given keys replace those.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from contractgen import documents, names, rules
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic, in_order
from contractgen.read import read
from contractgen.resolve import resolve
from contractgen.source import SourceFile
from contractgen.views.shapes import reachable

Judge: TypeAlias = Callable[..., tuple[Diagnostic, ...]]

_LINE = re.compile(r"^- ([a-z][\w.-]*)(?: (\d[\w.-]*))?((?: \| .*)?)$", re.MULTILINE)


def subject(*texts: str, config: Config | None = None) -> rules.Subject:
    """Return the linked contracts of one file of package `jobs` per text."""
    settings = config or Config()
    files = tuple(
        SourceFile(f"specs/{path}", path, _file(text))
        for at, text in enumerate(texts)
        for path in [f"jobs/{at}.contract.yaml"]
    )
    trees, found = read(files)
    decoded: list[documents.Document] = []
    for tree in trees:
        document, more = documents.decode(tree)
        found += more
        if document is not None:
            decoded.append(document)
    contracts, more = resolve(decoded, settings)
    assert not [*found, *more]
    table = names.decide(contracts, settings)
    return rules.Subject(contracts, table, settings, reachable(contracts))


def _file(text: str) -> bytes:
    section = "commands"
    lines = ["contractgen: 1"]
    for line in text.splitlines():
        if line and line[0].isalpha():
            section = line.partition(":")[0]
        match = _LINE.match(line)
        lines.append(_item(match, section) if match else line)
    return "\n".join(lines).encode()


def _item(match: re.Match[str], section: str) -> str:
    key, version, more = match.groups()
    meta = {
        "key": key,
        "version": version or "1.0.0",
        "description": "Do.",
        "owners": "[a]",
    }
    meta |= {"stability": "beta", "tags": "[b]"}
    item = {} if section == "events" else {"io": "{ input: null, output: null }"}
    if section != "events":
        meta |= {"goal": "Do it.", "context": "Always."}
        item["policy"] = "{ auth: user }"
    for part in more.split(" | ")[1:]:
        name, _, value = part.partition(": ")
        (meta if name in meta else item)[name] = value
    said = ", ".join(f"{name}: {value}" for name, value in meta.items())
    keys = "".join(f"\n  {name}: {value}" for name, value in item.items())
    return f"- meta: {{ {said} }}{keys}"


@pytest.fixture
def judge() -> Judge:
    """Return the function from contract files to what the rules find in them."""

    def judged(*texts: str, config: Config | None = None) -> tuple[Diagnostic, ...]:
        return in_order(rules.run(subject(*texts, config=config)))

    return judged


@pytest.fixture
def link() -> Callable[..., rules.Subject]:
    """Return the function from contract files to what the rules look at."""
    return subject
