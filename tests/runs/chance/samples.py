"""Good values of every scalar, as a client that knows the rules would write them.

Each is written as the generated code writes it back, so that an echo must be equal.
"""

from typing import Any

SAMPLES: dict[str, tuple[Any, ...]] = {
    "String_unsecure": ("", "text", "two words", "naïve 日本 🚀", '"\\\n\t', "{{x}}"),
    "String": ("a", "null", "true", "007", "x" * 300),
    "Int_unsecure": (0, 1, -1, 2**31, 2**53 - 1, -(2**53) + 1),
    "Int": (3, 20, 100, 2**31 - 1, -(2**31)),
    "Float_unsecure": (0, 1.5, -2.25, 1e300, 1e-7, 2**53 - 1),
    "Float": (0.1, 3, 1e21),
    "Boolean": (True, False),
    "ID": ("1", "a-b", "", "ünï"),
    "JSON": ({}, [], 0, False, "", {"a": [1, None, {"b-c": "é"}]}, [[None]], 1.5),
    "JSONObject": ({}, {"a": None}, {"": {"$ref": "#/x"}, "class": [1, 2.5, "x"]}),
    "Date": ("2030-01-31", "0001-01-01", "9999-12-31", "2024-02-29"),
    "DateTime": (
        "2030-01-31T12:00:00Z",
        "2024-02-29T23:59:59.000001+02:00",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00-11:30",
    ),
    "Time": ("00:00:00", "23:59:59.999999", "12:30:00"),
    "EmailAddress": ("ada@example.com", "a+b.c@x-y.example", "'@a.b"),
    "Email": ("o'hara@example.org",),
    "URL": ("https://example.com", "http://[::1]:8080/a%20b?c=d&e#f", "https://a.b/(x)"),
    "PhoneNumber": ("+15550100", "+12"),
    "NonEmptyString": ("a", " ", "ß", "two words"),
    "Locale": ("en", "en-GB", "zh-Hant-TW"),
    "TimeZone": ("UTC", "Europe/Paris", "Etc/GMT+5", "America/Argentina/Ushuaia"),
    "Latitude": (-90, 90, 48.85, 0),
    "Longitude": (-180, 180, 2.35),
    "Currency": ("EUR", "XXX"),
    "CountryCode": ("FR", "ZZ"),
    "UUID": (
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "00000000-0000-0000-0000-000000000000",
    ),
    "Decimal": ("0", "12.50", "-0.000001", "9" * 40, "1." + "0" * 20),
    "Duration": ("P1DT2H", "PT0S", "-PT0.5S", "P99999999D", "PT59M59.999999S"),
    "Bytes": ("", "aGVsbG8=", "//+/", "AA=="),
}  # fmt: skip
FLAT = tuple(name for name in SAMPLES if not name.startswith("JSON"))
PATHS: dict[str, tuple[Any, ...]] = {
    "String": ("a", "two words", "ü", "100%", "a+b", "a;b=c", "~x", "..."),
    "Int": (0, 1, -7, 2**53 - 1),
    "Boolean": (True, False),
    "UUID": SAMPLES["UUID"],
    "Date": SAMPLES["Date"],
    "Decimal": ("0", "-1.50"),
    "ID": ("null", "true", "1"),
}
"""Types and values that stand in a path: what servers take apart is left out."""
BOUNDED = ("Int", "Int_unsecure", "Float", "Float_unsecure")
TEXT = (
    "String", "String_unsecure", "ID", "EmailAddress", "Email", "URL", "PhoneNumber",
    "NonEmptyString", "Locale", "TimeZone", "Currency", "CountryCode",
)  # fmt: skip
PATTERNS = (
    "^[^q]*$", "^[^x]*$", "a", "^[a-zA-Z]+$", "^(a|b)+$", "^[A-Z]{2,3}$", "e(x|y)?",
    "^[^q]{0,400}$", "[A-Z]{2,}|[a-z]|^$", "^\\+?[0-9]*$", "^[ -~]*$",
    "'|\"|e|^[^q]{0,3}$",
)  # fmt: skip
"""Of the portable subset; a field takes one that its samples match."""
