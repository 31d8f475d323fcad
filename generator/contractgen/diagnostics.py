"""Findings about contracts, as values.

A diagnostic is data: it is gathered, sorted and handed on, never raised and never
printed here. How it looks in a terminal, JSON or SARIF is in `cli`.
"""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from contractgen.source import Span


class Severity(StrEnum):
    """Errors stop a build; warnings never change the exit code without `--strict`."""

    ERROR = "error"
    WARNING = "warning"


class Label(Struct, frozen=True):
    """A second place that explains a diagnostic, with a few words about it."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """A replacement of the text at `span` that mends the finding."""

    span: Span
    replacement: str
    title: str


class Code(Struct, frozen=True):
    """A kind of finding: declared once, beside the check that raises it.

    `id` is `CG` and three digits: 1xx reading, 2xx linking and names, 3xx lint,
    4xx output and drift, 5xx evolution. `why` and `mend` are Markdown paragraphs for
    `contractgen explain` and the page in docs/diagnostics; `wrong` and `right` are
    short contract fragments (YAML unless `language` says otherwise).
    """

    id: str
    title: str
    why: str
    mend: str
    wrong: str = ""
    right: str = ""
    language: str = "yaml"
    severity: Severity = Severity.ERROR

    def at(
        self, span: Span | None, message: str, *, help: str | None = None
    ) -> "Diagnostic":
        """Return a diagnostic of this kind at `span` (None: no place in a contract)."""
        return Diagnostic(self.id, self.severity, message, span, help=help)


class Diagnostic(Struct, frozen=True):
    """One finding: what is wrong, where, and how to mend it.

    `file` is the generated file that the finding is about: formats that must name
    a file do so where no contract can be named.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None
    labels: tuple[Label, ...] = ()
    help: str | None = None
    fixes: tuple[Fix, ...] = ()
    file: str | None = None

    def also(self, span: Span, text: str) -> "Diagnostic":
        """Return the diagnostic with a second place added."""
        return replace(self, labels=(*self.labels, Label(span, text)))

    def fixed_by(self, fix: Fix) -> "Diagnostic":
        """Return the diagnostic with a suggested replacement added."""
        return replace(self, fixes=(*self.fixes, fix))

    @property
    def is_error(self) -> bool:
        """Whether the finding stops a build."""
        return self.severity is Severity.ERROR


def in_order(diagnostics: "list[Diagnostic]") -> tuple[Diagnostic, ...]:
    """Return diagnostics by file, place and code; the same finding only once."""

    def place(found: Diagnostic) -> tuple[str, int, str, str]:
        if found.span is None:
            return "", 0, found.code, found.message
        return found.span.source.path, found.span.start, found.code, found.message

    unique = {place(found): found for found in diagnostics}
    return tuple(unique[key] for key in sorted(unique))
