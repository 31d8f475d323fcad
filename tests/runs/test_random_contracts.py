"""Contracts by chance go through everything: compiled, checked, served, asked.

A failing seed is the whole report: `chance.contracts.draft(seed)` makes it again.
`CHANCE=100-400 python -m pytest tests/runs/test_random_contracts.py` tries others.
"""

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest
import yaml
from contractgen.config import EMITTERS, Config, NamesConfig, PythonConfig
from graphql import assert_valid_schema
from openapi_spec_validator import validate

from ..properties.forms import as_python, as_yaml
from ..support import shown
from .chance.contracts import draft
from .chance.draft import Draft, Operation
from .chance.mutants import mutants
from .chance.served import Served
from .generated import Generated, compile_texts, generate, importable

SEEDS = (1, 6, 10, 27, 54, 67, 133, 165)
"""Both forms, both kinds of service, all ways to name; as many as take 20 seconds."""

EXPECTED = {"CG300", "CG301", "CG302", "CG304", "CG305", "CG306"}
ROUNDS = 3
RUFF = Path(sys.executable).with_name("ruff")


def luck(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # to be repeated, not to be secret


def seeds() -> tuple[int, ...]:
    first, _, last = os.environ.get("CHANCE", "").partition("-")
    return tuple(range(int(first), int(last))) if last else SEEDS


@dataclass(frozen=True)
class Chance:
    """What a seed stands for, built."""

    seed: int
    draft: Draft
    config: Config
    made: Generated

    @cached_property
    def served(self) -> Served:
        compiled = compile_texts(texts(self.draft, self.seed), self.config, ())
        assert compiled.names is not None
        sync = self.config.python.service == "sync"
        return Served(self.draft, self.made, compiled.names, sync=sync)

    def read(self, path: str) -> Any:
        """Return what an output says."""
        return yaml.safe_load((self.made.folder.parent / path).read_bytes())


def texts(contracts: Draft, seed: int) -> dict[str, str]:
    """Return the contracts as files: every third seed in the Python form."""
    if seed % 3:
        write, name = as_yaml, "all.contract.yaml"
    else:
        write, name = as_python, "all_contract.py"
    return {f"{pack}/{name}": write(one) for pack, one in contracts.documents.items()}


def configuration(seed: int) -> Config:
    """Return a configuration: each choice is made by a bit of the seed."""
    return Config(
        names=NamesConfig(
            versions="full" if seed & 1 else "major",
            prefix="package" if seed & 2 else "none",
        ),
        python=PythonConfig(service="sync" if seed & 4 else "async"),
    )


@pytest.fixture(scope="module", params=seeds())
def chance(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chance]:
    seed: int = request.param
    contracts, config = draft(seed), configuration(seed)
    files = texts(contracts, seed)
    found = compile_texts(files, config, ()).diagnostics
    assert {one.code for one in found} <= EXPECTED, shown(found)
    folder = tmp_path_factory.mktemp(f"seed{seed}")
    with importable(generate(folder, files, config, emitters=EMITTERS)) as made:
        yield Chance(seed, contracts, config, made)


@pytest.mark.parametrize("command", [["format", "--diff"], ["check"]])
def test_born_formatted(chance: Chance, command: list[str]) -> None:
    done = subprocess.run(
        [RUFF, *command, "--isolated", "--no-cache", chance.made.package],
        cwd=chance.made.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_module_imports_without_a_warning(chance: Chance) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        package = chance.made.load()
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            loaded = importlib.import_module(module.name)
            for name in getattr(loaded, "__all__", ()):
                getattr(loaded, name)


def test_the_documents_are_what_they_say(chance: Chance) -> None:
    served = chance.served
    validate(served.document)
    assert_valid_schema(served.schema)
    assert chance.read("openapi/openapi.yaml") == served.document
    for path in (chance.made.folder.parent / "events").glob("*.schema.json"):
        jsonschema_rs.meta.validate(json.loads(path.read_bytes()))
    for schema in served.document["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)
    asyncapi = chance.read("events/asyncapi.yaml")
    stems = {names.stem for names in served.names.events.values()}
    assert asyncapi["asyncapi"].startswith("3.0.")
    assert {one["address"] for one in asyncapi["channels"].values()} == stems


def test_the_served_document_is_the_emitted_one(chance: Chance) -> None:
    answer = chance.served.client.get("/openapi.json").json()
    assert answer == chance.served.document


def test_values_come_back(chance: Chance) -> None:
    for operation in chance.draft.operations:
        for number in range(ROUNDS):
            _round_trip(chance.served, operation, luck(number))


def _round_trip(served: Served, operation: Operation, chance: Random) -> None:
    draft = served.draft
    sent = draft.value(chance, operation.input) if operation.input else None
    output = draft.value(chance, operation.output) if operation.output else None
    served.prepare(operation, output, chance)
    service = served.services[operation.package]
    answer = served.over_http(operation, sent)
    assert answer.status_code == operation.status, (operation, sent, answer.text)
    filled = draft.filled(operation.output, output) if output is not None else None
    if filled is not None:
        assert answer.json() == filled, operation
    _check_seen(served, operation, sent)
    _check_events(served, operation)
    service.told_seen = None
    answer = served.over_graphql(operation, sent, filled).json()
    assert "errors" not in answer, (operation, sent, answer)
    (data,) = answer["data"].values()
    if filled is None:
        assert data is True
    elif draft.models[operation.output]:
        wanted = served.graphql_value(operation.output, filled)
        assert _without_nulls(data) == _without_nulls(wanted), operation
    _check_seen(served, operation, sent)
    _check_events(served, operation)


def _check_seen(served: Served, operation: Operation, sent: Any) -> None:
    seen = served.services[operation.package].told_seen
    if sent is None:
        assert seen is None
    else:
        dumped = seen.model_dump(mode="json", by_alias=True)
        assert dumped == served.draft.filled(operation.input, sent), operation


def _check_events(served: Served, operation: Operation) -> None:
    folder = served.made.folder.parent / "events"
    for key, major in operation.emits:
        stem = next(
            names.stem
            for event, names in served.names.events.items()
            if event == (key, major)
        )
        schema = json.loads((folder / f"{stem}.schema.json").read_bytes())
        matching = [one for one in served.published if one.type.endswith(stem)]
        assert matching
        for event in matching:
            jsonschema_rs.validate(schema, event.data)
            assert event.dataschema == schema["$id"]
    served.published.clear()


def _without_nulls(value: Any) -> Any:
    """GraphQL has null for what is absent; `__typename` stands for nothing asked."""
    if isinstance(value, dict):
        return {
            key: _without_nulls(inner)
            for key, inner in value.items()
            if inner is not None and key != "__typename"
        }
    return (
        [_without_nulls(item) for item in value] if isinstance(value, list) else value
    )


def test_one_verdict_on_damaged_values(chance: Chance) -> None:
    served = chance.served
    components = {"components": served.document["components"]}
    for operation in chance.draft.operations:
        if not operation.input:
            continue
        identity = served.name(operation).operation_id
        schema = _body_schema(served.document, identity)
        if schema is None:
            continue
        judge = jsonschema_rs.Draft202012Validator(
            {**schema, **components}, validate_formats=True
        )
        random = luck(chance.seed)
        good = chance.draft.value(random, operation.input)
        output = (
            chance.draft.value(random, operation.output) if operation.output else None
        )
        for damaged in mutants(random, good):
            served.prepare(operation, output, random)
            answer = served.over_http(operation, damaged)
            assert answer.status_code in (operation.status, 422), answer.text
            accepted = answer.status_code != 422
            assert accepted == judge.is_valid(damaged), (
                operation,
                damaged,
                answer.text,
            )
            if accepted:
                answer = served.over_graphql(operation, damaged, output).json()
                assert "errors" not in answer, (operation, damaged, answer)


def _body_schema(document: Any, identity: str) -> Any:
    """Return the schema of a body, None where something stands in the URL."""
    (said,) = [
        one
        for item in document["paths"].values()
        for one in item.values()
        if one["operationId"] == identity
    ]
    if "requestBody" not in said or said.get("parameters"):
        return None
    return said["requestBody"]["content"]["application/json"]["schema"]
