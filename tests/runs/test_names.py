"""Names that generated code uses itself: refused, or the code works all the same.

One contract holds every plausible name that is allowed; what it becomes is imported,
and type-checked once.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from contractgen.config import Config, NamesConfig
from contractgen.names.reserved import (
    GRAPHQL_TYPES,
    PYTHON_CLASSES,
    PYTHON_IMPORTS,
    PYTHON_WORDS,
    SCALAR_NAMES,
)

from .generated import Generated, compile_texts, generate, importable

EMITTERS = ("python", "fastapi", "openapi", "graphql", "events", "markdown")
CONFIG = Config(names=NamesConfig(prefix="package"))

_CLASSES = """
    APIRoute Annotated Answer Any Awaitable Body Call CallContext Callable Calls Class
    ClassVar ConfigDict Context ContractEnum ContractError ContractEvent Counter Depends
    Dict Dispatcher Documents Enum Event EventMeta EventPublisher FastAPI Fields File
    Field Final Form Generic GraphQLError GraphqlRoute HTTPException Header Import
    InMemoryEvents Issue Iterator Json Limits List Literal Mapping Mixin Model NotNull
    Nullable Object Optional Path Policy Presence Principal Problem Protocol Provider
    Refused Request Resolve Response RootModel Router Schema Self Sequence Service
    Source Sources StrEnum Type TypeVar Union Unset Written BaseModel Exception M P S T
"""

_WORDS = """
    abstractmethod add added_headers all annotations app authenticate background bool
    body body_limit bytes call calls check class cls code context copy create_graphql
    create_router ctx data datetime declared description detail dict done emit emits
    empty env errors event events field fields fields_set filter float format from get
    graphql hash headers http id import input install int issues json lambda lazy len
    limits list main map match method model model_config model_dump models name names
    next none object operation output path pattern post principal print problem property
    provider publish query read read_body read_input read_nothing read_query register
    reply request resolve response response_headers result return route router
    run_in_threadpool runtime_checkable schema self send service set source status str
    subject super tuple type uuid validate value vars with write yield zip
"""

_PACKAGES = "context contract errors events http models router schema service"

CLASSES, WORDS, PACKAGES = _CLASSES.split(), _WORDS.split(), _PACKAGES.split()

_META = (
    "description: D., stability: beta, owners: [a], tags: [b], goal: G., context: C."
)


def _operation(key: str, io: str) -> str:
    meta = f"{{ key: {key}, version: 1.0.0, {_META} }}"
    return f"- meta: {meta}\n  io: {io}\n  policy: {{ auth: user }}\n"


def _types() -> str:
    """Return models that are taken and returned, and enums within them."""
    names = [name for name in CLASSES if name not in PYTHON_CLASSES]
    models = [f"  {name}: {{ fields: {{ id: ID }} }}\n" for name in names]
    operations = [
        _operation(f"types.op{at}", f"{{ input: {name}, output: {name} }}")
        for at, name in enumerate(names)
    ]
    return f"models:\n{''.join(models)}commands:\n{''.join(operations)}"


def _enums() -> str:
    names = [name for name in CLASSES if name not in PYTHON_CLASSES]
    enums = [f"  {name}: {{ values: [a, b] }}\n" for name in names]
    fields = [f"f{at}: {{ type: {name}, default: b }}" for at, name in enumerate(names)]
    fields += [f"g{at}: '{name}[]?'" for at, name in enumerate(names)]
    model = f"models:\n  Some: {{ fields: {{ {', '.join(fields)} }} }}\n"
    operation = _operation("enums.use", "{ input: Some, output: null }")
    return f"enums:\n{''.join(enums)}{model}commands:\n{operation}"


def _errors() -> str:
    codes = [re.sub("(?<=[a-z])(?=[A-Z])", "_", name).upper() for name in CLASSES]
    said = [f"{code}: {{ description: E., http: 409 }}" for code in _free(codes)]
    io = f"{{ input: null, output: null, errors: {{ {', '.join(said)} }} }}"
    return f"commands:\n{_operation('errors.raise', io)}"


def _free(codes: list[str]) -> list[str]:
    """Return the codes whose classes are not reserved."""
    classes = {code: code.title().replace("_", "") for code in codes}
    return [code for code, name in classes.items() if name not in PYTHON_CLASSES]


def _events() -> str:
    """Return events of all those names, with one payload."""
    names = [name for name in CLASSES if name.capitalize() not in PYTHON_CLASSES]
    keys = dict.fromkeys(name.lower() for name in names)
    emits = [f"{{ key: {key}, version: 1.0.0, when: W., payload: P1 }}" for key in keys]
    operation = _operation("events.emit", "{ input: null, output: null }")
    effects = f"  sideEffects: {{ emits: [{', '.join(emits)}] }}\n"
    return (
        f"models: {{ P1: {{ fields: {{ id: ID }} }} }}\ncommands:\n{operation}{effects}"
    )


def _methods() -> str:
    """Return operations of all those names, each with input and output of its own."""
    io = "{ input: { name: In%d, fields: { id: ID } }, output: Out, errors: { E: %s } }"
    words = [word for word in WORDS if word != "call"]  # its context: CallContext
    operations = [
        _operation(f"methods.{word}", io % (at, "{ description: E., http: 409 }"))
        for at, word in enumerate(words)
    ]
    model = "models: { Out: { fields: { id: ID } } }\n"
    return f"{model}commands:\n{''.join(operations)}"


_STRUCTURED = {
    "Date": "2030-01-31",
    "DateTime": "2030-01-31T12:00:00Z",
    "Time": "'12:00'",
    "UUID": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "Decimal": "'1.5'",
    "Duration": "P1D",
    "Bytes": "aGVsbG8=",
}


def _fields() -> str:
    """Return a model with all those fields, and every kind of default beside them."""
    kinds = ("ID", "Int?", "Child[]?", "{ type: Child, default: { id: a } }")
    fields = [
        f"{word}: {kinds[at % 4] if at % 4 == 3 else repr(kinds[at % 4])}"
        for at, word in enumerate(WORDS)
    ]
    fields += [
        f"d{name}: {{ type: {name}, default: {value} }}"
        for name, value in _STRUCTURED.items()
    ]
    fields += [
        "anything: { type: JSONObject, default: { a: [] } }",
        "nullable: { type: ID, isOptional: true, isNullable: true }",
        "url: { type: URL, isOptional: true, pattern: '^https' }",
    ]
    models = f"  All: {{ fields: {{ {', '.join(fields)} }} }}\n"
    models += "  Child: { fields: { id: ID } }\n"
    operation = _operation("fields.put", "{ input: All, output: All }")
    return f"models:\n{models}commands:\n{operation}"


def _packages() -> Iterator[tuple[str, str]]:
    """Yield packages called as modules, each taking what the one before it has."""
    taken = "Thing"
    for name in PACKAGES:
        io = f"{{ input: {taken}, output: Thing }}"
        model = "models: { Thing: { fields: { id: ID } } }\n"
        yield name, f"{model}commands:\n{_operation(f'{name}.do', io)}"
        taken = f"{name}.Thing"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    parts = {
        "types": _types(),
        "enums": _enums(),
        "failures": _errors(),
        "happenings": _events(),
        "methods": _methods(),
        "fields": _fields(),
    }
    parts |= dict(_packages())
    texts = {
        f"{name}/a.contract.yaml": f"contractgen: 1\n{text}"
        for name, text in parts.items()
    }
    folder = tmp_path_factory.mktemp("names")
    with importable(generate(folder, texts, CONFIG, emitters=EMITTERS)) as made:
        yield made


def _modules(made: Generated) -> list[Path]:
    return sorted((made.folder / made.package).rglob("*.py"))


@pytest.mark.filterwarnings("error")
def test_everything_is_imported(made: Generated) -> None:
    root = made.folder / made.package
    for path in _modules(made):
        parts = path.relative_to(root).with_suffix("").parts
        module = made.load(".".join(part for part in parts if part != "__init__"))
        for name in getattr(module, "__all__", ()):
            assert getattr(module, name) is not None
    assert made.load("graphql").schema.executable


def test_everything_type_checks(made: Generated) -> None:
    mypy = [sys.executable, "-m", "mypy", "--strict", made.package]
    ran = subprocess.run(
        mypy, cwd=made.folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout


def test_models_hold_every_field(made: Generated) -> None:
    models, base = made.load("fields.models"), made.load("_models")
    wire = {word: "a" for at, word in enumerate(WORDS) if at % 4 == 0}
    read = base.read(models.All, wire)
    assert wire.items() <= base.write(base.check(models.All, read)).items()


def test_the_reserved_classes_are_those_that_modules_import(made: Generated) -> None:
    imported = {
        name for path in _modules(made) for name in _imported(path) if name[0].isupper()
    }
    assert imported - SCALAR_NAMES == PYTHON_IMPORTS


def _imported(path: Path) -> Iterator[str]:
    """Yield what a package's module takes from elsewhere, under its own name."""
    if path.parent.name.startswith("generated_") or path.name == "graphql.py":
        return  # the fields of GraphQL refer to modules
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level != 1:
            yield from (one.name for one in node.names if not one.asname)


@pytest.mark.parametrize("name", [*CLASSES, "None"])
def test_a_reserved_class_is_refused_and_says_why(name: str) -> None:
    text = f"contractgen: 1\nmodels: {{ {name}: {{ fields: {{ id: ID }} }} }}\n"
    text += f"commands:\n{_operation('jobs.a', f'{{ input: {name}, output: null }}')}"
    found = compile_texts({"jobs/a.contract.yaml": text}, emitters=()).diagnostics
    codes = {one.code for one in found}
    reserved = PYTHON_CLASSES | GRAPHQL_TYPES | {"Problem"}
    assert codes == ({"CG237"} if name in reserved else set())
    assert all("names: {" in (one.help or "") for one in found)


@pytest.mark.parametrize("word", WORDS)
def test_a_reserved_word_steps_aside(word: str, made: Generated) -> None:
    service = made.load("methods").MethodsService
    if word != "call":
        assert hasattr(service, f"{word}_" if word in PYTHON_WORDS else word)
