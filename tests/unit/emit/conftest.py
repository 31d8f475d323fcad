"""A small API as the compiler hands it to emitters, built without reading a file."""

from pathlib import Path

import pytest
from contractgen.config import Config, OpenapiConfig, Server
from contractgen.emit.base import Api
from contractgen.ir import (
    Acceptance,
    Constant,
    Contracts,
    Emission,
    Enum,
    EnumType,
    EnumValue,
    Error,
    Event,
    Example,
    Field,
    Json,
    Limits,
    Meta,
    Model,
    ModelType,
    Names,
    Operation,
    Origin,
    Package,
    Policy,
    RateLimit,
    ScalarType,
    Scenario,
    Success,
    Symbol,
    Transport,
    Version,
)
from contractgen.names.decision import decide
from contractgen.nodes import Scalar, Style
from contractgen.render.templates import Templates
from contractgen.scalars import scalar
from contractgen.source import Source
from contractgen.views.shapes import reachable
from msgspec.structs import replace

_NODE = Scalar(Source("jobs.contract.yaml", "x"), 0, 1, "x", Style.PLAIN)
ORIGIN = Origin(_NODE.span, _NODE)
TEMPLATES = Path(__file__).parents[3] / "templates"


def text(name: str, **more: object) -> Field:
    return typed(name, "String", **more)


def typed(name: str, kind: str, **more: object) -> Field:
    row = scalar(kind)
    assert row
    made = Field(name, ScalarType(row), origin=ORIGIN)
    return replace(made, **more)  # type: ignore[arg-type]  # checked by Field's users


def symbol(name: str) -> Symbol:
    return Symbol("jobs", name)


def model(name: str, *fields: Field, description: str = "") -> Model:
    return Model(symbol(name), description, fields, False, Names(), ORIGIN)


def meta(key: str, major: int = 1, **carried: Json) -> Meta:
    return Meta(
        key=key,
        version=Version(major, 0, 0),
        description=f"About {key}.",
        stability="stable",
        owners=("platform.jobs",),
        tags=("jobs",),
        goal="A goal:\n- of two lines",
        context="A context # of one.",
        carried=carried,
    )


def operation(key: str, **more: object) -> Operation:
    made = Operation(
        kind="command",
        package="jobs",
        meta=meta(key),
        input=None,
        output=None,
        success=Success("OK", 204, ""),
        errors=(),
        policy=Policy("user"),
        emits=(),
        transport=Transport(),
        acceptance=Acceptance(),
        names=Names(),
        origin=ORIGIN,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # checked by their users


def error(code: str, http: int, description: str, when: str = "") -> Error:
    return Error(code, description, http, code, when, Names(), ORIGIN)


STATUS = Enum(
    symbol("JobStatus"),
    "Where a job stands.",
    (
        EnumValue("pending", None, "Not begun.", False, ORIGIN),
        EnumValue("no", None, "", True, ORIGIN),
    ),
    Names(),
    ORIGIN,
)

MODELS = (
    model("CancelJobInput", text("jobId"), description="Input for cancelling a job"),
    model("CancelJobOutput", typed("success", "Boolean")),
    model(
        "Job",
        text("id", pii=True),
        Field(
            "status",
            EnumType(symbol("JobStatus")),
            description="Its state.",
            origin=ORIGIN,
        ),
        Field("parent", ModelType(symbol("Job")), optional=True, origin=ORIGIN),
        typed("priority", "Int", default=Constant(5), limits=Limits(min=0, max=9)),
    ),
    model("JobCancelledPayload", text("jobId")),
    model(
        "JobKept",
        Field("job", ModelType(symbol("Job")), description="Kept.", origin=ORIGIN),
    ),
    model(
        "ListJobsInput",
        text("labels", array=True, optional=True),
        typed("limit", "Int", default=Constant(20), description="At most."),
    ),
    model("UpdateJobInput", text("jobId"), text("note", nullable=True, optional=True)),
)

CANCEL = operation(
    "jobs.cancel",
    meta=meta("jobs.cancel", docId="DOC-1", title="Cancel: a job"),
    input=symbol("CancelJobInput"),
    output=symbol("CancelJobOutput"),
    success=Success("OK", 200, ""),
    errors=(
        error("JOB_NOT_FOUND", 404, "Job does not exist", "Job ID is invalid"),
        error("JOB_GONE", 404, "Job was removed"),
        error("JOB_ODD", 400, "Job is odd"),
    ),
    policy=Policy("user", rate_limit=RateLimit(60, "user"), idempotent=True),
    emits=(Emission(("job.cancelled", 1), "Job is cancelled", ORIGIN),),
    acceptance=Acceptance(
        (Scenario("ok", ("a pending job",), ("cancel",), ("cancelled",)),),
        (
            Example(
                "seven", "Job 7", Constant({"jobId": "7"}), Constant({"success": True})
            ),
        ),
    ),
)
LIST = operation(
    "jobs.list",
    kind="query",
    input=symbol("ListJobsInput"),
    output=symbol("Job"),
    success=Success("OK", 200, "All of them"),
    policy=Policy("anonymous"),
    acceptance=Acceptance(
        (), (Example("ten", "", Constant({"labels": ("a", "b")}), None),)
    ),
)
PING = operation("jobs.ping", policy=Policy("admin", roles=("root",)))
UPDATE = operation(
    "jobs.update",
    input=symbol("UpdateJobInput"),
    transport=Transport("PATCH", "/jobs/{jobId}"),
    acceptance=Acceptance(
        (), (Example("note", "", Constant({"jobId": "7", "note": None}), None),)
    ),
)


def event(key: str, payload: str) -> Event:
    made = replace(meta(key), goal="", context="")
    return Event("jobs", made, symbol(payload), (), True, Names(), ORIGIN)


EVENTS = (
    replace(event("job.cancelled", "JobCancelledPayload"), pii=("jobId",)),
    event("job.kept", "JobKept"),
    event("job.recurred", "Job"),
)


def make(*operations: Operation, **options: object) -> Api:
    package = Package("jobs", (STATUS,), MODELS, EVENTS, operations)
    contracts = Contracts((package,) if operations else ())
    config = Config(
        openapi=OpenapiConfig("Jobs: all", "2.0.0", (Server("https://x.test", "Here"),))
    )
    config = replace(config, **options)  # type: ignore[arg-type]  # Config's own options
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in TEMPLATES.rglob("*.jinja")
    }
    return Api(
        contracts,
        decide(contracts, config),
        reachable(contracts),
        config,
        Templates(texts),
    )


@pytest.fixture
def api() -> Api:
    return make(CANCEL, LIST, PING, UPDATE)


@pytest.fixture
def empty_api() -> Api:
    return make()
