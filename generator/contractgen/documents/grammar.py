"""The grammars of names: keys, versions, and what things are called. All are ASCII.

They keep contract text from ever becoming code or a path. Whether a legal name is
taken, or reserved on some surface, is decided elsewhere.
"""

import re

from msgspec import Struct

from contractgen.diagnostics import Code, Diagnostic
from contractgen.nodes import Scalar
from contractgen.suggest import shown

BAD_KEY = Code(
    "CG160",
    "not a key",
    "Keys become routes, file names and GraphQL fields, so they keep to dotted "
    "segments of ASCII letters and digits, each starting with a small letter; `-` and "
    "`_` may join parts of a segment. At most 128 characters, and no segment may be a "
    "device name of Windows (`con`, `nul`, `com1` …), which no file can have.",
    "Rename the key to the form `jobs.cancel`.",
    wrong="meta: { key: Jobs/Cancel }\n",
    right="meta: { key: jobs.cancel }\n",
)
BAD_VERSION = Code(
    "CG161",
    "not a semantic version",
    "Versions are `major.minor.patch` as in Semantic Versioning 2.0.0, each part of "
    "at most nine digits without leading zeros, with an optional pre-release after "
    "`-` and no build metadata.",
    "Write all three parts. No quotes are needed in YAML: 1.10.0 is read as text.",
    wrong="meta: { key: jobs.cancel, version: 1.0 }\n",
    right="meta: { key: jobs.cancel, version: 1.0.0 }\n",
)
BAD_NAME = Code(
    "CG162",
    "not a legal name",
    "Names become classes, attributes and types in several languages, so each kind of "
    "name has a small ASCII grammar: models and enums `CancelJobInput`, fields "
    "`jobId`, error codes `JOB_NOT_FOUND`, packages `jobs`. Letters outside ASCII are "
    "refused because some look like others and Python folds some into others.",
    "Rename it as the message says.",
    wrong="models:\n  job:\n    fields: { Job-Id: ID }\n",
    right="models:\n  Job:\n    fields: { jobId: ID }\n",
)
BAD_TYPE = Code(
    "CG163",
    "not a type",
    "A type is the name of a scalar, enum or model, with the package before it where "
    "it is another one, `[]` after it for an array and `?` for an optional field.",
    "Write for example `String`, `Item[]`, `stock.Item[]?`. Constraints are keys of "
    "the long form: `{ type: String, maxLength: 10 }`.",
    wrong="tags: List[String]\n",
    right="tags: String[]\n",
)


class Grammar(Struct, eq=False):
    """What a name must look like, and how a wrong one is explained."""

    code: Code
    what: str
    pattern: re.Pattern[str]
    hint: str
    limit: int = 128
    no_devices: bool = False

    def matches(self, text: str) -> bool:
        """Return whether `text` is such a name."""
        return (
            len(text) <= self.limit
            and self.pattern.fullmatch(text) is not None
            and not (self.no_devices and _device(text))
        )

    def refusal(self, node: Scalar) -> Diagnostic | None:
        """Return what is wrong with the name, or None."""
        text = node.text
        if self.matches(text):
            return None
        if len(text) > self.limit:
            message = f"{self.what} may have at most {self.limit} characters"
            return self.code.at(node.span, message, help=f"this one has {len(text):,}")
        message = f"{shown(text)} is not {self.what}"
        strange = next((char for char in text if not "\x20" <= char <= "\x7e"), None)
        if strange is not None:
            message += f": U+{ord(strange):04X} is not an ASCII character of a name"
        elif not text:
            message = f"{self.what} may not be empty"
        device = _device(text) if self.no_devices else None
        if device:
            message += f": {shown(device)} is a device name on Windows"
            return self.code.at(node.span, message, help="choose another word")
        return self.code.at(node.span, message, help=self.hint)

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of such a name."""
        pattern = f"^(?:{self.pattern.pattern})$"
        return {"type": "string", "pattern": pattern, "maxLength": self.limit}


_PORTS = tuple(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))
_DEVICES = frozenset(("con", "prn", "aux", "nul", "clock$", *_PORTS))


def _device(text: str) -> str | None:
    return next((part for part in text.split(".") if part.lower() in _DEVICES), None)


_SEGMENT = "[a-z][a-zA-Z0-9]*(?:[-_][a-zA-Z0-9]+)*"
_PART = "(?:0|[1-9][0-9]{0,8})"
_PRE = "(?:0|[1-9][0-9]{0,8}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_CAMEL = "[A-Z][A-Za-z0-9]*"

KEY = Grammar(
    BAD_KEY,
    "a key",
    re.compile(rf"{_SEGMENT}(?:\.{_SEGMENT})*"),
    "keys are dotted segments of ASCII letters and digits, as in `jobs.cancel`",
    no_devices=True,
)
VERSION = Grammar(
    BAD_VERSION,
    "a semantic version",
    re.compile(rf"{_PART}\.{_PART}\.{_PART}(?:-{_PRE}(?:\.{_PRE})*)?"),
    "write major.minor.patch, as in `1.0.0`; each part has at most nine digits",
    limit=64,
)
PACKAGE = Grammar(
    BAD_NAME,
    "a package name",
    re.compile("[a-z][a-z0-9_]*"),
    "packages are small letters, digits and `_`, as in `jobs`",
    limit=64,
    no_devices=True,
)
TYPE_NAME = Grammar(
    BAD_NAME,
    "a name of a model or enum",
    re.compile(_CAMEL),
    "models and enums start with a capital and hold letters and digits: `JobStatus`",
)
FIELD = Grammar(
    BAD_NAME,
    "a field name",
    re.compile("[a-z][A-Za-z0-9_]*"),
    "fields start with a small letter and hold letters, digits and `_`: `jobId`",
)
ERROR_CODE = Grammar(
    BAD_NAME,
    "a code",
    re.compile("[A-Z][A-Z0-9_]*"),
    "codes are capitals, digits and `_`, as in `JOB_NOT_FOUND`",
)
IDENTIFIER = Grammar(
    BAD_NAME,
    "an identifier",
    re.compile("[A-Za-z][A-Za-z0-9_]*"),
    "identifiers are ASCII letters, digits and `_`, starting with a letter",
)
COMPONENT = Grammar(
    BAD_NAME,
    "a component name",
    re.compile("[A-Za-z0-9][A-Za-z0-9._-]*"),
    "use ASCII letters, digits, `.`, `_` and `-`",
)
TYPE = Grammar(
    BAD_TYPE,
    "a type",
    re.compile(r"(?:([a-z][a-z0-9_]*)\.)?([A-Za-z][A-Za-z0-9_]*)(\[\])?(\?)?"),
    "write a scalar, enum or model: `String`, `Item[]`, `stock.Item[]?`",
    limit=256,
)
MODEL = Grammar(
    BAD_TYPE,
    "the name of a model",
    re.compile(r"(?:([a-z][a-z0-9_]*)\.)?([A-Za-z][A-Za-z0-9_]*)"),
    "write the name of a model, `CancelJobInput` or `jobs.CancelJobInput`",
    limit=256,
)

CODES = (BAD_KEY, BAD_VERSION, BAD_NAME, BAD_TYPE)
