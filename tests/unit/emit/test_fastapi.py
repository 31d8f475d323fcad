"""The router modules: what stands in them, in which order, laid out as ruff does."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from contractgen.config import Config, NamesConfig, PythonConfig
from contractgen.emit.base import Api
from contractgen.emit.fastapi import EMITTER
from contractgen.ir import (
    Error,
    Meta,
    Names,
    Operation,
    Policy,
    Success,
    Symbol,
    Transport,
)
from msgspec.structs import replace

from .conftest import CANCEL, LIST, ORIGIN, PING, UPDATE, make, operation, symbol

RUFF = Path(sys.executable).with_name("ruff")
GET = operation(
    "jobs.get",
    kind="query",
    input=symbol("CancelJobInput"),
    output=symbol("Job"),
    success=Success("OK", 200, ""),
    transport=Transport("GET", "/jobs/{jobId}"),
)
NEXT = operation("jobs.next", kind="query", transport=Transport("GET", "/jobs/next"))


def modules(api: Api) -> dict[str, str]:
    folder = f"{api.config.package_folder}/"
    return {
        one.path.removeprefix(folder): one.content.decode() for one in EMITTER.emit(api)
    }


def router(*operations: Operation, **options: object) -> str:
    return modules(make(*operations, **options))["jobs/router.py"]


def functions(text: str) -> Iterator[ast.AsyncFunctionDef]:
    nodes = ast.walk(ast.parse(text))
    return (node for node in nodes if isinstance(node, ast.AsyncFunctionDef))


def body(text: str, name: str) -> list[str]:
    (found,) = [node for node in functions(text) if node.name == name]
    return [ast.unparse(statement) for statement in found.body[1:]]


def test_modules(api: Api) -> None:
    assert [*modules(api)] == [
        "_dispatch.py",
        "_http.py",
        "_request.py",
        "_routes.py",
        "_openapi.py",
        "jobs/router.py",
    ]
    assert EMITTER.needs == ("python",)
    assert EMITTER.owns(Config()) == ()


def test_without_a_document_there_is_nothing_to_install() -> None:
    assert "_openapi.py" not in modules(make(CANCEL, emit=("python", "fastapi")))


def test_an_operation_is_a_small_function() -> None:
    assert body(router(CANCEL), "cancel_route") == [
        "input = await read_body(request, CancelJobInput, call.body_limit)",
        "ctx = CancelContext(call.principal, call.events, request)",
        "with declared(JobNotFound, JobGone, JobOdd):\n"
        "    output = await call.service.cancel(input, ctx=ctx)",
        "return reply(ctx, output, CancelJobOutput)",
    ]


def test_nothing_in_nothing_out() -> None:
    text = router(PING)
    assert body(text, "ping_route") == [
        "read_nothing(request)",
        "ctx = PingContext(call.principal, call.events, request)",
        "with declared():\n    await call.service.ping(ctx=ctx)",
        "return empty(ctx)",
    ]
    assert 'calls.by("admin", roles=["root"])' in text
    assert "body_limit" not in text
    assert "EventPublisher" not in text


def test_concrete_paths_come_before_templates() -> None:
    text = router(GET, NEXT, UPDATE)
    names = [node.name for node in functions(text)]
    assert names == ["next_route", "get_route", "update_route"]
    registered = text.index("_add_next_route,"), text.index("_add_get_route,")
    assert sorted(registered) == [*registered]


def test_a_status_of_its_own() -> None:
    accepted = replace(CANCEL, success=Success("ACCEPTED", 202, ""))
    assert body(router(accepted), "cancel_route")[-1] == (
        "return reply(ctx, output, CancelJobOutput, status=202)"
    )


def test_sync_services_are_called_in_a_thread() -> None:
    text = router(CANCEL, python=PythonConfig(service="sync"))
    assert (
        "output = await run_in_threadpool(call.service.cancel, input, ctx=ctx)" in text
    )
    assert "from fastapi.concurrency import run_in_threadpool" in text


def test_full_versions_take_the_whole_input() -> None:
    text = router(LIST, GET, names=NamesConfig(versions="full"))
    assert '"/jobs/list/v1.0.0"' in text
    assert 'operation_id="jobs_list_v1_0_0"' in text
    assert 'read_query(request, ListJobsInput, whole="input")' in text
    assert 'read_query(request, CancelJobInput, path=["jobId"])' in text
    assert "whole" not in router(LIST)


@pytest.mark.parametrize(
    "method", ["reply", "router", "calls", "list_", "create_router"]
)
def test_methods_hide_nothing(method: str) -> None:
    named = replace(CANCEL, names=Names(python=method))
    (found,) = functions(router(named))
    assert found.name not in {"reply", "router", "calls", "list", "create_router"}


def test_text_never_changes_the_code() -> None:
    def shape(description: str, permission: str) -> str:
        meta = replace(CANCEL.meta, description=description)
        policy = Policy("user", permissions=(permission,))
        tree = ast.parse(router(replace(CANCEL, meta=meta, policy=policy)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = ""
        return ast.dump(tree)

    harmless = shape("text", "text")
    for nasty in (
        '"""',
        '\\"""\\',
        "{{ view }}",
        "'); x = (",
        "a\n\nb",
        "\\",
        '"',
        "\0",
    ):
        assert shape(nasty, nasty) == harmless


def named(length: int) -> Operation:
    """An operation all of whose names grow with `length`."""
    word = "a" * length
    meta: Meta = replace(UPDATE.meta, key=f"jobs.b{word}")
    error = Error(f"E{word.upper()}", "", 404, "E", "", Names(), ORIGIN)
    policy = Policy("user", roles=(word, "b"), permissions=(word,))
    output: Symbol = symbol("Job")
    return replace(
        UPDATE,
        meta=meta,
        errors=(error, *UPDATE.errors),
        policy=policy if length % 2 else Policy("user", permissions=(word,)),
        output=output if length % 3 else None,
        success=Success("CREATED", 201 if length % 3 else 204, ""),
        transport=Transport("PATCH", f"/{word}/{{jobId}}"),
    )


def test_born_formatted_whatever_the_length_of_names(tmp_path: Path) -> None:
    for service in ("async", "sync"):
        python = PythonConfig(service=service)
        for length in range(1, 100):
            text = router(named(length), python=python)
            (tmp_path / f"{service}_{length}.py").write_text(text)
        many = router(*map(named, range(1, 100)), CANCEL, LIST, PING, python=python)
        (tmp_path / f"{service}_all.py").write_text(many)
    for name, text in modules(make(CANCEL)).items():
        (tmp_path / name.replace("/", "_")).write_text(text)
    for arguments in (["format", "--diff"], ["check"], ["check", "--select", "I"]):
        command = [str(RUFF), *arguments, "--isolated", "--no-cache", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[:3000]
