"""The command line. This module imports next to nothing: it looks at argv first.

Parsing and help (typer) are in `app`, which is imported only when neither `--version`
nor another quick answer will do.
"""

import sys

__all__ = ["main"]


def main() -> None:
    """Run `contractgen` with the arguments of the process, and exit."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from contractgen.version import __version__  # start-up time

        sys.stdout.write(f"contractgen {__version__}\n")
        return
    if arguments[:1] == ["check"]:
        from contractgen.cli.fastpath import answer  # start-up time

        text = answer(arguments)
        if text is not None:
            sys.stderr.write(text)
            return
    from contractgen.cli.guard import leave, run  # start-up time

    leave(run(arguments))
