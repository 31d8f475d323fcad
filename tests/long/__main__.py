"""The long tests: `python -m tests.long <name> …`, or `all`; else, what there is.

They are no part of `make test`: they take minutes, and tools that it does not need.
What they found last is in docs/resilience.md.
"""

import sys
import time
from importlib import import_module

NAMES = (
    "concurrency",
    "crash",
    "encoders",
    "fuzz",
    "incremental",
    "mutation",
    "reproducible",
    "schemathesis_run",
    "text_edits",
)


def main(arguments: list[str]) -> int:
    """Run one of them; return 0 if it found nothing wrong, 1 if it did, 2 for usage."""
    if arguments == ["all"]:
        return max(main([name]) for name in NAMES)
    if not arguments or arguments[0] not in NAMES:
        for name in NAMES:
            about = (import_module(f"tests.long.{name}").__doc__ or "").splitlines()[0]
            print(f"{name:18}{about}")
        return 2
    name, *rest = arguments
    started = time.monotonic()
    found: int = import_module(f"tests.long.{name}").main(rest)
    print(f"{name}: {time.monotonic() - started:.0f} s, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
