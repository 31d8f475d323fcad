"""JSON, GitHub and SARIF: parsed back, and not to be forged."""

import json
import re

import pytest
from contractgen.cli import catalogue
from contractgen.cli.report.base import Report
from contractgen.cli.report.formats import Format, render
from contractgen.diagnostics import Code, Diagnostic, Fix
from contractgen.output import Change, Kind
from contractgen.output.drift import MISSING
from contractgen.source import Source, Span

CODE = Code("CG999", "a title", "Why.", "Mend.", "wrong: 1", "right: 1")
SOURCE = Source("specs/a b.contract.yaml", "one: 1\ntwo: 2\n")
NASTY = "50%, a:b\r\n::error title=forged::x \x1b[31m"


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "codes", lambda: {CODE.id: CODE})


def finding(message: str = NASTY) -> Diagnostic:
    found = CODE.at(Span(SOURCE, 7, 10), message, help="mend it")
    found = found.also(Span(SOURCE, 0, 3), "first here")
    return found.fixed_by(Fix(Span(SOURCE, 7, 10), "three", "write `three`"))


def report(*found: Diagnostic) -> Report:
    return Report("check", 2, found, prefix="services/jobs/")


def test_json() -> None:
    document = json.loads(render(report(finding("m")), Format.JSON))
    assert document["schema"] == 1
    assert document["exit"] == 2
    assert document["summary"] == {"errors": 1, "warnings": 0}
    (found,) = document["diagnostics"]
    place = {"path": SOURCE.path, "line": 2, "column": 1, "endLine": 2, "endColumn": 4}
    assert found["place"] == place
    assert found["labels"][0]["place"]["line"] == 1
    assert found["fixes"][0]["replacement"] == "three"


def test_github_lines_cannot_be_forged() -> None:
    placeless = CODE.at(None, NASTY)
    lines = render(report(finding(), placeless), Format.GITHUB).splitlines()
    assert len(lines) == 2
    command = re.fullmatch(r"::error ([^:]*)::(.*)", lines[0])
    assert command
    properties = dict(pair.split("=", 1) for pair in command[1].split(","))
    assert properties["file"] == "services/jobs/specs/a b.contract.yaml"
    assert (properties["line"], properties["col"]) == ("2", "1")
    assert "50%25, a:b\\r\\n" in command[2]
    assert "%0Ahelp: mend it" in command[2]
    assert lines[1].startswith("::error title=contractgen CG999::50%25")


def test_sarif() -> None:
    log = json.loads(render(report(finding(), CODE.at(None, "m")), Format.SARIF))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "CG999"
    assert "wrong: 1" in rule["help"]["markdown"]
    first, second = run["results"]
    assert first["ruleIndex"] == 0
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {
        "uri": "services/jobs/specs/a%20b.contract.yaml",
        "uriBaseId": "SRCROOT",
    }
    region = {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4}
    assert location["region"] == region
    assert first["relatedLocations"][0]["id"] == 1
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"] == {"text": "three"}
    assert second["locations"] == []


def test_drift_without_a_contract_line_names_the_generated_file() -> None:
    change = Change(Kind.MISSING, MISSING, "docs/a b.md", "generated/docs/a b.md")
    drifted = report(change.diagnostic())
    (result,) = json.loads(render(drifted, Format.SARIF))["runs"][0]["results"]
    uri = "services/jobs/generated/docs/a%20b.md"
    place = {"artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"}}
    assert result["locations"] == [{"physicalLocation": place}]
    line = render(drifted, Format.GITHUB)
    assert line.startswith("::error file=services/jobs/generated/docs/a b.md,title=")
    (found,) = json.loads(render(drifted, Format.JSON))["diagnostics"]
    assert found["file"] == "generated/docs/a b.md"


def test_text_ends_with_a_tally() -> None:
    warning = Code("CG998", "t", "w", "m", severity=CODE.severity.WARNING)
    shown = render(report(finding(), warning.at(None, "careful")), Format.TEXT)
    assert shown.endswith("\n1 error, 1 warning\n")
