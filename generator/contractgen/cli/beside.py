"""A forked process that makes something while this one goes on.

It gets everything there is without a byte being copied, and hands bytes back through
a pipe. What goes wrong there is nobody's problem: the result is empty.
"""

import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager


def may_fork() -> bool:
    """Whether a child runs beside us: not among threads, nor where forks are unsafe."""
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    forks = hasattr(os, "fork") and sys.platform != "darwin"
    return alone and forks and (os.cpu_count() or 1) > 1


@contextmanager
def beside(make: Callable[[], bytes]) -> Generator[Callable[[], bytes], None, None]:
    """Have a child call `make`; yield what waits for the result.

    The child is ended with the block, whether its result was asked for or not.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(writing, make)
    os.close(writing)
    with open(reading, "rb") as pipe:
        try:
            yield pipe.read
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _be_the_child(writing: int, make: Callable[[], bytes]) -> None:
    """Make, write and end, without whatever a process does at its end."""
    try:
        with open(writing, "wb") as pipe:
            pipe.write(make())
    finally:
        os._exit(0)
