"""What a command found and did: the value every format is made of."""

from collections.abc import Iterable

from msgspec import Struct, field

from contractgen.diagnostics import Diagnostic
from contractgen.output import Change


class Work(Struct, frozen=True):
    """What a build did, or would do if `dry`. Paths are relative to the project."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    seconds: float = 0.0
    dry: bool = False


class Report(Struct, frozen=True):
    """The outcome of one command.

    `diagnostics` holds everything, drift included; `changes` are the drift of a
    `check` again, by kind, for the format that groups it. `prefix` leads from the
    repository's root to the project (`services/jobs/`), for tools that annotate the
    repository.
    """

    command: str
    exit: int
    diagnostics: tuple[Diagnostic, ...] = ()
    changes: tuple[Change, ...] = ()
    work: Work | None = None
    prefix: str = field(default="")

    @property
    def beside_drift(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that are not already told by `changes`."""
        told = {(one.code.id, one.diagnostic().message) for one in self.changes}
        return tuple(
            found
            for found in self.diagnostics
            if (found.code, found.message) not in told
        )


def count(number: int, noun: str) -> str:
    """Return `1 error`, `2 errors`, `1,000 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def tally(diagnostics: Iterable[Diagnostic]) -> str:
    """Return `2 errors, 1 warning`; empty text if there are none."""
    errors = warnings = 0
    for found in diagnostics:
        errors += found.is_error
        warnings += not found.is_error
    counts = ((errors, "error"), (warnings, "warning"))
    return ", ".join(count(number, noun) for number, noun in counts if number)
