"""Words that surfaces keep for themselves.

Attributes and methods step aside with one trailing `_` (`escaped`). Types do not: a
contract that takes one of those names is refused by the rules. The lists are written
out, so that the same contract has the same names whatever is installed; a test
compares them with the installed libraries.
"""

import keyword

from contractgen.scalars import ALIASES, SCALARS

BASE_MODEL_ATTRIBUTES = frozenset(
    {
        "construct",
        "copy",
        "dict",
        "from_orm",
        "json",
        "model_computed_fields",
        "model_config",
        "model_construct",
        "model_copy",
        "model_dump",
        "model_dump_json",
        "model_extra",
        "model_fields",
        "model_fields_set",
        "model_json_schema",
        "model_parametrized_name",
        "model_post_init",
        "model_rebuild",
        "model_validate",
        "model_validate_json",
        "model_validate_strings",
        "mro",  # of the metaclass, as is register: pydantic warns of both
        "parse_file",
        "parse_obj",
        "parse_raw",
        "register",
        "schema",
        "schema_json",
        "update_forward_refs",
        "validate",
    }
)
"""Public attributes of `pydantic.BaseModel` (2.12 to 2.14) and of its metaclass."""

_ANNOTATIONS = frozenset({"str", "int", "float", "bool", "list", "dict"})

_DECORATORS = frozenset({"abstractmethod"})
"""What a service's Protocol writes between its methods."""

PYTHON_WORDS = (
    frozenset(keyword.kwlist) | BASE_MODEL_ATTRIBUTES | _ANNOTATIONS | _DECORATORS
)
"""What neither an attribute nor a method may be called."""

SCALAR_NAMES = frozenset({row.name for row in SCALARS} | set(ALIASES))
"""The language's own types: `type: String` could mean no model of that name."""

GRAPHQL_TYPES = (
    frozenset({row.graphql for row in SCALARS})
    | frozenset({"Int", "Float", "String", "Boolean", "ID", "SafeInt"})
    | frozenset({"Query", "Mutation", "Subscription"})
)
"""Root types, built-in scalars and the custom scalars of the emitted schema."""

OPENAPI_COMPONENTS = frozenset({"Problem", "ProblemDetail", "Error"})
"""Our own components; `Error` is what client generators call their exception."""

PYTHON_IMPORTS = (
    frozenset({"Annotated", "Any", "ClassVar", "Field", "Protocol", "TYPE_CHECKING"})
    | frozenset({"AlsoMatches", "ContractEnum", "Model", "NotNull", "Nullable"})
    | frozenset({"BYTES_TEXT", "DATE_TEXT", "DATE_TIME_TEXT", "DECIMAL_TEXT"})
    | frozenset({"DURATION_TEXT", "TIME_TEXT", "UUID_TEXT"})
    | frozenset({"CallContext", "ContractError", "EventMeta", "EventPublisher"})
    | frozenset({"Principal", "Provider"})
    | frozenset({"APIRouter", "BODY_LIMIT", "Call", "Calls", "Request", "Response"})
)
"""What the modules of a package import under its own name, scalars aside."""

PYTHON_BASES = frozenset({"BaseException", "BaseModel", "Exception", "HTTPException"})
"""Classes of Python, pydantic and FastAPI that no reader expects to be a contract's."""

PYTHON_CLASSES = PYTHON_IMPORTS | PYTHON_BASES | {"False", "None", "True"}
"""What no class of a package may be called."""

PYTHON_BUILTINS = frozenset(
    {
        "ArithmeticError",
        "AssertionError",
        "AttributeError",
        "BaseExceptionGroup",
        "BlockingIOError",
        "BrokenPipeError",
        "BufferError",
        "BytesWarning",
        "ChildProcessError",
        "ConnectionAbortedError",
        "ConnectionError",
        "ConnectionRefusedError",
        "ConnectionResetError",
        "DeprecationWarning",
        "EOFError",
        "Ellipsis",
        "EncodingWarning",
        "EnvironmentError",
        "ExceptionGroup",
        "FileExistsError",
        "FileNotFoundError",
        "FloatingPointError",
        "FutureWarning",
        "GeneratorExit",
        "IOError",
        "ImportError",
        "ImportWarning",
        "IndentationError",
        "IndexError",
        "InterruptedError",
        "IsADirectoryError",
        "KeyError",
        "KeyboardInterrupt",
        "LookupError",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
        "NotADirectoryError",
        "NotImplemented",
        "NotImplementedError",
        "OSError",
        "OverflowError",
        "PendingDeprecationWarning",
        "PermissionError",
        "ProcessLookupError",
        "RecursionError",
        "ReferenceError",
        "ResourceWarning",
        "RuntimeError",
        "RuntimeWarning",
        "StopAsyncIteration",
        "StopIteration",
        "SyntaxError",
        "SyntaxWarning",
        "SystemError",
        "SystemExit",
        "TabError",
        "TimeoutError",
        "TypeError",
        "UnboundLocalError",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "UnicodeError",
        "UnicodeTranslateError",
        "UnicodeWarning",
        "UserWarning",
        "ValueError",
        "Warning",
        "ZeroDivisionError",
    }
)
"""Built-in classes of Python 3.11: shadowing one earns a warning."""


def escaped(name: str) -> str:
    """Return `name`, with one trailing `_` if Python or pydantic reserves it."""
    return f"{name}_" if name in PYTHON_WORDS else name
