"""Schemas of events stand alone; AsyncAPI holds them all."""

import json
from typing import Any

import jsonschema_rs
import pytest
import yaml
from contractgen.emit.base import Api
from contractgen.emit.events import EMITTER

JOB = {"id": "7", "status": "pending", "priority": 1}


@pytest.fixture
def files(api: Api) -> dict[str, str]:
    return {one.path: one.content.decode() for one in EMITTER.emit(api)}


def schema(files: dict[str, str], name: str) -> Any:
    return json.loads(files[f"generated/events/{name}.schema.json"])


def test_files(files: dict[str, str]) -> None:
    assert list(files) == [
        "generated/events/job.cancelled.v1.schema.json",
        "generated/events/job.kept.v1.schema.json",
        "generated/events/job.recurred.v1.schema.json",
        "generated/events/asyncapi.yaml",
    ]


def test_a_schema_says_what_it_is(files: dict[str, str]) -> None:
    assert schema(files, "job.cancelled.v1") == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://contracts.invalid/events/job.cancelled.v1.schema.json",
        "title": "job.cancelled.v1",
        "description": "About job.cancelled.",
        "type": "object",
        "properties": {"jobId": {"type": "string"}},
        "required": ["jobId"],
        "x-contractspec": {
            "key": "job.cancelled",
            "version": "1.0.0",
            "stability": "stable",
            "owners": ["platform.jobs"],
            "tags": ["jobs"],
            "pii": ["jobId"],
        },
    }


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("job.cancelled.v1", {"jobId": "7", "more": 1}, {"jobId": 7}),
        ("job.kept.v1", {"job": JOB}, {"job": {**JOB, "status": "gone"}}),
        ("job.recurred.v1", {**JOB, "parent": JOB}, {**JOB, "parent": {"id": "7"}}),
    ],
)
def test_schemas_stand_alone(
    files: dict[str, str], name: str, good: object, bad: object
) -> None:
    found = schema(files, name)
    jsonschema_rs.meta.validate(found)
    validator = jsonschema_rs.Draft202012Validator(found)
    assert validator.is_valid(good)
    assert not validator.is_valid(bad)


def test_personal_data_is_named_once(files: dict[str, str]) -> None:
    assert schema(files, "job.recurred.v1")["x-contractspec"]["pii"] == ["id"]


def test_asyncapi(files: dict[str, str]) -> None:
    found = yaml.safe_load(files["generated/events/asyncapi.yaml"])
    assert found["asyncapi"] == "3.0.0"
    assert found["channels"]["job.kept.v1"]["address"] == "job.kept.v1"
    assert found["operations"]["job.kept.v1"]["action"] == "send"
    message = found["components"]["messages"]["job.kept.v1"]
    assert message["payload"] == {"$ref": "#/components/schemas/JobKept"}
    constants = message["headers"]["allOf"][1]["properties"]
    assert constants["ce-dataschema"]["const"] == schema(files, "job.kept.v1")["$id"]
    kept = found["components"]["schemas"]["JobKept"]["properties"]["job"]
    assert kept == {
        "allOf": [{"$ref": "#/components/schemas/Job"}],
        "description": "Kept.",
    }


def test_no_events(empty_api: Api) -> None:
    (only,) = EMITTER.emit(empty_api)
    found = yaml.safe_load(only.content)
    assert found["channels"] == {}
    assert found["operations"] == {}
