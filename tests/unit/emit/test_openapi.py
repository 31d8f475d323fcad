"""The OpenAPI document says what the operations of a contract do over HTTP."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from contractgen.config import NamesConfig
from contractgen.emit.base import Api
from contractgen.emit.openapi import EMITTER
from contractgen.ir import Transport
from msgspec.structs import replace
from openapi_spec_validator import validate

from .conftest import CANCEL, LIST, PING, UPDATE, make


def emitted(api: Api) -> dict[str, str]:
    return {one.path: one.content.decode() for one in EMITTER.emit(api)}


def document(api: Api) -> Any:
    return json.loads(emitted(api)["generated/python/contracts/openapi.json"])


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)


@pytest.mark.parametrize("made", ["api", "empty_api"])
def test_is_valid_and_one_in_both_forms(
    made: str, request: pytest.FixtureRequest
) -> None:
    found = emitted(request.getfixturevalue(made))
    data = json.loads(found["generated/python/contracts/openapi.json"])
    assert yaml.safe_load(found["generated/openapi/openapi.yaml"]) == data
    validate(data)


def test_json_is_for_the_application() -> None:
    api = make(CANCEL, emit=("openapi", "python"))
    assert list(emitted(api)) == ["generated/openapi/openapi.yaml"]


def test_an_operation_is_described(api: Api) -> None:
    cancel = document(api)["paths"]["/jobs/cancel/v1"]["post"]
    assert cancel["operationId"] == "jobs_cancel_v1"
    assert cancel["summary"] == "Cancel: a job"
    assert cancel["description"].startswith(
        "About jobs.cancel.\n\n**Goal:** A goal:\n-"
    )
    assert cancel["tags"] == ["jobs"]
    assert cancel["security"] == [{"bearer": []}]
    carried = cancel["x-contractspec"]
    assert carried["docId"] == "DOC-1"
    assert carried["policy"]["rateLimit"] == {"rpm": 60, "key": "user"}
    assert carried["emits"][0]["when"] == "Job is cancelled"
    assert carried["transport"]["mcp"] == {"toolName": "jobs_cancel-v1"}


def test_a_body_is_the_input(api: Api) -> None:
    cancel = document(api)["paths"]["/jobs/cancel/v1"]["post"]
    assert "parameters" not in cancel
    assert cancel["requestBody"] == {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/CancelJobInput"},
                "examples": {"seven": {"summary": "Job 7", "value": {"jobId": "7"}}},
            }
        },
    }


def test_what_the_path_leaves_of_a_body(api: Api) -> None:
    update = document(api)["paths"]["/jobs/{jobId}"]["patch"]
    (parameter,) = update["parameters"]
    assert (parameter["in"], parameter["required"]) == ("path", True)
    assert parameter["examples"] == {"note": {"value": "7"}}
    body = update["requestBody"]["content"]["application/json"]
    assert list(body["schema"]["properties"]) == ["note"]
    assert body["schema"]["additionalProperties"] is False
    assert body["examples"] == {"note": {"value": {"note": None}}}


def test_a_query_has_parameters(api: Api) -> None:
    found = document(api)
    query = found["paths"]["/jobs/list/v1"]["get"]
    labels, limit = query["parameters"]
    assert (labels["style"], labels["explode"]) == ("form", True)
    assert labels["examples"]["ten"]["value"] == ["a", "b"]
    assert limit["description"] == "At most."
    assert limit["schema"]["default"] == 20
    assert "required" not in limit
    assert "requestBody" not in query
    assert "ListJobsInput" not in found["components"]["schemas"]


def statuses(api: Api) -> dict[str, list[str]]:
    paths = document(api)["paths"].values()
    return {
        operation["operationId"]: list(operation["responses"])
        for path in paths
        for operation in path.values()
    }


def test_statuses_where_they_occur(api: Api) -> None:
    assert statuses(api) == {
        "jobs_cancel_v1": ["200", "400", "401", "404", "413", "415", "422", "500"],
        "jobs_list_v1": ["200", "400", "422", "500"],
        "jobs_ping_v1": ["204", "401", "403", "422", "500"],
        "jobs_update_v1": ["204", "400", "401", "413", "415", "422", "500"],
    }


def test_errors_share_a_status(api: Api) -> None:
    answers = document(api)["paths"]["/jobs/cancel/v1"]["post"]["responses"]
    gone = answers["404"]
    assert gone["description"] == (
        "- JOB_NOT_FOUND: Job does not exist\n- JOB_GONE: Job was removed"
    )
    examples = gone["content"]["application/problem+json"]["examples"]
    assert list(examples) == ["JOB_NOT_FOUND", "JOB_GONE"]
    assert examples["JOB_NOT_FOUND"]["summary"] == "Job ID is invalid"
    assert examples["JOB_NOT_FOUND"]["value"]["title"] == "Job Not Found"
    odd = answers["400"]["content"]["application/problem+json"]["examples"]
    assert list(odd) == ["BAD_REQUEST", "JOB_ODD"]
    assert answers["401"] == {"$ref": "#/components/responses/Unauthenticated"}


def test_no_content_without_an_output(api: Api) -> None:
    answers = document(api)["paths"]["/jobs/ping/v1"]["post"]["responses"]
    assert answers["204"] == {"description": "No Content"}


def test_every_component_is_used_and_every_reference_holds(api: Api) -> None:
    found = document(api)
    references = {text for text in texts(found) if text.startswith("#/")}
    places = {
        f"#/components/{section}/{name}"
        for section in ("responses", "schemas")
        for name in found["components"][section]
    }
    assert references == places


def test_full_versions_take_the_whole_input() -> None:
    api = make(LIST, names=NamesConfig(versions="full"))
    parameters = document(api)["paths"]["/jobs/list/v1.0.0"]["get"]["parameters"]
    assert [one["name"] for one in parameters] == ["labels", "limit", "input"]
    assert parameters[-1]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/ListJobsInput"
    }
    validate(document(api))


@pytest.mark.parametrize("operation", [CANCEL, LIST, PING, UPDATE])
def test_an_operation_alone_is_valid(operation: Any) -> None:
    validate(document(make(operation)))


def test_no_body_where_the_path_takes_all() -> None:
    closed = replace(CANCEL, transport=Transport("POST", "/jobs/{jobId}/cancel"))
    found = document(make(closed))["paths"]["/jobs/{jobId}/cancel"]["post"]
    assert "requestBody" not in found
    assert "415" not in found["responses"]
    assert [one["name"] for one in found["parameters"]] == ["jobId"]


HOSTILE = (
    'a: b # c\n--- \n- {x: &y *z}\n""" {{ view.paths }} {% raw %} </script> \\',
    "no",
    "|-\n  x: 1\n",
    "é😀\u0085\u2028 \ufeff",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_contract_text_stays_text(text: str) -> None:
    about = replace(CANCEL.meta, description=text, goal=text, owners=(text,))
    found = emitted(make(replace(CANCEL, meta=about)))
    harmless = document(make(CANCEL))["paths"]["/jobs/cancel/v1"]["post"]
    data = json.loads(found["generated/python/contracts/openapi.json"])
    assert yaml.safe_load(found["generated/openapi/openapi.yaml"]) == data
    operation = data["paths"]["/jobs/cancel/v1"]["post"]
    assert list(operation) == list(harmless)
    assert operation["description"].startswith(text)
    assert operation["x-contractspec"]["goal"] == text
    assert operation["x-contractspec"]["owners"] == [text]
    assert operation["responses"] == harmless["responses"]


def test_deprecated() -> None:
    old = replace(CANCEL, meta=replace(CANCEL.meta, stability="deprecated"))
    found = document(make(old))["paths"]["/jobs/cancel/v1"]["post"]
    assert found["deprecated"] is True
