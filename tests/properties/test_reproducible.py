"""The same contracts give the same tree, whatever machine, user and shell build it.

Other Pythons than this one are tried by `python -m tests.long reproducible`.
"""

import locale
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from .project import Runner, built, script

_SHUFFLED = """\
import os, random
chance = random.Random(7)
real_listdir, real_scandir = os.listdir, os.scandir
def listdir(*a):
    names = real_listdir(*a)
    return chance.sample(names, len(names))
class Entries(list):
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def __iter__(self): return self
    def __next__(self):
        if not self: raise StopIteration
        return self.pop()
    def close(self): pass
def scandir(*a):
    with real_scandir(*a) as entries:
        found = Entries(entries)
    chance.shuffle(found)
    return found
os.listdir, os.scandir = listdir, scandir
"""


def environments() -> Iterator[tuple[str, Runner]]:
    for seed in ("0", "1", "4294967295"):
        yield f"hash-{seed}", Runner(env={"PYTHONHASHSEED": seed})
    for zone in ("Pacific/Kiritimati", "America/St_Johns", "UTC"):
        yield f"zone-{zone}", Runner(env={"TZ": zone})
    for name in ("C", "C.UTF-8", "tr_TR.UTF-8"):
        yield f"locale-{name}", Runner(env={"LC_ALL": name, "PYTHONUTF8": "0"})
    yield "umask", Runner(umask=0o077)
    yield "optimised", Runner(flags=("-OO",))
    yield "warnings", Runner(flags=("-W", "error", "-X", "dev"))
    yield "no-home", Runner(env={"HOME": "/nonexistent", "USER": "x", "COLUMNS": "20"})
    yield "folders-in-any-order", Runner(start=tuple(script(_SHUFFLED)))


ENVIRONMENTS = dict(environments())


def is_there(name: str) -> bool:
    """Whether the system has this locale."""
    before = locale.setlocale(locale.LC_ALL)
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, name)
        locale.setlocale(locale.LC_ALL, before)
        return True
    return False


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    return built(tmp_path_factory.mktemp("usual") / "project", Runner(umask=0o022))


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_environment(name: str, usual: str, tmp_path: Path) -> None:
    runner = ENVIRONMENTS[name]
    if (wanted := runner.env.get("LC_ALL")) and not is_there(wanted):
        pytest.skip(f"this system has no locale {wanted}")
    umask = runner.umask if runner.umask >= 0 else 0o022
    runner = Runner(runner.python, runner.flags, runner.start, runner.env, umask)
    assert built(tmp_path / "a folder of another é", runner) == usual


def test_checkout_with_crlf(usual: str, tmp_path: Path) -> None:
    def crlf(data: bytes) -> bytes:
        return data.replace(b"\n", b"\r\n")

    assert built(tmp_path, Runner(umask=0o022), crlf) == usual


def test_checkout_with_byte_order_marks(usual: str, tmp_path: Path) -> None:
    def marked(data: bytes) -> bytes:
        return data if b"specs =" in data else b"\xef\xbb\xbf" + data

    assert built(tmp_path, Runner(umask=0o022), marked) == usual
