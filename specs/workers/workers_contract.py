"""The contracts of workers: the processes that take jobs and do them."""

from contractgen.dsl import (
    ScalarTypeEnum,
    contract_file,
    define_command,
    define_enum,
    define_event,
    define_query,
    define_schema_model,
)

contract_file(
    package="workers",
    defaults={"owners": ["platform.jobs"], "stability": "beta", "tags": ["workers"]},
)

WorkerState = define_enum(
    "WorkerState",
    ["idle", "busy", {"value": "gone", "description": "No sign of life for a minute."}],
    description="What a worker does.",
)

Place = define_schema_model(
    name="Place",
    description="Where a worker runs",
    fields={
        "country": {"type": ScalarTypeEnum.CountryCode()},
        "latitude": {"type": ScalarTypeEnum.Latitude(), "isOptional": True},
        "longitude": {"type": ScalarTypeEnum.Longitude(), "isOptional": True},
    },
)

Worker = define_schema_model(
    name="Worker",
    description="A process that takes jobs",
    fields={
        "workerId": {"type": ScalarTypeEnum.UUID()},
        "name": {"type": ScalarTypeEnum.NonEmptyString(), "maxLength": 64},
        "state": {"type": WorkerState},
        "queues": {
            "type": ScalarTypeEnum.NonEmptyString(),
            "isArray": True,
            "minItems": 1,
        },
        "place": {"type": Place, "isOptional": True},
        "callback": {"type": ScalarTypeEnum.URL(), "isOptional": True},
        "publicKey": {"type": ScalarTypeEnum.Bytes(), "isOptional": True},
        "pricePerHour": {"type": ScalarTypeEnum.Decimal(), "isOptional": True},
        "currency": {"type": ScalarTypeEnum.Currency(), "default": "EUR"},
        "locale": {"type": ScalarTypeEnum.Locale(), "isOptional": True},
        "phone": {
            "type": ScalarTypeEnum.PhoneNumber(),
            "isOptional": True,
            "pii": True,
            "description": "Who answers for the worker at night.",
        },
        "restsFrom": {"type": ScalarTypeEnum.Time(), "isOptional": True},
        "lastSeenAt": {"type": ScalarTypeEnum.DateTime(), "isNullable": True},
    },
)

RegisterWorkerInput = define_schema_model(
    name="RegisterWorkerInput",
    description="A worker that offers itself",
    fields={
        "name": {"type": ScalarTypeEnum.NonEmptyString(), "maxLength": 64},
        "queues": {
            "type": ScalarTypeEnum.NonEmptyString(),
            "isArray": True,
            "minItems": 1,
            "maxItems": 20,
        },
        "place": {"type": Place, "isOptional": True},
        "callback": {"type": ScalarTypeEnum.URL(), "isOptional": True},
        "hints": {"type": ScalarTypeEnum.JSON(), "isOptional": True},
    },
)

WorkerRegistered = define_event(
    meta={
        "key": "worker.registered",
        "version": "1.0.0",
        "description": "A worker offers itself.",
    },
    payload=Worker,
    pii=("phone",),
)

_NOT_FOUND = {
    "WORKER_NOT_FOUND": {
        "description": "Worker does not exist",
        "http": 404,
        "when": "Worker ID is unknown",
    }
}

RegisterWorker = define_command(
    meta={
        "key": "workers.register",
        "version": "1.0.0",
        "description": "Offer a worker.",
        "goal": "Let workers join without a restart.",
        "context": "A worker that registers twice is two workers.",
    },
    io={
        "input": RegisterWorkerInput,
        "output": Worker,
        "success": {"CREATED": {"status": 201, "description": "The worker is idle."}},
    },
    policy={"auth": "user", "roles": ["worker"]},
    sideEffects={
        "emits": [
            {"ref": WorkerRegistered, "version": "1.0.0", "when": "The worker is known"}
        ]
    },
)

TakeJob = define_command(
    meta={
        "key": "workers.takeJob",
        "version": "1.0.0",
        "description": "Give the next job to a worker.",
        "goal": "Share the work.",
        "context": "Without a job to do the answer is empty.",
    },
    io={
        "input": {
            "name": "TakeJobInput",
            "fields": {"workerId": {"type": ScalarTypeEnum.UUID()}},
        },
        "output": {
            "name": "TakeJobOutput",
            "fields": {"job": {"type": "jobs.Job", "isNullable": True}},
        },
        "errors": {**_NOT_FOUND},
    },
    policy={"auth": "user", "roles": ["worker"]},
    transport={"rest": {"path": "/workers/{workerId}/take"}},
)

GetWorker = define_query(
    meta={
        "key": "workers.get",
        "version": "1.0.0",
        "description": "Tell everything about one worker.",
        "goal": "Find out who did a job.",
        "context": "Workers that are gone are remembered for a week.",
    },
    io={
        "input": {
            "name": "GetWorkerInput",
            "fields": {"workerId": {"type": ScalarTypeEnum.UUID()}},
        },
        "output": Worker,
        "errors": {**_NOT_FOUND},
    },
    policy={"auth": "user"},
    transport={"rest": {"path": "/workers/{workerId}"}},
)
