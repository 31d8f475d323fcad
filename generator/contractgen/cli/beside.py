"""A forked process that makes something while this one goes on.

It gets everything there is without a byte being copied, and leaves what it makes in a
file without a name. What goes wrong there is nobody's problem: the file is empty.
"""

import os
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from typing import IO, TypeAlias

from contractgen.cli.nameless import nameless

Made: TypeAlias = Callable[[], IO[bytes]]
"""Waits for what is made, and returns it."""


def may_fork() -> bool:
    """Whether a child runs beside us: not among threads, nor where forks are unsafe."""
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    forks = hasattr(os, "fork") and sys.platform != "darwin"
    return alone and forks and _processors() > 1


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def beside(make: Callable[[IO[bytes]], None]) -> Generator[Made, None, None]:
    """Have a child write with `make`; yield what waits for it.

    The child is ended with the block, whether anybody waited for it or not. Where the
    system has no room for a file or a process, there is none and nothing is made.
    """
    with ExitStack() as ending:
        try:
            file = ending.enter_context(nameless())
            child = os.fork()
        except OSError:
            yield BytesIO
            return
        if child == 0:
            _be_the_child(make, file)
        waiting = _Waiting(child, file)
        ending.callback(waiting.end)
        yield waiting.made


class _Waiting:
    """A child, until it has ended."""

    def __init__(self, child: int, file: IO[bytes]) -> None:
        self._child: int | None = child
        self._file = file

    def made(self) -> IO[bytes]:
        """Return what the child wrote, nothing where it failed."""
        if self._child is not None and not self._wait(self._child):
            self._file.truncate(0)
        self._file.seek(0)
        return self._file

    def end(self) -> None:
        """End the child, unless it has."""
        if self._child is not None:
            from signal import SIGKILL  # rarely needed

            with suppress(ProcessLookupError):
                os.kill(self._child, SIGKILL)
            self._wait(self._child)

    def _wait(self, child: int) -> bool:
        """Wait for the child; whether it came to its end in peace."""
        self._child = None
        try:
            _, status = os.waitpid(child, 0)
        except ChildProcessError:  # nobody can tell where SIGCHLD is ignored
            return False
        return status == 0


def _be_the_child(make: Callable[[IO[bytes]], None], file: IO[bytes]) -> None:
    """Make, write and end, without whatever a process does at its end."""
    code = 1
    try:
        make(file)
        file.flush()
        code = 0
    finally:
        os._exit(code)
