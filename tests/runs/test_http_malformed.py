"""Malformed requests: a documented 4xx with the one error shape, never a 5xx."""

import itertools
import json
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from .generated import Generated
from .service import authenticator, implement
from .world import CANCEL, USER, World, paths, problem

GOOD = b'{"jobId":"7"}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"jobId":"7"',
        b'{"jobId":"7"} x',
        b'{"jobId":"7","jobId":"8"}',
        b'{"jobId":"7","a":{"b":1,"b":1}}',
        b'{"jobId":NaN}',
        b'{"jobId":Infinity}',
        b'{"jobId":-Infinity}',
        b'{"jobId":1e999}',
        b'{"jobId":01}',
        b'{"jobId":+1}',
        b'{"jobId":"\xff"}',
        b'{"jobId":"\xc0\x80"}',
        b'{"jobId":"\xed\xa0\x80"}',
        b'{"jobId":"\\ud800"}',
        b'{"\\uDBFF":1,"jobId":"7"}',
        b'{"jobId":"\x00"}',
        b'{"jobId":"\n"}',
        b'{"jobId":"\\x41"}',
        b"\xef\xbb\xbf{}",
        b'{"jobId":' + b"9" * 5000 + b"}",
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b"[" * 10_000,
        b"[" * 150 + b"]" * 150,
        '{"jobId":"7"}'.encode("utf-16"),
        '{"jobId":"7"}'.encode("utf-32"),
        b"{'jobId':'7'}",
        b'{"jobId":"7",}',
        b'// c\n{"jobId":"7"}',
        b"jobId=7",
        b"\x1f\x8b\x08",
        b"\0",
    ],
)
def test_malformed_body(world: World, content: bytes) -> None:
    problem(world.body(content), 400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "media_type",
    [
        "",
        " ",
        ";",
        "text/plain",
        "text/json",
        "application/xml",
        "application/jsonx",
        "application/+json",
        "application/json+",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json, text/plain",
        "application/json; charset=utf-16",
        'application/json; charset="latin-1"',
        b"application/json\xff",
        "a" * 5000,
    ],
)
def test_other_media_type(world: World, media_type: str | bytes) -> None:
    response = world.body(GOOD, content_type=media_type)
    problem(response, 415, "UNSUPPORTED_MEDIA_TYPE")


def test_no_media_type(world: World) -> None:
    response = world.client.post(CANCEL, content=GOOD, headers=USER)
    assert "content-type" not in response.request.headers
    problem(response, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip", "x\xff"])
def test_compressed(world: World, coding: str) -> None:
    response = world.body(GOOD, content_encoding=coding.encode("latin-1"))
    problem(response, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": "application/json; charset=utf-8"},
        {"content_type": 'application/json;charset="UTF-8"'},
        {"content_type": "Application/JSON"},
        {"content_type": "application/x+json"},
        {"content_type": "application/json; v=1;"},
        {"content_encoding": "identity"},
    ],
)
def test_json_by_another_name(world: World, headers: dict[str, Any]) -> None:
    assert world.body(GOOD, **headers).status_code == 200


@pytest.mark.parametrize("length", ["x", "-1", "1.5", "", "\uff11", "0x10", "1 1"])
def test_malformed_length(world: World, length: str) -> None:
    response = world.body(GOOD, content_length=length.encode())
    problem(response, 400, "BAD_REQUEST")


@pytest.mark.parametrize("length", ["1048577", "9" * 18, "9" * 5000])
def test_announced_too_large(world: World, length: str) -> None:
    problem(world.body(GOOD, content_length=length), 413, "PAYLOAD_TOO_LARGE")


def test_too_large(world: World) -> None:
    limit = 1024 * 1024
    assert world.body(GOOD + b" " * (limit - len(GOOD))).status_code == 200
    problem(world.body(GOOD + b" " * limit), 413, "PAYLOAD_TOO_LARGE")
    endless = itertools.repeat(b" " * 65536)  # a stream: nothing announces its length
    problem(world.body(itertools.islice(endless, 800)), 413, "PAYLOAD_TOO_LARGE")


def test_limit_is_the_applications_choice(contracts: Generated) -> None:
    package = contracts.load("jobs")
    app = FastAPI()
    app.include_router(
        package.create_router(
            service=implement(contracts),
            authenticate=authenticator(contracts),
            events=contracts.load().InMemoryEvents(),
            body_limit=13,
        )
    )
    client = TestClient(app)
    for body, status in ((GOOD, 200), (GOOD + b" ", 413)):
        headers = {**USER, "content-type": "application/json"}
        assert client.post(CANCEL, content=body, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["/jobId"]),
        ({"jobId": 7}, ["/jobId"]),
        ({"jobId": None}, ["/jobId"]),
        ({"jobId": "7", "a/b~": 1}, ["/a~1b~0"]),
        ({"job_id": "7"}, ["/jobId", "/job_id"]),
        ({"jobId": 10**400}, ["/jobId"]),
        ({"jobId": ["7"]}, ["/jobId"]),
        ([], [""]),
        ("x", [""]),
        (None, [""]),
        (1, [""]),
    ],
)
def test_invalid(world: World, body: Any, expected: list[str]) -> None:
    assert paths(world.body(as_json(body))) == expected


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_many_issues_are_cut(world: World) -> None:
    body = {str(number): 1 for number in range(1000)}
    assert len(paths(world.post(json=body))) == 100


def test_parameters_beside_a_body(world: World) -> None:
    assert paths(world.post(f"{CANCEL}?x=1", json={"jobId": "7"})) == ["/x"]


@pytest.mark.parametrize(
    "query", ["owner=%FF", "owner=%C0%80", "%ED%A0%80=1", "&".join(["owner=1"] * 1001)]
)
def test_malformed_query(world: World, query: str) -> None:
    problem(world.get(f"/jobs/list/v1?{query}"), 400, "BAD_REQUEST")


def test_malformed_path(world: World) -> None:
    problem(world.get("/jobs/%FF"), 400, "BAD_REQUEST")
    assert world.get("/jobs/%EF%BF%BD").json()["id"] == "\ufffd"


@pytest.mark.parametrize("header", [b"\xff", b"\x00", b" ", b"u1\t", b"u" * 60_000])
def test_odd_headers(world: World, header: bytes) -> None:
    response = world.client.get("/jobs/7", headers=[(b"authorization", header)])
    assert response.status_code == 200
