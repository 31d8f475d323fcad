"""The Python emitter: which modules there are, and what a field becomes."""

import pytest
from contractgen.emit.python import EMITTER
from contractgen.emit.python.module import Module
from contractgen.emit.python.types import annotation, default
from contractgen.ir import (
    Constant,
    EnumType,
    Field,
    Limits,
    Model,
    ModelType,
    Package,
    Symbol,
)
from contractgen.names import decide
from contractgen.render.python import declaration
from msgspec.structs import replace

from .conftest import CANCEL, LIST, ORIGIN, PING, STATUS, make, symbol, text, typed

OPTIONAL = {"optional": True}
NULLABLE = {"nullable": True}
FIELDS = {
    "a: str": text("a"),
    'a: Annotated[str, Field(alias="A")]': text("A"),
    "a: str | None": text("a", **NULLABLE),
    "a: Annotated[str | None, NotNull] = None": text("a", **OPTIONAL),
    "a: Annotated[str | None, Nullable] = None": text("a", **OPTIONAL, **NULLABLE),
    'a: str = "x"': text("a", default=Constant("x")),
    'a: str | None = "x"': text("a", default=Constant("x"), **NULLABLE),
    "a: str | None = None": text("a", default=Constant(None), **NULLABLE),
    "a: list[str]": text("a", array=True),
    "a: list[str] | None": text("a", array=True, **NULLABLE),
    "a: list[str] = Field(default_factory=list[str])": text(
        "a", array=True, default=Constant(())
    ),
    'a: list[str] = Field(default_factory=lambda: ["x"])': text(
        "a", array=True, default=Constant(("x",))
    ),
    "a: Annotated[str, Field(min_length=1, max_length=9)]": text(
        "a", limits=Limits(min_length=1, max_length=9)
    ),
    "a: list[Annotated[str, Field(max_length=9)]]": text(
        "a", array=True, limits=Limits(max_length=9)
    ),
    "a: Annotated[list[str], Field(max_length=9)]": text(
        "a", array=True, limits=Limits(max_items=9)
    ),
    "a: Annotated[Int, Field(ge=0, le=9)] = 5": typed(
        "a", "Int", limits=Limits(min=0, max=9), default=Constant(5)
    ),
    "a: float = 5.0": typed("a", "Float", default=Constant(5)),
    "a: NonEmptyString": typed("a", "NonEmptyString", limits=Limits(min_length=1)),
    "a: Annotated[TimeZone, Field(min_length=2)]": typed(
        "a", "TimeZone", limits=Limits(min_length=2, max_length=64)
    ),
    'a: Annotated[EmailAddress, AlsoMatches("e$")]': typed(
        "a", "Email", limits=Limits(pattern="e$")
    ),
    'a: Date = DATE_TEXT.read("2030-01-31")': typed(
        "a", "Date", default=Constant("2030-01-31")
    ),
    'a: JSON = "x"': typed("a", "JSON", default=Constant("x")),
    "a: JSONObject = Field(default_factory=dict[str, Any])": typed(
        "a", "JSONObject", default=Constant({})
    ),
    'a: JSON = Field(default_factory=lambda: {"b": [1, list[Any]()]})': typed(
        "a", "JSON", default=Constant({"b": (1, ())})
    ),
    "a: JobStatus = JobStatus.PENDING": Field(
        "a", EnumType(symbol("JobStatus")), default=Constant("pending"), origin=ORIGIN
    ),
    "a: Job": Field("a", ModelType(symbol("Job")), origin=ORIGIN),
    'a: list[Job] = Field(default_factory=list["Job"])': Field(
        "a",
        ModelType(symbol("Job")),
        array=True,
        default=Constant(()),
        origin=ORIGIN,
    ),
    'a: Job = Field(default_factory=lambda: read(Job, {"id": "7"}))': Field(
        "a", ModelType(symbol("Job")), default=Constant({"id": "7"}), origin=ORIGIN
    ),
}


@pytest.mark.parametrize("line", FIELDS)
def test_fields(line: str) -> None:
    field, module = FIELDS[line], Module(make(CANCEL).names, "jobs", "models")
    type_ = annotation(field, "a", module)
    assert declaration("a", type_, default(field, module)) == line


def test_another_package_comes_under_its_private_alias() -> None:
    module = Module(make(CANCEL).names, "audit", "models")
    assert module.model(symbol("Job")) == "_jobs.Job"
    assert module.imports == "from .. import jobs as _jobs"


def modules(*packages: Package, **options: object) -> dict[str, str]:
    """Return the modules of `packages`, by path below the generated package."""
    api = make(CANCEL, LIST, PING, **options)
    if packages:
        contracts = replace(api.contracts, packages=packages)
        names = decide(contracts, api.config)
        api = replace(api, contracts=contracts, names=names)
    folder = f"{api.config.package_folder}/"
    return {
        made.path.removeprefix(folder): made.content.decode()
        for made in EMITTER.emit(api)
    }


def test_modules() -> None:
    made = modules()
    assert sorted(path for path in made if path.startswith("jobs/")) == [
        "jobs/__init__.py", "jobs/errors.py", "jobs/events.py", "jobs/models.py",
        "jobs/service.py",
    ]  # fmt: skip
    assert made["py.typed"] == ""
    assert {path for path in made if "/" not in path} == {
        "__init__.py", "_contract.py", "_lazy.py", "_models.py", "_scalars.py",
        "py.typed",
    }  # fmt: skip


def test_a_module_without_content_is_not_made() -> None:
    empty = Model(Symbol("zoo", "Cage"), "", (), False, STATUS.names, ORIGIN)
    made = modules(
        Package("zoo", (), (empty,), (), ()), Package("void", (), (), (), ())
    )
    assert [path for path in made if "/" in path] == [
        "zoo/__init__.py", "zoo/models.py", "void/__init__.py"
    ]  # fmt: skip
    assert "__all__" not in made["void/__init__.py"]


def test_names_of_other_emitters_are_offered_where_those_are_enabled() -> None:
    with_router, without = modules(), modules(emit=("python",))
    assert '"install": "_openapi"' in with_router["__init__.py"]
    assert '"create_router": "router"' in with_router["jobs/__init__.py"]
    assert "install" not in without["__init__.py"]
    assert "create_router" not in without["jobs/__init__.py"]


def test_deprecation_is_said_in_words() -> None:
    made = modules()["jobs/models.py"]
    assert '    NO = "no"\n    """Deprecated."""\n' in made
    assert "deprecated=" not in made
