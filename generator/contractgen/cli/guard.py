"""Runs the application so that whatever happens ends in an answer and an exit code."""

import errno
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

from contractgen.cli import console, exits, quick

_APOLOGY = """\
contractgen failed, and that is its own mistake, not yours. Sorry.

  {error}

Nothing that was generated before has been changed halfway.
Please report it {where}, with the output of
  contractgen --traceback {arguments}
"""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    gc.disable()  # what a build makes lives to its end; looking for garbage is half
    console.prepare()
    traced = "--traceback" in arguments or bool(os.environ.get("CONTRACTGEN_DEBUG"))
    try:
        code = _invoke([one for one in arguments if one != "--traceback"])
        sys.stdout.flush()
    except (BrokenPipeError, console.PipeClosed):
        return _silenced(exits.PIPE_CLOSED)
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:  # whatever it is, it is our fault
        if isinstance(error, OSError) and _is_of_a_stream(error):
            return _unprintable(error)
        try:
            _apologise(error, arguments, traced)
        except (OSError, console.PipeClosed):
            return _silenced(exits.OUR_FAULT)
        return exits.OUR_FAULT
    return code


def leave(code: int) -> NoReturn:
    """End the process at once: taking a build apart takes as long as resolving it."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads what is left
            stream.flush()
    os._exit(code)


def _invoke(arguments: list[str]) -> int:
    usual = quick.understood(arguments)
    if usual:
        return usual()
    from contractgen.cli.app import command  # typer takes its time

    try:
        command(arguments, prog_name="contractgen")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else exits.CLEAN
    return exits.CLEAN


def _silenced(code: int) -> int:
    """Say no more, not even while shutting down: nobody reads it, or it cannot be."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    return code


def _is_of_a_stream(error: OSError) -> bool:
    """Whether what we print goes to a disk that is full (a file would have a name)."""
    return error.errno in _FULL and error.filename is None


def _unprintable(error: OSError) -> int:
    with suppress(OSError):  # perhaps the other stream can still be written to
        sys.stderr.write(f"cannot print: {error.strerror}\n")
        sys.stderr.flush()
    return _silenced(exits.WRONG)


def _apologise(error: Exception, arguments: list[str], traced: bool) -> None:
    import traceback  # rarely needed, like all of these

    from contractgen.cli import catalogue
    from contractgen.cli.report.visible import visible

    if traced:
        console.tell("".join(traceback.format_exception(error)))
        return
    home = catalogue.project_url()
    place = traceback.extract_tb(error.__traceback__)[-1]
    told = f"{type(error).__name__}: {error} ({os.path.basename(place.filename)}"
    console.tell(
        _APOLOGY.format(
            error=visible(f"{told}:{place.lineno})"),
            where=f"at {home}" if home else "to the project",
            arguments=visible(" ".join(arguments)),
        )
    )
