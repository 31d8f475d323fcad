"""The problems an operation may answer with (RFC 9457).

ContractSpec's problem fields stand beside the standard's. The generated `_contract.py`
sends what is shown here; whoever changes one changes the other.
"""

from msgspec import Struct
from msgspec.structs import replace

from contractgen.ir import Json, Operation
from contractgen.views.binding import Binding
from contractgen.views.schema import Schema

TYPE_BASE = "https://contractspec.io/problems/"

_CATEGORIES = {
    401: "auth",
    402: "payment",
    403: "auth",
    404: "not_found",
    409: "conflict",
    410: "not_found",
    412: "conflict",
    429: "rate_limit",
    502: "dependency",
    503: "dependency",
    504: "timeout",
}
_RETRYABLE = (429, 502, 503, 504)


class Problem(Struct, frozen=True):
    """One kind of problem.

    `name` is that of its shared response, empty if declared; `issue` is the JSON
    pointer of what its example finds wrong with an input.
    """

    code: str
    status: int
    detail: str
    gql_code: str
    name: str = ""
    issue: str = ""

    def example(self) -> dict[str, Json]:
        """Return a problem details object of this kind."""
        server = self.status >= 500
        example: dict[str, Json] = {
            "type": TYPE_BASE + self.code.lower().replace("_", "-"),
            "title": self.code.replace("_", " ").title(),
            "status": self.status,
            "code": self.code,
            "category": _CATEGORIES.get(
                self.status, "internal" if server else "validation"
            ),
            "severity": "error" if server else "warning",
            "retryable": self.status in _RETRYABLE,
            "gqlCode": self.gql_code,
        }
        if self.detail:
            example["detail"] = self.detail
        if self.issue:
            issue = {"path": self.issue, "code": "missing", "message": "Field required"}
            example["issues"] = (issue,)
        return example


def _shared(name: str, code: str, status: int, detail: str) -> Problem:
    return Problem(code, status, detail, code, name)


BAD_REQUEST = _shared("BadRequest", "BAD_REQUEST", 400, "The request is malformed.")
UNAUTHENTICATED = _shared(
    "Unauthenticated", "UNAUTHENTICATED", 401, "Authentication is required."
)
FORBIDDEN = _shared(
    "Forbidden",
    "FORBIDDEN",
    403,
    "The caller is not allowed to perform this action.",
)
PAYLOAD_TOO_LARGE = _shared(
    "PayloadTooLarge", "PAYLOAD_TOO_LARGE", 413, "The request is too large."
)
UNSUPPORTED_MEDIA_TYPE = _shared(
    "UnsupportedMediaType",
    "UNSUPPORTED_MEDIA_TYPE",
    415,
    "The request should be application/json.",
)
INVALID_INPUT = replace(
    _shared(
        "InvalidInput", "VALIDATION_FAILED", 422, "The request did not pass validation."
    ),
    issue="/name",
)
INTERNAL_ERROR = _shared("InternalError", "INTERNAL_ERROR", 500, "")

SHARED = (
    BAD_REQUEST,
    UNAUTHENTICATED,
    FORBIDDEN,
    PAYLOAD_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    INVALID_INPUT,
    INTERNAL_ERROR,
)
"""Problems that no contract declares, by status."""


def undeclared(operation: Operation, binding: Binding) -> tuple[Problem, ...]:
    """Return the problems an operation may answer with beside its declared errors."""
    policy = operation.policy
    guarded = policy.auth != "anonymous"
    restricted = policy.auth == "admin" or policy.roles or policy.permissions
    body = bool(binding.body)
    read = body or bool(binding.query or binding.path)
    occurs = (read, guarded, bool(restricted), body, body, True, True)
    return tuple(problem for problem, may in zip(SHARED, occurs, strict=True) if may)


def problem_schema() -> Schema:
    """Return the schema of every problem."""
    text: Schema = {"type": "string"}
    issue: Schema = {
        "type": "object",
        "properties": {
            "path": {
                "type": "string",
                "description": "JSON pointer into the input (RFC 6901).",
            },
            "code": text,
            "message": text,
        },
        "required": ("path", "code", "message"),
    }
    properties: Schema = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": text,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": text,
        "instance": {"type": "string", "format": "uri-reference"},
        "code": {"type": "string", "description": "The error's code in the contract."},
        "category": text,
        "severity": {"type": "string", "enum": ("error", "warning")},
        "retryable": {"type": "boolean"},
        "gqlCode": {
            "type": "string",
            "description": "The code of the same error in GraphQL's extensions.",
        },
        "issues": {
            "type": "array",
            "items": issue,
            "description": "What is wrong with the input.",
        },
    }
    return {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "properties": properties,
        "required": ("type", "title", "status", "code"),
    }
