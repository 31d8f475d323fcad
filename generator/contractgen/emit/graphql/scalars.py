"""The scalars of the schema: GraphQL's own, and one declaration for each other."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from contractgen.ir import Limits
from contractgen.render.fragments import GqlText
from contractgen.render.graphql import gql_description, gql_name, gql_string
from contractgen.scalars import SCALARS, ScalarRow

BUILT_IN = frozenset({"Boolean", "Float", "ID", "Int", "String"})
SAFE_INT = "SafeInt"
JSON_OBJECT = "JSONObject"

_INT_MIN, _INT_MAX = -(2**31), 2**31 - 1  # GraphQL, section 3.5.1

_DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {SAFE_INT: "An integer of at most 53 bits, exact in every JSON reader."}
    | {row.graphql: row.description for row in SCALARS if row.graphql not in BUILT_IN}
)

_SPECIFICATIONS: Mapping[str, str] = MappingProxyType(
    {
        "Bytes": "https://www.rfc-editor.org/rfc/rfc4648#section-4",
        "CountryCode": "https://www.iso.org/iso-3166-country-codes.html",
        "Currency": "https://www.iso.org/iso-4217-currency-codes.html",
        "Date": "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        "DateTime": "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        "EmailAddress": "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2",
        "JSON": "https://www.rfc-editor.org/rfc/rfc8259",
        "JSONObject": "https://www.rfc-editor.org/rfc/rfc8259#section-4",
        "Locale": "https://www.rfc-editor.org/info/bcp47",
        "PhoneNumber": "https://www.itu.int/rec/T-REC-E.164",
        "SafeInt": "https://www.rfc-editor.org/rfc/rfc8259#section-6",
        "TimeZone": "https://www.iana.org/time-zones",
        "URL": "https://www.rfc-editor.org/rfc/rfc3986",
        "UUID": "https://www.rfc-editor.org/rfc/rfc9562",
    }
)


def scalar_name(row: ScalarRow, limits: Limits, *, plain_int: bool) -> str:
    """Return the GraphQL scalar of a field: Int where every legal value fits it.

    `plain_int` asks for Int whatever the bounds (`[graphql] int = "Int"`).
    """
    if row.graphql != "Int" or plain_int:
        return row.graphql
    if limits.min is None or limits.max is None:
        return SAFE_INT
    fits = limits.min >= _INT_MIN and limits.max <= _INT_MAX
    return "Int" if fits else SAFE_INT


def declarations(used: Iterable[str]) -> tuple[GqlText, ...]:
    """Return the declarations of those scalars that are not GraphQL's own."""
    return tuple(_declaration(name) for name in used if name not in BUILT_IN)


def _declaration(name: str) -> GqlText:
    url = _SPECIFICATIONS.get(name)
    mark = f" @specifiedBy(url: {gql_string(url)})" if url else ""
    described = gql_description(_DESCRIPTIONS[name])
    return GqlText(f"{described}scalar {gql_name(name)}{mark}")
