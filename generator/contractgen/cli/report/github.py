"""Workflow commands, which GitHub shows as annotations of a pull request.

Each finding is one line; everything that could end or extend a command is escaped as
GitHub's runner reads it back (`%25 %0D %0A`, in properties `%3A %2C` too).
"""

from contractgen.cli.report.base import Report
from contractgen.cli.report.visible import visible
from contractgen.diagnostics import Diagnostic


def render(report: Report) -> str:
    """Return one `::error …::` or `::warning …::` line per diagnostic."""
    return "".join(
        f"{_command(found, report.prefix)}\n" for found in report.diagnostics
    )


def _command(found: Diagnostic, prefix: str) -> str:
    properties: dict[str, str] = {}
    if found.span:
        last_line, last_column = found.span.source.position(found.span.end)
        properties = {
            "file": prefix + found.span.source.path,
            "line": str(found.span.line),
            "endLine": str(last_line),
            "col": str(found.span.column),
            "endColumn": str(last_column),
        }
        if last_line != found.span.line:  # GitHub drops columns of several lines
            del properties["col"], properties["endColumn"]
    elif found.file:
        properties = {"file": prefix + found.file}
    properties["title"] = f"contractgen {found.code}"
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    parts = [visible(found.message)]
    parts += [f"{visible(one.text)}: {one.span}" for one in found.labels]
    if found.help:
        parts.append(f"help: {visible(found.help)}")
    return f"::{found.severity.value} {shown}::{_data(chr(10).join(parts))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
