"""`install`: the contract's operations in the application's OpenAPI document."""

import json
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from openapi_spec_validator import validate
from pydantic import BaseModel
from starlette.testclient import TestClient

from .generated import Generated
from .service import authenticator, implement


def emitted(made: Generated) -> Any:
    path = made.folder / made.package / "openapi.json"
    return json.loads(path.read_bytes())


def routers(made: Generated) -> tuple[APIRouter, APIRouter]:
    authenticate = authenticator(made)
    events = made.load().InMemoryEvents()
    jobs, audit = made.load("jobs"), made.load("audit")
    return (
        jobs.create_router(
            service=implement(made), authenticate=authenticate, events=events
        ),
        audit.create_router(service=object(), authenticate=authenticate),
    )


def served(app: FastAPI) -> Any:
    document = TestClient(app).get("/openapi.json").json()
    validate(document)
    return document


def test_everything_alone_is_the_emitted_document(contracts: Generated) -> None:
    app = FastAPI()
    contracts.load().install(app)
    for router in routers(contracts):
        app.include_router(router)
    assert served(app) == emitted(contracts)


def test_everything_dispatched_is_the_emitted_document(contracts: Generated) -> None:
    app = FastAPI()
    contracts.load().mount(app, *routers(contracts))
    contracts.load().install(app)
    assert served(app) == emitted(contracts)


@pytest.mark.parametrize("dispatched", [False, True])
def test_one_package_under_a_prefix_beside_own_routes(
    contracts: Generated, dispatched: bool
) -> None:
    class Job(BaseModel):
        mine: int

    app = FastAPI(title="Mine")

    @app.get("/own")
    def own() -> Job:
        return Job(mine=1)

    app.openapi()
    router = routers(contracts)[0]
    if dispatched:
        contracts.load().mount(app, router, prefix="/a/b/{tenant}/c")
    else:
        outer = APIRouter(prefix="/b/{tenant}")
        outer.include_router(router, prefix="/c")
        app.include_router(outer, prefix="/a")
    contracts.load().install(app)
    document = served(app)
    assert document["info"]["title"] == "Mine"
    get = document["paths"]["/a/b/{tenant}/c/jobs/{jobId}"]["get"]
    assert [item["name"] for item in get["parameters"]] == ["tenant", "jobId"]
    assert not [path for path in document["paths"] if "audit" in path]
    assert "/own" in document["paths"]
    schemas = document["components"]["schemas"]
    assert "mine" in schemas["Job"]["properties"]
    name = f"{contracts.package}.Job"
    assert "status" in schemas[name]["properties"]
    schema = get["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": f"#/components/schemas/{name}"}
    headers = {"authorization": "u"}
    answer = TestClient(app).get("/a/b/t/c/jobs/7", headers=headers)
    assert answer.status_code == 200


def test_twice_mounted_operations_have_ids_of_their_own(contracts: Generated) -> None:
    app = FastAPI()
    router = routers(contracts)[1]
    app.include_router(router)
    app.include_router(router, prefix="/old")
    contracts.load().install(app)
    ids = [item["get"]["operationId"] for item in served(app)["paths"].values()]
    assert ids == ["audit_trail_v1", "old_audit_trail_v1"]


def test_nothing_mounted_changes_nothing(contracts: Generated) -> None:
    app = FastAPI()
    before = app.openapi()
    contracts.load().install(app)
    assert served(app) == before
