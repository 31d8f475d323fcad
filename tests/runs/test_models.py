"""Values of the generated models: scalar types, presence, reading and writing."""

import datetime
import decimal
import uuid
from typing import Any

import pytest
from pydantic import ValidationError

from .generated import Generated

GOOD: dict[str, list[Any]] = {
    "text": ["", "é", "😀"],
    "integer": [0, -1, 1.0, 2**53 - 1, -(2**53) + 1],
    "number": [0, 1.5, -1e300],
    "flag": [True, False],
    "id": ["", "7"],
    "any": [1, "x", [1, {"a": None}], {"a": [1.5]}],
    "object": [{}, {"a": [1, {"b": None}]}],
    "date": ["2024-02-29", "0001-01-01", "9999-12-31"],
    "dateTime": [
        "2024-02-29T00:00:00Z", "2024-01-01T23:59:59.123456+05:30",
        "2024-01-01T00:00:00.1-23:59",
    ],
    "time": ["00:00", "23:59:59", "12:00:00.5"],
    "email": ["ada@example.com", "a.b+c@x-y.org"],
    "url": ["https://example.com", "http://localhost:80/a?b=c#d", "http://[::1]/"],
    "phone": ["+15550100"],
    "filled": [" ", "x"],
    "locale": ["en", "en-GB", "zh-Hant-TW"],
    "zone": ["UTC", "Europe/Paris", "America/Argentina/Ushuaia", "Etc/GMT+1"],
    "latitude": [-90, 90, 0.5],
    "longitude": [-180, 180],
    "currency": ["EUR"],
    "country": ["FR"],
    "uuid": ["6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"],
    "decimal": ["0", "-12.50", "1" * 64],
    "duration": ["PT0S", "P1D", "P1DT2H3M4.5S", "-PT1M", "PT90M"],
    "bytes": ["", "aGVsbG8=", "+/+/"],
}  # fmt: skip
BAD: dict[str, list[Any]] = {
    "text": [1, None, True, ["a"], b"a"],
    "integer": ["1", True, 1.5, 2**53, -(2**53), None, float("nan"), float("inf"),
        10**400],
    "number": ["1", True, float("nan"), float("inf"), None, 10**400],
    "flag": [1, 0, "true", None],
    "id": [1],
    "any": [None, float("nan"), {1: 2}, {"a": float("inf")}, {"a": object()}, "\ud800",
        ["\udfff"]],
    "object": [[], "x", None, {"a": float("nan")}],
    "date": ["2023-02-29", "0000-01-01", "2024-1-1", "20240101",
        "2024-01-01T00:00:00Z", 0, "2024-01-01\n"],
    "dateTime": [
        "20240101", "1704067200", 1704067200, "2024-01-01 00:00:00Z",
            "2024-01-01T00:00:00",
        "2024-01-01T23:59:60Z", "2024-01-01T00:00:00.1234567Z", "2024-02-30T00:00:00Z",
        "2024-01-01t00:00:00z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00+24:00",
    ],
    "time": ["24:00", "1:00", "12:00:60", "12:00Z", 0, "12"],
    "email": ["a@b", "a", "a b@c.de", "@x.de", "a..b@c.de", "x" * 250 + "@c.de"],
    "url": ["ftp://x", "//x", "https://", "https://exa mple", "javascript:alert(1)",
        "https://é"],
    "phone": ["5550100", "+05550100", "+1 555"],
    "filled": [""],
    "locale": ["", "e", "en_GB"],
    "zone": ["", "/x", "A//B"],
    "latitude": [-90.1, 91, "1", True],
    "longitude": [180.5],
    "currency": ["eur", "EURO"],
    "country": ["F", "FRA"],
    "uuid": ["{6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
        "6ba7b8109dad11d180b400c04fd430c8", ""],
    "decimal": [1, 1.5, "1e5", "NaN", "+1", ".5", "01", "1" * 65],
    "duration": ["P", "PT", "P1Y", "P1W", "1 day", "12:00:00", 60, "P1DT",
        "PT1.1234567S"],
    "bytes": ["a", "aGVsbG8", "aGVs\nbG8=", "-_-_"],
}  # fmt: skip


CASES = [
    pytest.param(name, value, good, id=f"{name}-{'good' if good else 'bad'}-{number}")
    for table, good in ((GOOD, True), (BAD, False))
    for name, values in table.items()
    for number, value in enumerate(values)
]
ENQUEUE = {"name": "a", "parent": None}


def everything(**fields: Any) -> dict[str, Any]:
    return {**{name: values[-1] for name, values in GOOD.items()}, **fields}


class Models:
    """The models of package `jobs`, and how they are read and written."""

    def __init__(self, made: Generated) -> None:
        self.jobs = made.load("jobs")
        self.support = made.load("_models")
        self.contract = made.load("_contract")

    def read(self, name: str, value: object) -> Any:
        return self.contract.read_input(getattr(self.jobs, name), value)

    def write(self, model: Any) -> dict[str, Any]:
        written: dict[str, Any] = self.support.write(self.check(model))
        return written

    def check(self, model: Any) -> Any:
        return self.support.check(type(model), model)

    def refused(self, name: str, value: object) -> set[str]:
        """Return where an input is refused, empty if it is not."""
        try:
            self.read(name, value)
        except self.contract.InvalidInput as error:
            return {issue.path for issue in error.issues}
        return set()


@pytest.fixture
def models(contracts: Generated) -> Models:
    return Models(contracts)


@pytest.mark.parametrize(("name", "value", "good"), CASES)
def test_scalars(models: Models, name: str, value: object, good: bool) -> None:
    given = everything(**{name: value})
    assert models.refused("Everything", given) == (set() if good else {f"/{name}"})
    if good:
        model = models.read("Everything", given)
        again = models.write(model)
        assert models.read("Everything", again) == model
        if name not in {"uuid", "duration", "dateTime", "time"}:  # spelt in many ways
            assert again[name] == value


def test_python_types(models: Models) -> None:
    model = models.read("Everything", everything())
    kinds = {
        "date": datetime.date, "date_time": datetime.datetime, "time": datetime.time,
        "uuid": uuid.UUID, "decimal": decimal.Decimal, "duration": datetime.timedelta,
        "bytes": bytes, "integer": int, "number": float, "url": str,
    }  # fmt: skip
    for name, kind in kinds.items():
        assert type(getattr(model, name)) is kind, name
    assert type(models.read("Everything", everything(integer=1.0)).integer) is int


ODD_ZONE = datetime.timezone(datetime.timedelta(seconds=90))


@pytest.mark.parametrize(
    ("name", "value", "wire"),
    [
        ("date_time", datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC),
            "2024-01-01T00:00:00Z"),
        ("date_time", datetime.datetime(2024, 1, 1, tzinfo=ODD_ZONE),
            "2023-12-31T23:58:30Z"),
        ("decimal", decimal.Decimal("1E+3"), "1000"),
        ("decimal", decimal.Decimal("1E-7"), "0.0000001"),
        ("duration", datetime.timedelta(days=-1, microseconds=1),
            "-PT23H59M59.999999S"),
        ("duration", datetime.timedelta(), "PT0S"),
        ("time", datetime.time(1, 2), "01:02:00"),
        ("bytes", b"\xff", "/w=="),
    ],
)  # fmt: skip
def test_written_form(models: Models, name: str, value: object, wire: str) -> None:
    given = models.read("Everything", everything())
    model = given.model_copy(update={name: value})
    alias = "dateTime" if name == "date_time" else name
    assert models.write(model)[alias] == wire
    assert models.read("Everything", models.write(model)) == model


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date_time", datetime.datetime(2024, 1, 1)),
        ("date", datetime.datetime(2024, 1, 1)),
        ("time", datetime.time(1, tzinfo=datetime.UTC)),
        ("decimal", decimal.Decimal("NaN")),
        ("decimal", decimal.Decimal("1E+100000000")),
        ("decimal", decimal.Decimal("1" * 65)),
        ("duration", datetime.timedelta.max),
        ("integer", 2**53),
        ("number", float("nan")),
        ("any", {"a": {1, 2}}),
        ("bytes", bytearray(b"x")),
    ],
)
def test_what_cannot_be_written(models: Models, name: str, value: object) -> None:
    given = models.read("Everything", everything())
    with pytest.raises(ValidationError):
        models.check(given.model_copy(update={name: value}))


def test_defaults_are_filled_and_written(models: Models) -> None:
    model = models.read("EnqueueJobInput", ENQUEUE)
    assert models.write(model) == {
        "name": "a", "parent": None, "retries": 3, "priority": "in a while",
        "tags": ["a"], "comment": None,
    }  # fmt: skip
    assert b'"note"' not in models.support.write_json(model)
    assert models.read("EnqueueJobInput", ENQUEUE).tags is not model.tags


def test_absence_and_null(models: Models) -> None:
    make = models.jobs.EnqueueJobInput
    absent = make(name="a", parent=None, note=None, size=None)
    assert {"note", "size", "deadline"}.isdisjoint(models.write(absent))
    cleared = make(name="a", parent=None, deadline=None)
    assert models.write(cleared)["deadline"] is None


def test_reserved_words_step_aside(models: Models) -> None:
    reserved = {"class": "c", "json": {"a": 1}, "str": "s"}
    model = models.read("EnqueueJobInput", {**ENQUEUE, **reserved})
    assert (model.class_, model.json_, model.str_) == ("c", {"a": 1}, "s")
    assert models.write(model).items() >= reserved.items()


def test_presence_in_nested_models(models: Models) -> None:
    jobs = models.jobs
    inner = jobs.Step(title="b", ran_at=None)
    step = jobs.Step(title="a", steps=[inner])
    job = jobs.Job(id="1", name="a", status=jobs.JobStatus.PENDING, steps=[step])
    assert models.write(job) == {
        "id": "1", "name": "a", "status": "pending",
        "steps": [{"title": "a", "steps": [{"title": "b", "ranAt": None,
            "steps": []}]}],
    }  # fmt: skip
    assert jobs.Job.model_validate_json(models.support.write_json(job)) == job


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"note": None}, {"/note"}),
        ({"steps": None}, {"/steps"}),
        ({"size": None}, {"/size"}),
        ({"tags": None}, {"/tags"}),
        ({"retries": None}, {"/retries"}),
        ({"json": None}, {"/json"}),
        ({"deadline": None, "comment": None, "limit": None}, set()),
        ({"name": ""}, {"/name"}),
        ({"name": "abcdefghijk"}, {"/name"}),
        ({"name": "a\n"}, {"/name"}),
        ({"note": "😀😀😀😀😀"}, set()),
        ({"note": "😀😀😀😀😀😀"}, {"/note"}),
        ({"retries": 10}, {"/retries"}),
        ({"retries": 9.0, "size": 2**53}, {"/size"}),
        ({"ratio": 1.5}, {"/ratio"}),
        ({"priority": "1st"}, set()),
        ({"priority": True}, {"/priority"}),
        ({"priority": "FIRST"}, {"/priority"}),
        ({"tags": []}, {"/tags"}),
        ({"tags": ["a", "abcd"]}, {"/tags/1"}),
        ({"tags": ["a", "b", "c"]}, {"/tags"}),
        ({"tags": ["a", None]}, {"/tags/1"}),
        ({"tags": "a"}, {"/tags"}),
        ({"steps": [{"title": "x", "steps": [{"title": 1, "x": 1}]}]},
         {"/steps/0/steps/0/title", "/steps/0/steps/0/x"}),
        ({"class_": "x"}, {"/class_"}),
    ],
)  # fmt: skip
def test_fields(models: Models, fields: dict[str, Any], paths: set[str]) -> None:
    assert models.refused("EnqueueJobInput", {**ENQUEUE, **fields}) == paths


def test_required_nullable_must_be_said(models: Models) -> None:
    assert models.refused("EnqueueJobInput", {"name": "a"}) == {"/parent"}


def test_deep_recursion_is_refused(models: Models) -> None:
    value: dict[str, Any] = {"title": "x"}
    for _ in range(5000):
        value = {"title": "x", "steps": [value]}
    assert models.refused("EnqueueJobInput", {**ENQUEUE, "steps": [value]})


def test_readers_of_events_ignore_unknown_fields(models: Models) -> None:
    event = models.jobs.JobCancelled.model_validate({"jobId": "7", "more": 1})
    assert event == models.jobs.JobCancelled(job_id="7")
    assert event.__event__.key == "job.cancelled"
    assert "__event__" not in type(event).model_fields


def test_outputs_may_be_subclasses(models: Models) -> None:
    mine = type("Mine", (models.jobs.Step,), {"__annotations__": {"more": int}})
    checked = models.support.check(models.jobs.Step, mine(title="a", more=1))
    assert models.support.write(checked) == {"title": "a", "steps": []}


def test_a_member_is_its_value(models: Models) -> None:
    priority = models.jobs.Priority.TRUE
    assert priority == "true"
    made = models.jobs.EnqueueJobInput(name="a", parent=None, priority=priority)
    assert made.priority is priority
