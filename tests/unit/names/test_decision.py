"""The table of names, column by column."""

from typing import Literal

import pytest
from contractgen import documents
from contractgen.config import Config, EventsConfig, NamesConfig
from contractgen.ir import Contracts, Symbol
from contractgen.names import NameTable, decide
from contractgen.names.record import record
from contractgen.read import read
from contractgen.resolve import resolve
from contractgen.source import SourceFile

_META = (
    "description: D., stability: beta, owners: [a], tags: [b], goal: G., context: C."
)


def _contracts(
    text: str, config: Config | None = None, folder: str = "jobs"
) -> Contracts:
    """Link one file; `@key version` stands for a whole `meta`."""
    lines = ["contractgen: 1"]
    for line in text.splitlines():
        before, at, rest = line.partition("@")
        key, _, rest = rest.partition(" ")
        version, _, rest = rest.partition(" ")
        meta = f"{{ key: {key}, version: {version}, {_META} }}{rest}" if at else ""
        lines.append(before + meta)
    data = "\n".join(lines).encode()
    path = f"{folder}/a.contract.yaml"
    trees, found = read((SourceFile(f"specs/{path}", path, data),))
    decoded = [documents.decode(tree) for tree in trees]
    files = [document for document, _ in decoded if document is not None]
    contracts, more = resolve(files, config or Config())
    assert not [*found, *(one for _, said in decoded for one in said), *more]
    return contracts


def _names(text: str, config: Config | None = None, folder: str = "jobs") -> NameTable:
    return decide(_contracts(text, config, folder), config or Config())


_CANCEL = """
models:
  CancelJobInput: { fields: { jobId: ID } }
  Job: { fields: { id: ID, class: ID, matchURLs: 'URL[]', str: String, type: String } }
commands:
- meta: @jobs.cancel 1.0.0
  io:
    input: CancelJobInput
    output: Job
    errors: { JOB_NOT_FOUND: { description: Gone., http: 404 } }
  policy: { auth: user }
  sideEffects:
    emits: [{ key: job.cancelled, version: 1.0.0, when: Now., payload: Job }]
"""


def test_the_names_of_jobs_cancel() -> None:
    names = _names(_CANCEL)
    operation = names.operations["jobs.cancel", 1]
    assert (operation.method, operation.path) == ("POST", "/jobs/cancel/v1")
    assert operation.operation_id == operation.graphql == "jobs_cancel_v1"
    assert operation.mcp == "jobs_cancel-v1"
    assert (operation.python, operation.context) == ("cancel", "CancelContext")
    assert names.packages["jobs"].module == "jobs"
    assert names.packages["jobs"].service == "JobsService"
    assert names.errors == {("jobs", "JOB_NOT_FOUND"): "JobNotFound"}
    event = names.events["job.cancelled", 1]
    assert (event.python, event.stem) == ("JobCancelled", "job.cancelled.v1")
    assert event.type == "job.cancelled.v1"


def test_models_have_an_input_shape_by_their_name_alone() -> None:
    models = _names(_CANCEL).models
    job, cancel = (
        models[Symbol("jobs", "Job")],
        models[Symbol("jobs", "CancelJobInput")],
    )
    assert (job.graphql_output, job.graphql_input) == ("Job", "JobInput")
    assert (job.openapi_output, job.openapi_input) == ("Job", "JobInput")
    assert cancel.graphql_input == cancel.openapi_input == "CancelJobInput"
    assert (job.python, cancel.python) == ("Job", "CancelJobInput")


def test_attributes_are_snake_case_and_step_aside() -> None:
    assert _names(_CANCEL).fields[Symbol("jobs", "Job")] == {
        "id": "id",
        "class": "class_",
        "matchURLs": "match_urls",
        "str": "str_",
        "type": "type",
    }


def test_later_majors_have_a_suffix_and_early_ones_none() -> None:
    io = "io: { input: null, output: null }\n  policy: { auth: user }\n"
    names = _names(
        f"commands:\n- meta: @jobs.copy 0.1.0\n  {io}- meta: @jobs.copy 2.3.4\n  {io}"
    )
    early, later = names.operations["jobs.copy", 0], names.operations["jobs.copy", 2]
    assert (early.python, early.context) == ("copy_", "CopyContext")
    assert early.path == "/jobs/copy/v0"
    assert (later.python, later.context) == ("copy_v2", "CopyContextV2")
    assert later.operation_id == "jobs_copy_v2"


def test_a_query_is_a_get_and_the_package_is_left_out_of_methods() -> None:
    io = "io: { input: null, output: null }\n  policy: { auth: user }\n"
    keys = (
        "my-jobs.getURLById",
        "my-jobs",
        "other.my-jobs.get",
        "my-jobs.item.list-all",
    )
    text = "queries:\n" + "".join(f"- meta: @{key} 1.0.0\n  {io}" for key in keys)
    operations = _names(text, folder="my-jobs").operations
    assert [operations[key, 1].python for key in keys] == [
        "get_url_by_id",
        "my_jobs",
        "other_my_jobs_get",
        "item_list_all",
    ]
    first = operations[keys[0], 1]
    assert (first.method, first.path) == ("GET", "/my-jobs/getURLById/v1")
    assert (first.graphql, first.mcp) == (
        "my_jobs_getURLById_v1",
        "my-jobs_getURLById-v1",
    )


def test_full_versions_are_the_wire_names_of_contractspec() -> None:
    text = _CANCEL.replace("cancel 1.0.0", "cancel 1.2.0-rc.1")
    names = _names(text, Config(names=NamesConfig(versions="full")))
    operation = names.operations["jobs.cancel", 1]
    assert operation.path == "/jobs/cancel/v1.2.0-rc.1"
    assert operation.operation_id == "jobs_cancel_v1_2_0_rc_1"
    assert operation.mcp == "jobs_cancel-v1_2_0-rc_1"
    assert operation.python == "cancel"
    assert names.events["job.cancelled", 1].stem == "job.cancelled.v1"


def test_a_prefix_tells_flat_namespaces_apart() -> None:
    config = Config(
        names=NamesConfig(prefix="package"), events=EventsConfig(type_prefix="com.x.")
    )
    names = _names(_CANCEL, config)
    job = names.models[Symbol("jobs", "Job")]
    assert (job.graphql_output, job.openapi_input) == ("JobsJob", "JobsJobInput")
    assert job.python == "Job"
    assert names.events["job.cancelled", 1].type == "com.x.job.cancelled.v1"


def test_the_author_has_the_last_word() -> None:
    text = """
enums:
  Kind: { values: [a, { value: 'b c', name: seeB }], names: { graphql: JobKind } }
models:
  Job:
    fields: { id: { type: ID, names: { python: key } }, kind: Kind }
    names: { python: JobRecord, graphql: JobNode, openapi: job }
commands:
- meta: @jobs.cancel 2.0.0
  io:
    input: Job
    output: null
    errors: { GONE: { description: G., http: 410, names: { python: JobGone } } }
  policy: { auth: user }
  names: { python: stop, openapi: stopJob, graphql: haltJob }
  transport: { rest: { method: DELETE, path: '/jobs/{id}' }, mcp: { toolName: stop } }
"""
    names = _names(text)
    operation = names.operations["jobs.cancel", 2]
    assert (operation.method, operation.path) == ("DELETE", "/jobs/{id}")
    assert (operation.operation_id, operation.graphql) == ("stopJob", "haltJob")
    assert (operation.python, operation.context) == ("stop", "StopContext")
    assert operation.mcp == "stop"
    assert names.errors["jobs", "GONE"] == "JobGone"
    job = names.models[Symbol("jobs", "Job")]
    assert job.python == "JobRecord"
    assert (job.graphql_input, job.openapi_output) == ("JobNodeInput", "job")
    assert names.fields[Symbol("jobs", "Job")]["id"] == "key"
    kind = names.enums[Symbol("jobs", "Kind")]
    assert (kind.graphql, kind.openapi, kind.python) == ("JobKind", "Kind", "Kind")
    assert kind.graphql_members == {"a": "a", "b c": "seeB"}
    assert kind.python_members == {"a": "A", "b c": "SEE_B"}


def _keys(*keys: str, config: Config | None = None, folder: str = "jobs") -> NameTable:
    """Decide the names of commands, given as key and version."""
    io = "io: { input: null, output: null }\n  policy: { auth: user }\n"
    items = "".join(f"- meta: @{key}\n  {io}" for key in keys)
    return _names(f"commands:\n{items}", config, folder)


def test_full_versions_as_the_design_spells_them() -> None:
    config = Config(names=NamesConfig(versions="full"))
    operation = _keys("jobs.cancel 1.0.0", config=config).operations["jobs.cancel", 1]
    assert operation.path == "/jobs/cancel/v1.0.0"
    assert operation.operation_id == operation.graphql == "jobs_cancel_v1_0_0"
    assert operation.mcp == "jobs_cancel-v1_0_0"


@pytest.mark.parametrize(
    ("version", "method", "context", "event"),
    [
        ("0.9.0", "cancel", "CancelContext", "JobCancelled"),
        ("1.0.0", "cancel", "CancelContext", "JobCancelled"),
        ("2.0.0", "cancel_v2", "CancelContextV2", "JobCancelledV2"),
        ("10.1.2", "cancel_v10", "CancelContextV10", "JobCancelledV10"),
    ],
)
def test_majors(version: str, method: str, context: str, event: str) -> None:
    major = int(version.partition(".")[0])
    text = _CANCEL.replace("1.0.0", version)
    spellings: tuple[Literal["major", "full"], ...] = ("major", "full")
    for versions in spellings:
        names = _names(text, Config(names=NamesConfig(versions=versions)))
        operation = names.operations["jobs.cancel", major]
        assert (operation.python, operation.context) == (method, context)
        assert names.events["job.cancelled", major].python == event
        assert names.events["job.cancelled", major].stem == f"job.cancelled.v{major}"


@pytest.mark.parametrize(
    ("key", "folder", "method", "context"),
    [
        ("jobs.class", "jobs", "class_", "ClassContext"),
        ("jobs.abstractmethod", "jobs", "abstractmethod_", "AbstractmethodContext"),
        ("jobs.validate", "jobs", "validate_", "ValidateContext"),
        ("jobs.modelDump", "jobs", "model_dump_", "ModelDumpContext"),
        ("jobsx.get", "jobs", "jobsx_get", "JobsxGetContext"),
        ("jobs.jobs", "jobs", "jobs", "JobsContext"),
        ("jobs.jobs.get", "jobs", "jobs_get", "JobsGetContext"),
        ("my-jobs.get", "my_jobs", "get", "GetContext"),
        ("myJobs.get", "my_jobs", "my_jobs_get", "MyJobsGetContext"),
    ],
)
def test_methods(key: str, folder: str, method: str, context: str) -> None:
    operation = _keys(f"{key} 1.0.0", folder=folder).operations[key, 1]
    assert (operation.python, operation.context) == (method, context)


def test_a_prefix_leaves_chosen_names_and_enums_follow_it() -> None:
    text = """
enums:
  Kind: { values: [a] }
  Level: { values: [a], names: { graphql: JobLevel } }
models:
  Job: { fields: { id: ID }, names: { openapi: Task } }
  NewJobInput: { fields: { id: ID } }
"""
    config = Config(names=NamesConfig(prefix="package"))
    names = _names(text, config, "my-jobs")
    kind, level = (names.enums[Symbol("my_jobs", name)] for name in ("Kind", "Level"))
    assert (kind.graphql, kind.openapi) == ("MyJobsKind", "MyJobsKind")
    assert (level.graphql, level.openapi) == ("JobLevel", "MyJobsLevel")
    assert (kind.python, level.python) == ("Kind", "Level")
    job = names.models[Symbol("my_jobs", "Job")]
    assert (job.openapi_output, job.openapi_input) == ("Task", "TaskInput")
    assert job.graphql_input == "MyJobsJobInput"
    new = names.models[Symbol("my_jobs", "NewJobInput")]
    assert new.graphql_input == new.graphql_output == "MyJobsNewJobInput"


def test_the_record_holds_every_public_name() -> None:
    contracts = _contracts(_CANCEL)
    (package,) = contracts.packages
    assert record(package, decide(contracts, Config())) == {
        "jobs.cancel.v1": {
            "rest": "POST /jobs/cancel/v1",
            "operationId": "jobs_cancel_v1",
            "graphql": "jobs_cancel_v1",
            "mcp": "jobs_cancel-v1",
            "python": "cancel",
        },
        "event job.cancelled.v1": {
            "type": "job.cancelled.v1",
            "python": "JobCancelled",
        },
    }


def test_the_author_names_enums_on_every_surface() -> None:
    text = """
enums:
  Kind: { values: [a], names: { python: P, graphql: G, openapi: O } }
  Other: { values: [a, { value: b-c, name: CHOSEN }] }
"""
    names = _names(text)
    kind, other = (names.enums[Symbol("jobs", name)] for name in ("Kind", "Other"))
    assert (kind.python, kind.graphql, kind.openapi) == ("P", "G", "O")
    assert (other.python, other.graphql, other.openapi) == ("Other",) * 3
    assert other.python_members == {"a": "A", "b-c": "CHOSEN"}
    assert other.graphql_members == {"a": "a", "b-c": "CHOSEN"}
