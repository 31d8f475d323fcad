"""Every surface of jobs.cancel, word for word: what a contract becomes, for review.

The contract is built alone, so that no change of another one shows here. Support
modules are the same for all contracts and stand in `generated/`.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from contractgen import pipeline
from contractgen.cli.project import open_project
from contractgen.config import EMITTERS
from contractgen.emit.registry import load
from contractgen.output import Present
from contractgen.source import SourceFile
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from ..support import templates

ROOT = Path(__file__).parents[2]
CONTRACT = "jobs/cancel.contract.yaml"
PACKAGE = "python/jobs_contracts"
SURFACES = {
    "python-package": f"{PACKAGE}/__init__.py",
    "python-names": f"{PACKAGE}/jobs/__init__.py",
    "python-models": f"{PACKAGE}/jobs/models.py",
    "python-errors": f"{PACKAGE}/jobs/errors.py",
    "python-events": f"{PACKAGE}/jobs/events.py",
    "python-service": f"{PACKAGE}/jobs/service.py",
    "fastapi-router": f"{PACKAGE}/jobs/router.py",
    "openapi-document": "openapi/openapi.yaml",
    "graphql-schema": "graphql/schema.graphql",
    "graphql-resolver": f"{PACKAGE}/jobs/graphql.py",
    "graphql-router": f"{PACKAGE}/graphql.py",
    "event-schema": "events/job.cancelled.v1.schema.json",
    "event-channels": "events/asyncapi.yaml",
    "markdown-page": "docs/jobs/jobs.cancel.v1.md",
    "markdown-models": "docs/jobs/models.md",
    "markdown-events": "docs/jobs/events.md",
    "markdown-index": "docs/index.md",
}
SUPPORT = re.compile(r"/_[a-z][a-z_]*\.py$|/py\.typed$")
SERVED = {f"{PACKAGE}/openapi.json", f"{PACKAGE}/schema.graphql"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r'("contractgen": )"[^"]+"')


class AsText(SingleFileSnapshotExtension):
    """One readable file per snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def surface(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(AsText)


@cache
def outputs() -> Mapping[str, str]:
    """Return all that is built of jobs.cancel: path below `generated/` → text."""
    config = open_project(ROOT / "contractgen.toml").settings.config
    contract = (ROOT / "specs" / CONTRACT).read_bytes()
    files = (SourceFile(f"specs/{CONTRACT}", CONTRACT, contract),)
    inputs = pipeline.Inputs(files, config, templates())
    emitters, options = load(EMITTERS), pipeline.Options()
    empty = Present(pipeline.scope(config, emitters, options))
    built = pipeline.build(inputs, emitters, empty, options)
    assert built.plan is not None
    return {
        path.removeprefix("generated/"): content.decode()
        for path, content in built.plan.writes.items()
    }


@pytest.mark.parametrize("name", SURFACES)
def test_surface(surface: SnapshotAssertion, name: str) -> None:
    assert outputs()[SURFACES[name]] == surface


def test_manifest(surface: SnapshotAssertion) -> None:
    """Digests and the tool's version change with every release, so they are hidden."""
    text = _VERSION.sub(r'\1"…"', _DIGEST.sub("…", outputs()[".contractgen.json"]))
    assert text == surface


def test_no_output_is_left_out() -> None:
    made = {path for path in outputs() if not SUPPORT.search(path)}
    assert made == {*SURFACES.values(), *SERVED, ".contractgen.json"}
