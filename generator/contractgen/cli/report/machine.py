"""One JSON document per run, for scripts and editors."""

import json
from typing import Any

from contractgen.cli.report.base import Report
from contractgen.diagnostics import Diagnostic
from contractgen.source import Span
from contractgen.version import __version__

SCHEMA = 1
"""Raised when a key changes its meaning; keys may be added without that."""


def render(report: Report) -> str:
    """Return the report as JSON. Lines and columns count from 1, in code points."""
    errors = sum(found.is_error for found in report.diagnostics)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": {"name": "contractgen", "version": __version__},
        "command": report.command,
        "exit": report.exit,
        "summary": {"errors": errors, "warnings": len(report.diagnostics) - errors},
        "diagnostics": [_diagnostic(found) for found in report.diagnostics],
    }
    if report.command == "check":
        document["drift"] = [
            {
                "kind": one.kind.value,
                "path": one.shown,
                "code": one.code.id,
                "source": one.origin,
                "place": _place(one.span),
            }
            for one in report.changes
        ]
    if report.work:
        document["files"] = {
            "dryRun": report.work.dry,
            "written": list(report.work.written),
            "removed": list(report.work.removed),
            "unchanged": report.work.kept,
        }
    return json.dumps(document, indent=2) + "\n"


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "place": _place(found.span),
        "file": found.file,
        "labels": [
            {"text": label.text, "place": _place(label.span)} for label in found.labels
        ],
        "help": found.help,
        "fixes": [
            {
                "title": fix.title,
                "place": _place(fix.span),
                "replacement": fix.replacement,
            }
            for fix in found.fixes
        ],
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    last_line, last_column = span.source.position(span.end)
    return {
        "path": span.source.path,
        "line": span.line,
        "column": span.column,
        "endLine": last_line,
        "endColumn": last_column,
    }
