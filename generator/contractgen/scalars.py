r"""The scalar types of the language: one row per scalar, read by every surface.

A row's `schema` is what the wire accepts, as JSON Schema 2020-12 keywords. Patterns
keep to what Python's, Rust's and ECMAScript's engines agree on, and describe the
whole shape; `format` stands beside a pattern only where a calendar or a reader of
formats knows more, never where it would say something else: Time (RFC 3339 wants an
offset) and Duration (RFC 3339 appendix A knows no fractions) have a pattern alone.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from msgspec import Struct

SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8259 section 6)."""


class Kind(Enum):
    """What may be done with a scalar: its constraints, its place in a URL."""

    TEXT = "text"  # a str everywhere: lengths and pattern may be set
    STRUCTURED = "structured"  # a string on the wire, a type of its own in Python
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    JSON = "json"  # any value, or any object: cannot stand in a URL


class ScalarRow(Struct, frozen=True):
    """One scalar: its wire form and its names on the typed surfaces.

    `graphql` is one of GraphQL's own scalars or a custom one of the emitted schema.
    `example` is a legal JSON value.
    """

    name: str
    description: str
    kind: Kind
    schema: Mapping[str, str | int | tuple[str, ...]]
    graphql: str
    example: "bool | int | float | str | Mapping[str, int]"

    @property
    def bounded(self) -> bool:
        """Whether `min` and `max` may be set."""
        return self.name in ("Int_unsecure", "Float_unsecure")


_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
_DATE = f"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_HOUR_MINUTE = "([01][0-9]|2[0-3]):[0-5][0-9]"
_FRACTION = r"(\.[0-9]{1,6})?"
_SECOND = f"[0-5][0-9]{_FRACTION}"
_SECONDS = f"[0-9]{{1,9}}{_FRACTION}S"
_MINUTES = f"[0-9]{{1,9}}M({_SECONDS})?"
_PERIOD = f"T([0-9]{{1,9}}H({_MINUTES}|{_SECONDS})?|{_MINUTES}|{_SECONDS})"
# RFC 5321 section 4.5.3.1.1 counts dots too: no short pattern can.
_ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HEX = "[0-9A-Fa-f]"
_GROUP = f"{_HEX}{{1,4}}"
_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_LAST_TWO = rf"({_GROUP}:{_GROUP}|{_OCTET}(\.{_OCTET}){{3}})"
_ALL_BEFORE = "|".join(  # of eight groups, of which `::` stands for one or more
    (
        f"({_GROUP}:){{6}}",
        f"::({_GROUP}:){{0,5}}",
        *(f"({_GROUP}:){{1,{n}}}:({_GROUP}:){{0,{5 - n}}}" for n in range(1, 5)),
        f"({_GROUP}:){{1,5}}:",
    )
)
_IPV6 = (  # RFC 3986 section 3.2.2; its IPvFuture is nowhere in use
    f"({_ALL_BEFORE}){_LAST_TWO}|(({_GROUP}:){{1,6}}|:):({_GROUP})?|({_GROUP}:){{7}}:"
)
_HOST = rf"({_LABEL}(\.{_LABEL})*|\[({_IPV6})\])"
_PATH = "([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
_QUERY = "([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"

_PATTERNS = {
    "Date": _DATE,
    "DateTime": f"{_DATE}T{_HOUR_MINUTE}:{_SECOND}(Z|[+-]{_HOUR_MINUTE})",
    "Time": f"{_HOUR_MINUTE}(:{_SECOND})?",
    "EmailAddress": rf"{_ATEXT}(\.?{_ATEXT}){{0,63}}@{_LABEL}(\.{_LABEL})+",
    "URL": rf"https?://{_HOST}(:[0-9]{{1,5}})?(/{_PATH})?(\?{_QUERY})?(#{_QUERY})?",
    "PhoneNumber": r"\+[1-9][0-9]{1,14}",
    "Locale": "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
    "TimeZone": "[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*",
    "Currency": "[A-Z]{3}",
    "CountryCode": "[A-Z]{2}",
    "UUID": f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}",
    "Decimal": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?",
    "Duration": f"-?P([0-9]{{1,8}}D({_PERIOD})?|{_PERIOD})",
    "Bytes": "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
}


def _string(name: str, **schema: str | int) -> Mapping[str, str | int]:
    pattern = {"pattern": f"^{_PATTERNS[name]}$"} if name in _PATTERNS else {}
    return MappingProxyType({"type": "string", **schema, **pattern})


def _number(kind: str, **schema: int) -> Mapping[str, str | int]:
    return MappingProxyType({"type": kind, **schema})


_ANY_BUT_NULL = ("array", "boolean", "number", "object", "string")
"""Null within is fine; a field that may itself be null says isNullable."""

_TEXT, _TYPED = Kind.TEXT, Kind.STRUCTURED

SCALARS: tuple[ScalarRow, ...] = (
    ScalarRow("String_unsecure", "Text.", _TEXT, _string("String"), "String", "text"),
    ScalarRow(
        "Int_unsecure",
        "An integer of at most 53 bits.",
        Kind.INTEGER,
        _number("integer", minimum=-SAFE_INTEGER, maximum=SAFE_INTEGER),
        "Int",
        1,
    ),
    ScalarRow(
        "Float_unsecure",
        "A finite number.",
        Kind.NUMBER,
        _number("number"),
        "Float",
        1.5,
    ),
    ScalarRow(
        "Boolean", "True or false.", Kind.BOOLEAN, _number("boolean"), "Boolean", True
    ),
    ScalarRow("ID", "An identifier, opaque text.", _TEXT, _string("ID"), "ID", "42"),
    ScalarRow(
        "JSON",
        "Any JSON value but null.",
        Kind.JSON,
        MappingProxyType({"type": _ANY_BUT_NULL}),
        "JSON",
        {"a": 1},
    ),
    ScalarRow(
        "JSONObject",
        "Any JSON object.",
        Kind.JSON,
        MappingProxyType({"type": "object"}),
        "JSONObject",
        {"a": 1},
    ),
    ScalarRow(
        "Date",
        "A day, as RFC 3339 full-date.",
        _TYPED,
        _string("Date", format="date"),
        "Date",
        "2030-01-31",
    ),
    ScalarRow(
        "DateTime",
        "An instant, as RFC 3339 date-time, with at most 6 digits of a second.",
        _TYPED,
        _string("DateTime", format="date-time"),
        "DateTime",
        "2030-01-31T12:00:00Z",
    ),
    ScalarRow(
        "Time",
        "A time of day without an offset, hh:mm or hh:mm:ss.",
        _TYPED,
        _string("Time"),
        "Time",
        "12:00:00",
    ),
    ScalarRow(
        "EmailAddress",
        "An email address, as RFC 5321 dot-string (64 characters and dots) and domain.",
        _TEXT,
        _string("EmailAddress", format="email", maxLength=254),
        "EmailAddress",
        "ada@example.com",
    ),
    ScalarRow(
        "URL",
        "An http or https URL, as RFC 3986 writes it, without user information.",
        _TEXT,
        _string("URL", format="uri"),
        "URL",
        "https://example.com/a",
    ),
    ScalarRow(
        "PhoneNumber",
        "A telephone number, as E.164 with its plus sign.",
        _TEXT,
        _string("PhoneNumber"),
        "PhoneNumber",
        "+15550100",
    ),
    ScalarRow(
        "NonEmptyString",
        "Text of at least one character.",
        _TEXT,
        _string("NonEmptyString", minLength=1),
        "NonEmptyString",
        "text",
    ),
    ScalarRow(
        "Locale", "A BCP 47 language tag.", _TEXT, _string("Locale"), "Locale", "en-GB"
    ),
    ScalarRow(
        "TimeZone",
        "The name of an IANA time zone; its shape alone is checked.",
        _TEXT,
        _string("TimeZone", maxLength=64),
        "TimeZone",
        "Europe/Paris",
    ),
    ScalarRow(
        "Latitude",
        "Degrees north, WGS 84.",
        Kind.NUMBER,
        _number("number", minimum=-90, maximum=90),
        "Latitude",
        48.85,
    ),
    ScalarRow(
        "Longitude",
        "Degrees east, WGS 84.",
        Kind.NUMBER,
        _number("number", minimum=-180, maximum=180),
        "Longitude",
        2.35,
    ),
    ScalarRow(
        "Currency",
        "An ISO 4217 code; its shape alone is checked.",
        _TEXT,
        _string("Currency"),
        "Currency",
        "EUR",
    ),
    ScalarRow(
        "CountryCode",
        "An ISO 3166-1 alpha-2 code; its shape alone is checked.",
        _TEXT,
        _string("CountryCode"),
        "CountryCode",
        "FR",
    ),
    ScalarRow(
        "UUID",
        "A UUID, as RFC 9562 writes it.",
        _TYPED,
        _string("UUID", format="uuid"),
        "UUID",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    ),
    ScalarRow(
        "Decimal",
        "An exact decimal number, as text.",
        _TYPED,
        _string("Decimal", maxLength=64),
        "Decimal",
        "12.50",
    ),
    ScalarRow(
        "Duration",
        "An ISO 8601 duration of days and time.",
        _TYPED,
        _string("Duration"),
        "Duration",
        "P1DT2H",
    ),
    ScalarRow(
        "Bytes",
        "Bytes, as base64 (RFC 4648 section 4).",
        _TYPED,
        _string("Bytes", contentEncoding="base64"),
        "Bytes",
        "aGVsbG8=",
    ),
)

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "String": "String_unsecure",
        "Int": "Int_unsecure",
        "Float": "Float_unsecure",
        "Email": "EmailAddress",
    }
)

_BY_NAME = {row.name: row for row in SCALARS} | {
    alias: row for alias, name in ALIASES.items() for row in SCALARS if row.name == name
}


def scalar(name: str) -> ScalarRow | None:
    """Return the row of a scalar by its name or alias."""
    return _BY_NAME.get(name)


def scalar_names() -> tuple[str, ...]:
    """Return every name a contract may use, aliases included."""
    return tuple(_BY_NAME)
