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


def whole(made: Generated, **options: Any) -> FastAPI:
    app = FastAPI(**options)
    made.load().install(app)
    for router in routers(made):
        app.include_router(router)
    return app


def test_everything_alone_is_the_emitted_document(contracts: Generated) -> None:
    app = whole(contracts)
    assert served(app) == emitted(contracts)
    assert app.openapi() == emitted(contracts)


def test_everything_dispatched_is_the_emitted_document(contracts: Generated) -> None:
    app = FastAPI()
    contracts.load().mount(app, *routers(contracts))
    contracts.load().install(app)
    assert served(app) == emitted(contracts)
    assert app.openapi() == emitted(contracts)


def test_the_emitted_document_is_served_as_it_lies_there(contracts: Generated) -> None:
    path = contracts.folder / contracts.package / "openapi.json"
    answer = TestClient(whole(contracts, openapi_url="/api.json")).get("/api.json")
    assert answer.content == path.read_bytes()
    assert answer.headers["content-type"] == "application/json"


def test_what_is_changed_in_the_document_is_served(contracts: Generated) -> None:
    app = whole(contracts)
    assert served(app)["info"]["title"] != "Mine"
    app.openapi()["info"]["title"] = "Mine"
    assert served(app)["info"]["title"] == "Mine"


@pytest.mark.parametrize("before", [False, True])
def test_what_replaces_the_document_is_served(
    contracts: Generated, before: bool
) -> None:
    app = FastAPI() if before else whole(contracts)
    info = {"title": "Mine", "version": "1"}
    mine = {"openapi": "3.1.0", "info": info, "paths": {"/mine": {}}}
    setattr(app, "openapi", lambda: mine)  # noqa: B010 -- FastAPI's documented way
    if before:
        contracts.load().install(app)
        for router in routers(contracts):
            app.include_router(router)
    document = served(app)
    assert document["info"] == info
    assert "/mine" in document["paths"]
    assert (len(document["paths"]) > 1) == before


def test_an_application_below_a_path_says_where_it_is(contracts: Generated) -> None:
    fresh, asked = whole(contracts), whole(contracts)
    asked.openapi()  # FastAPI answers from now on
    fresh_client, asked_client = (
        TestClient(app, root_path="/api") for app in (fresh, asked)
    )
    answer = fresh_client.get("/openapi.json").json()
    assert answer == asked_client.get("/openapi.json").json()


def test_webhooks_of_the_application_stay(contracts: Generated) -> None:
    app = whole(contracts)

    @app.webhooks.post("finished")
    def finished(job: str) -> None:
        assert job

    document = served(app)
    assert "finished" in document["webhooks"]
    assert document["paths"] == emitted(contracts)["paths"]


def test_an_application_without_a_page_has_the_document(contracts: Generated) -> None:
    app = whole(contracts, openapi_url=None)
    assert app.openapi() == emitted(contracts)


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
