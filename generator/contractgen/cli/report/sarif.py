"""SARIF 2.1.0 (OASIS), for code scanning: findings, their rules and their places."""

import json
from typing import Any
from urllib.parse import quote

from contractgen.cli import catalogue
from contractgen.cli.report.base import Report
from contractgen.cli.report.visible import visible
from contractgen.diagnostics import Code, Diagnostic
from contractgen.source import Span
from contractgen.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """Return a SARIF log of one run."""
    known = catalogue.codes()
    used = sorted({found.code for found in report.diagnostics})
    rules = [_rule(known[code]) for code in used if code in known]
    order = {rule["id"]: index for index, rule in enumerate(rules)}
    driver: dict[str, Any] = {
        "name": "contractgen",
        "version": __version__,
        "rules": rules,
    }
    home = catalogue.project_url()
    if home:
        driver["informationUri"] = home
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "SRCROOT": {"description": {"text": "The root of the repository."}}
        },
        "results": [
            _result(found, order, report.prefix) for found in report.diagnostics
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {
            "text": f"{code.why}\n\n{code.mend}",
            "markdown": catalogue.page(code),
        },
        "defaultConfiguration": {"level": code.severity.value},
    }
    uri = catalogue.page_url(code)
    if uri:
        rule["helpUri"] = uri
    return rule


def _result(found: Diagnostic, order: dict[str, int], prefix: str) -> dict[str, Any]:
    text = visible(found.message)
    if found.help:
        text += f"\n{visible(found.help)}"
    result: dict[str, Any] = {
        "ruleId": found.code,
        "level": found.severity.value,
        "message": {"text": text},
        "locations": _locations(found, prefix),
    }
    if found.code in order:
        result["ruleIndex"] = order[found.code]
    if found.labels:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": visible(label.text)},
                **_location(label.span, prefix),
            }
            for number, label in enumerate(found.labels, 1)
        ]
    if found.fixes and found.span:
        result["fixes"] = [
            {
                "description": {"text": visible(fix.title)},
                "artifactChanges": [
                    {
                        "artifactLocation": _artifact(fix.span, prefix),
                        "replacements": [
                            {
                                "deletedRegion": _region(fix.span),
                                "insertedContent": {"text": fix.replacement},
                            }
                        ],
                    }
                ],
            }
            for fix in found.fixes
        ]
    return result


def _locations(found: Diagnostic, prefix: str) -> list[dict[str, Any]]:
    """Return the contract's place, else the file: code scanning wants one of them."""
    if found.span:
        return [_location(found.span, prefix)]
    if found.file:
        return [{"physicalLocation": {"artifactLocation": _file(prefix + found.file)}}]
    return []


def _location(span: Span, prefix: str) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(span, prefix),
            "region": _region(span),
        }
    }


def _artifact(span: Span, prefix: str) -> dict[str, str]:
    return _file(prefix + span.source.path)


def _file(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": "SRCROOT"}


def _region(span: Span) -> dict[str, int]:
    last_line, last_column = span.source.position(span.end)
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": last_line,
        "endColumn": last_column,
    }
