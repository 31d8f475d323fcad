"""The two streams: what goes where, whether in colour, and progress.

Findings and summaries for people go to standard error; what was asked for (lists,
diffs, documents, machine-readable reports) to standard output. Nothing is coloured
unless the stream is a terminal, and `NO_COLOR` or `TERM=dumb` forbid it there too.
"""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TextIO

from contractgen.cli.report.paint import Paint, ansi, plain


class PipeClosed(Exception):  # noqa: N818  # an outcome, not an error
    """Whoever read our output has seen enough (`| head`)."""


def prepare() -> None:
    """Let no encoding of the terminal end in an exception: escape what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def out(text: str) -> None:
    """Print what was asked for. Raises PipeClosed if nobody reads it any more."""
    with _reader():
        sys.stdout.write(text)


def tell(text: str) -> None:
    """Print what people should know. Raises PipeClosed if nobody reads any more."""
    with _reader():
        sys.stdout.flush()
        sys.stderr.write(text)
        sys.stderr.flush()


def paint(stream: TextIO) -> Paint:
    """Return how to colour what is printed to `stream`."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return plain
    return ansi if stream.isatty() else plain


@contextmanager
def _reader() -> Generator[None, None, None]:
    try:
        yield
    except BrokenPipeError as error:
        raise PipeClosed from error


@contextmanager
def progress(text: str) -> Generator[None, None, None]:
    """Show what takes time while it does, where somebody is watching."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    sys.stderr.write(f"{text} ...")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")  # back to the start, erase the line
        sys.stderr.flush()
