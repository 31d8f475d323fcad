"""The Python that serves the schema: born formatted, and free of contract text."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from contractgen.config import Config, PythonConfig
from contractgen.emit.base import Api
from contractgen.emit.graphql import EMITTER
from contractgen.ir import Contracts, Operation, Package, Policy, Symbol
from contractgen.names import decide
from contractgen.views.shapes import reachable
from msgspec.structs import replace

from .conftest import CANCEL, LIST, MODELS, PING, STATUS, UPDATE, make, meta

LONG = "a_package_with_quite_a_long_name_that_fills_the_line_of_any_editor"
PYTHON = "generated/python/contracts"


def files(api: Api) -> dict[str, str]:
    return {
        artifact.path: artifact.content.decode()
        for artifact in EMITTER.emit(api)
        if artifact.path.endswith(".py")
    }


def moved(name: str, *operations: Operation, config: Config | None = None) -> Api:
    """Return an API whose operations live in a package of that name."""
    api = make(*operations)
    config = config or api.config
    here = tuple(replace(one, package=name) for one in operations)
    models = Package("jobs", (STATUS,), MODELS, (), ())
    contracts = Contracts((Package(name, (), (), (), here), models))
    return Api(
        contracts,
        decide(contracts, config),
        reachable(contracts),
        config,
        api.templates,
    )


def ruff(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "--no-cache"]
    done = subprocess.run(
        [*command, str(folder)], capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode else ""


def formatted(api: Api, folder: Path) -> None:
    for path, text in files(api).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    assert ruff(folder, "format", "--diff") == ""
    assert ruff(folder, "check") == ""


def test_born_formatted(api: Api, tmp_path: Path) -> None:
    formatted(api, tmp_path)


def test_no_operations(empty_api: Api, tmp_path: Path) -> None:
    formatted(empty_api, tmp_path)
    assert f"{PYTHON}/graphql.py" in files(empty_api)


def test_long_names_are_born_formatted(tmp_path: Path) -> None:
    policy = Policy("user", ("a" * 40,), ("b" * 40, "c" * 40))
    long = replace(PING, meta=meta(f"{LONG}.ping-{LONG}"), policy=policy)
    formatted(moved(LONG, CANCEL, LIST, long, UPDATE), tmp_path)


def test_synchronous_services_run_in_threads(tmp_path: Path) -> None:
    config = Config(python=PythonConfig(service="sync"))
    made = moved("jobs2", CANCEL, PING, config=config)
    formatted(made, tmp_path)
    text = files(made)[f"{PYTHON}/jobs2/graphql.py"]
    assert "await run_in_threadpool(call.service.jobs_cancel, input, ctx=ctx)" in text
    assert "await call" not in text


def test_one_function_per_operation(api: Api) -> None:
    text = files(api)[f"{PYTHON}/jobs/graphql.py"]
    functions = [
        node for node in ast.parse(text).body if isinstance(node, ast.AsyncFunctionDef)
    ]
    assert [one.name for one in functions] == [
        "cancel_field",
        "list__field",
        "ping_field",
        "update_field",
    ]
    assert ast.unparse(functions[2].decorator_list[0]) == (
        "fields.resolve('jobs_ping_v1', by='admin', roles=('root',))"
    )
    assert "with declared(errors.JobNotFound, errors.JobGone, errors.JobOdd):" in text


def test_imports_are_sorted_as_ruff_sorts(tmp_path: Path) -> None:
    api = make(CANCEL)
    packages = tuple(
        Package(name, (), (), (), (replace(CANCEL, package=name, meta=meta(key)),))
        for name, key in (("jobs10", "a.b"), ("jobs2", "a.c"), ("jobs_x", "a.d"))
    )
    contracts = Contracts((Package("jobs", (STATUS,), MODELS, (), ()), *packages))
    names, shapes = decide(contracts, api.config), reachable(contracts)
    formatted(Api(contracts, names, shapes, api.config, api.templates), tmp_path)


def test_without_fastapi_the_shared_support_comes_along(api: Api) -> None:
    assert f"{PYTHON}/_http.py" not in files(api)
    alone = replace(api, config=Config(emit=("python", "graphql")))
    assert {f"{PYTHON}/_http.py", f"{PYTHON}/_request.py"} <= set(files(alone))


@pytest.mark.parametrize("name", ["events", "schema", "graphql_router", "create"])
def test_packages_named_like_our_own(name: str, tmp_path: Path) -> None:
    made = moved(name, CANCEL)
    formatted(made, tmp_path)
    (function,) = (
        node
        for node in ast.parse(files(made)[f"{PYTHON}/graphql.py"]).body
        if isinstance(node, ast.FunctionDef)
    )
    arguments = [one.arg for one in function.args.kwonlyargs]
    assert len(arguments) == len(set(arguments))
    assert arguments[0] == (name if name == "create" else f"{name}_")


HOSTILE = [
    '"""\nimport os; os.system("id")\n"""',
    "\\",
    'ends in "',
    "'''",
    "{{ view }}{% raw %}",
    "é\u2028\x85",
    "\\N{BULLET}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_changes_no_shape(text: str, tmp_path: Path) -> None:
    hostile = replace(CANCEL, meta=replace(CANCEL.meta, description=text))
    policy = Policy("user", (text,), (text, text))
    made = make(replace(hostile, policy=policy))
    plain = make(replace(CANCEL, policy=Policy("user", ("a",), ("a", "a"))))
    shapes = [
        [type(node) for node in ast.walk(ast.parse(each))]
        for api in (made, plain)
        for each in files(api).values()
    ]
    assert shapes[: len(shapes) // 2] == shapes[len(shapes) // 2 :]
    formatted(made, tmp_path)


def test_cross_package_models() -> None:
    text = files(moved("audit", CANCEL))[f"{PYTHON}/audit/graphql.py"]
    assert "from ..jobs import models as jobs_models\n" in text
    assert "call.read(jobs_models.CancelJobInput)" in text
    assert "from . import errors, service\n" in text
    assert Symbol("jobs", "CancelJobInput") == CANCEL.input
