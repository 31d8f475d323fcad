"""The formats by name."""

from collections.abc import Callable
from enum import StrEnum

from contractgen.cli.report import summary, text
from contractgen.cli.report.base import Report
from contractgen.cli.report.paint import Paint, plain


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def render(report: Report, form: Format, paint: Paint = plain) -> str:
    """Return `report` in the given format."""
    return FORMATS[form](report, paint)


_SHOWN = 200
"""Findings that text shows; a person reads fewer, and the rest is counted."""


def _text(report: Report, paint: Paint) -> str:
    found = report.beside_drift
    rest = len(found) - _SHOWN
    return (
        text.render(found[:_SHOWN], paint)
        + (f"... and {rest:,} more (--format json lists all)\n\n" if rest > 0 else "")
        + summary.drift(report.changes, paint)
        + f"{summary.last_line(report, paint)}\n"
    )


def _json(report: Report, _: Paint) -> str:
    from contractgen.cli.report import machine  # text is usual

    return machine.render(report)


def _github(report: Report, _: Paint) -> str:
    from contractgen.cli.report import github  # text is usual

    return github.render(report)


def _sarif(report: Report, _: Paint) -> str:
    from contractgen.cli.report import sarif  # text is usual

    return sarif.render(report)


FORMATS: dict[Format, Callable[[Report, Paint], str]] = {
    Format.TEXT: _text,
    Format.JSON: _json,
    Format.GITHUB: _github,
    Format.SARIF: _sarif,
}
