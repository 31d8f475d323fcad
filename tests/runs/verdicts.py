"""The table of all scalars: JSON values that each takes, and values that it refuses.

A row's values are chosen where readers of JSON disagree with one another: numbers near
the limits of integers, numbers and booleans as text, calendars, lenient ISO 8601, the
many spellings of a UUID.
"""

from typing import Any, NamedTuple

_DATE_TIME = "2024-02-29T12:00:00"
_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"


class Row(NamedTuple):
    """What one scalar takes and refuses."""

    good: list[Any]
    bad: list[Any]


_TEXT: list[Any] = ["", "a", "null", "1", "日本 🚀", "\n", "\x00", " ", "x" * 1000]
_NO_TEXT: list[Any] = [0, 1.5, True, [], {}, ["a"], {"a": "a"}]
_NO_NUMBER: list[Any] = ["1", "", "1.5", True, False, [], {}, [1], "NaN", "Infinity"]

VERDICTS: dict[str, Row] = {
    "String": Row(_TEXT, _NO_TEXT),
    "ID": Row(_TEXT, [*_NO_TEXT, 1]),
    "NonEmptyString": Row(_TEXT[1:], [*_NO_TEXT, ""]),
    "Int": Row(
        [0, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**53 - 1, 1 - 2**53, 1.0, -0.0, 1e3],
        [*_NO_NUMBER, 2**53, -(2**53), 1.5, 1e300, 10**30],
    ),
    "Float": Row([0, 1, 1.5, -2.25e-10, 1e300, 2**31, 2**53 - 1, -0.0], _NO_NUMBER),
    "Latitude": Row([-90, 90, 0, 89.999], [*_NO_NUMBER, 90.0001, -91, 1e300]),
    "Longitude": Row([-180, 180, 0.5], [*_NO_NUMBER, 180.0001, -181]),
    "Boolean": Row([True, False], [0, 1, "true", "", "yes", [], {}, 1.0]),
    "JSON": Row([{}, [], "", 0, False, 1.5, [None], {"a": None}, {"": [[{}]]}], []),
    "JSONObject": Row([{}, {"a": None}, {"a": {"b": []}}], ["", 0, False, [], [{}]]),
    "Date": Row(
        ["2024-02-29", "0001-01-01", "9999-12-31", "2000-02-29"],
        [
            *_NO_TEXT, "", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10",
            "2024-04-31", "0000-01-01", "20240101", "2024-1-1", "2024-01-01T00:00:00Z",
            "2024-W01-1", "2024-001", " 2024-01-01", "2024-01-01\n", "24-01-01",
            "12024-01-01", "-2024-01-01", 1704067200, "1704067200",
            "\N{FULLWIDTH DIGIT TWO}024-01-01",
        ],
    ),
    "DateTime": Row(
        [
            f"{_DATE_TIME}Z", f"{_DATE_TIME}+02:00", f"{_DATE_TIME}.1Z",
            f"{_DATE_TIME}.123456-11:30", f"{_DATE_TIME}-00:00",
            "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
        ],
        [
            *_NO_TEXT, "", _DATE_TIME, "20240101", 1704067200, "1704067200",
            "2024-01-01 00:00:00Z", "2016-12-31T23:59:60Z", "2023-02-29T00:00:00Z",
            f"{_DATE_TIME}.1234567Z", f"{_DATE_TIME}.Z", f"{_DATE_TIME},5Z",
            "2024-02-29T12:00Z", f"{_DATE_TIME}+0200", f"{_DATE_TIME}+02",
            f"{_DATE_TIME}+24:00", f"{_DATE_TIME}z", "2024-02-29t12:00:00Z",
            "2024-02-29T24:00:00Z", f"{_DATE_TIME}+02:00:30", f"{_DATE_TIME}Z\n",
            "2024-02-29", "0000-01-01T00:00:00Z", f"{_DATE_TIME}[UTC]",
        ],
    ),
    "Time": Row(
        ["00:00", "23:59:59", "12:00:00.5", "12:00:00.123456"],
        [
            *_NO_TEXT, "", "24:00", "24:00:00", "12", "12:60", "12:00:60", "1200",
            "12:00:00Z", "12:00+01:00", "12:00:00.1234567", "T12:00", "12:00 PM", 43200,
            "12:00\n", "1:00",
        ],
    ),
    "Duration": Row(
        ["PT0S", "P1D", "P1DT2H", "PT1H30M", "PT0.5S", "-P1D", "PT36H", "PT1H5S"],
        [
            *_NO_TEXT, "", "P", "PT", "P1Y", "P1M", "P1W", "P1DT", "12:00:00", "1 day",
            "+P1D", "P-1D", "PT1.5H", "PT0.1234567S", "p1d", "P1D\n", "PT1S2M", 60,
            "60",
        ],
    ),
    "EmailAddress": Row(
        [
            "a@b.cd", "ada@example.com", "a+b.c_d@x-y.example", "'@a.b", "a@1.2",
            f"{'a' * 64}@b.cd", f"{'a' * 31}.{'b' * 32}@c.de",
        ],
        [
            *_NO_TEXT, "", "a@b", "a", "@b.cd", "a@", "a b@c.d", "a@b..cd", ".a@b.cd",
            "a@b.cd\n", "a@fe80::1%eth0", "Ada <a@b.cd>", "a@b_c.de", "ü@b.cd",
            "a@-b.cd", "a@[127.0.0.1]", f"{'a' * 250}@b.cd", '"a b"@c.de',
            f"{'a' * 65}@b.cd", f"{'a.' * 64}a@b.cd",
        ],
    ),
    "URL": Row(
        [
            "https://example.com", "http://a", "http://a.b:8080/c?d=e#f", "https://[::1]/",
            "http://127.0.0.1/%20", "https://a.b/(c)", "http://a?b", "http://[::]",
            "http://[1:2:3:4:5:6:7:8]:80", "http://[1:2:3:4:5:6:7::]", "http://[aF::0009]",
            "http://[::ffff:192.0.2.255]/", "http://[1:2:3:4:5:6:7.8.9.0]?a",
        ],
        [
            *_NO_TEXT, "", "a", "//a.b", "ftp://a.b", "HTTP://a.b", "http://", "http:///a",
            "http://a b", "http://a/ b", "http://a/%zz", "http://ü.de", "http://a\n",
            "javascript:alert(1)", "http://a.b:port", "http://user:pw@a.b", "http://a/{b}",
            "https://[AE]/", "http://[]", "http://[:]", "http://[1::2::3]", "http://[::1",
            "http://[1:2:3:4:5:6:7]", "http://[1:2:3:4:5:6:7::8]", "http://[12345::]",
            "http://[::1.2.3]", "http://[::1.2.3.256]", "http://[1.2.3.4::]",
            "http://[1.2.3.4]", "http://[::1%25eth0]", "http://[v1.a]", "http://[:::]",
        ],
    ),
    "PhoneNumber": Row(
        ["+15550100", "+12", "+" + "1" * 15],
        [*_NO_TEXT, "", "15550100", "+0123", "+1", "+1 555", "+" + "1" * 16, "+1\n"],
    ),
    "Locale": Row(
        ["en", "en-GB", "zh-Hant-TW", "EN"],
        [*_NO_TEXT, "", "e", "en_GB", "en-", "-en", "en-toolongsub", "en\n", "de-ü"],
    ),
    "TimeZone": Row(
        ["UTC", "Europe/Paris", "Etc/GMT+5", "America/Argentina/Ushuaia"],
        [*_NO_TEXT, "", "+01:00", "/a", "Europe/", "../etc", "a b", "UTC\n", "a" * 65],
    ),
    "Currency": Row(
        ["EUR", "XXX"], [*_NO_TEXT, "", "eur", "EURO", "EU", "EUR\n", "€€€"]
    ),
    "CountryCode": Row(["FR", "ZZ"], [*_NO_TEXT, "", "fr", "FRA", "F", "FR\n", "ÄÖ"]),
    "UUID": Row(
        [_UUID, _UUID.upper(), "0" * 8 + "-0000-0000-0000-" + "0" * 12],
        [
            *_NO_TEXT, "", f"{{{_UUID}}}", _UUID.replace("-", ""), f"urn:uuid:{_UUID}",
            _UUID[:-1], f"{_UUID}\n", _UUID.replace("6", "g"), 1,
        ],
    ),
    "Decimal": Row(
        ["0", "1", "-1.50", "12.5000", "0.1", "-0", "9" * 64],
        [
            *_NO_TEXT, "", "1.", ".5", "01", "+1", "1e3", "NaN", "Infinity", "1,5", "٣",
            "1_000", " 1", "1\n", "9" * 65, 12.5,
        ],
    ),
    "Bytes": Row(
        ["", "aGVsbG8=", "AA==", "//+/", "AAAA"],
        [*_NO_TEXT, "a", "aGVsbG8", "AA=A", "AA-_", "AA==\n", "AA= =", "====", "é"],
    ),
}  # fmt: skip
