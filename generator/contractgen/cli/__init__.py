"""The command line. This module imports next to nothing: it looks at argv first.

Parsing and help (typer) are in `app`, which is imported only when neither `--version`
nor another quick answer will do.
"""

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run `contractgen` with the arguments of the process, and exit."""
    try:
        _main(sys.argv[1:])
    except KeyboardInterrupt:  # so early that nobody else is there to hear it
        sys.exit(130)


def _main(arguments: list[str]) -> None:
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
    if _answered(arguments):
        os._exit(0)  # taking what was noted apart is a twentieth of an answer
    from contractgen.cli.lean import import_msgspec  # start-up time, all of these

    import_msgspec()
    from contractgen.cli.guard import leave, run

    leave(run(arguments))


def _answered(arguments: list[str]) -> bool:
    """Answer what needs no compiler; what cannot be printed is for `guard` to say."""
    stream, text = sys.stderr, None
    if arguments in (["--version"], ["-V"]):
        from contractgen.version import __version__  # start-up time

        stream, text = sys.stdout, f"contractgen {__version__}\n"
    elif arguments[:1] == ["check"]:
        from contractgen.cli.fastpath import answer  # start-up time

        text = answer(arguments)
    if text is None:
        return False
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        return False
    return True
