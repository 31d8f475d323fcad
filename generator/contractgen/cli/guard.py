"""Runs the application so that whatever happens ends in an answer and an exit code."""

import gc
import os
import sys

from contractgen.cli import console, exits, quick

_APOLOGY = """\
contractgen failed, and that is its own mistake, not yours. Sorry.

  {error}

Nothing that was generated before has been changed halfway.
Please report it {where}, with the output of
  contractgen --traceback {arguments}
"""


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    gc.disable()  # what a build makes lives to its end; looking for garbage is half
    console.prepare()
    traced = "--traceback" in arguments or bool(os.environ.get("CONTRACTGEN_DEBUG"))
    try:
        code = _invoke([one for one in arguments if one != "--traceback"])
        sys.stdout.flush()
    except (BrokenPipeError, console.PipeClosed):
        return _pipe_closed()
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:  # whatever it is, it is our fault
        _apologise(error, arguments, traced)
        return exits.OUR_FAULT
    return code


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


def _pipe_closed() -> int:
    """The reader has seen enough (`| head`): stay quiet, also while shutting down."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return exits.PIPE_CLOSED


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
