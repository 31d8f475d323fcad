"""Exit codes, in one place. The highest wins.

0 clean; 1 findings (drift, a hand edit in the way, lint, a breaking change); 2 wrong
contracts or configuration, wrong usage, or a disk that refuses; 3 our fault.
Warnings never change the code unless the caller is strict.
"""

from collections.abc import Iterable

from contractgen.diagnostics import Diagnostic

CLEAN = 0
FINDINGS = 1
WRONG = 2
OUR_FAULT = 3
INTERRUPTED = 130  # 128 + SIGINT, as shells report it
PIPE_CLOSED = 141  # 128 + SIGPIPE


def of(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """Return the exit code that `diagnostics` call for."""
    from contractgen.output import DISK_CODES  # not needed to fail politely
    from contractgen.output.drift import COLLISION

    wrong = DISK_CODES | {COLLISION.id}

    def one(found: Diagnostic) -> int:
        if not found.is_error:
            return FINDINGS if strict else CLEAN
        return WRONG if found.code in wrong or found.code[2] in "12" else FINDINGS

    return max(map(one, diagnostics), default=CLEAN)
