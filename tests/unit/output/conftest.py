"""An output tree to play with, and a system whose calls can fail or kill."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from contractgen.diagnostics import Diagnostic
from contractgen.output import (
    Artifact,
    Outcome,
    Plan,
    Scope,
    apply,
    plan,
    read_present,
    recover,
)

OWNED = frozenset({"docs", "events", "python/contracts"})


@dataclass
class Tree:
    """An output root of three emitters; contents are given as text."""

    root: Path
    owned: frozenset[str] = OWNED
    names: dict[str, object] = field(default_factory=dict[str, object])

    @property
    def scope(self) -> Scope:
        return Scope(self.owned, shown=self.root.name)

    def plan(self, files: dict[str, str], **options: Any) -> Plan:
        present = read_present(self.root, self.scope)
        return plan(artifacts(files), present, names=self.names, **options)

    def apply(
        self, files: dict[str, str], **options: Any
    ) -> Outcome | list[Diagnostic]:
        return apply(self.plan(files, **options), self.root)

    def build(self, files: dict[str, str], **options: Any) -> Outcome:
        outcome = self.apply(files, **options)
        assert isinstance(outcome, Outcome), outcome
        return outcome

    def refused(self, files: dict[str, str], **options: Any) -> list[Diagnostic]:
        before = self.snapshot()
        outcome = self.apply(files, **options)
        assert isinstance(outcome, list)
        assert self.snapshot() == before, "a refused build must change nothing"
        return outcome

    def drift(self, files: dict[str, str]) -> list[tuple[str, str]]:
        return [(one.kind, one.path) for one in self.plan(files).changes]

    def recover(self) -> None:
        assert recover(self.root) == []

    def write(self, path: str, text: str | bytes) -> Path:
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text.encode() if isinstance(text, str) else text)
        return full

    def read(self, path: str) -> str:
        return (self.root / path).read_text()

    def snapshot(self) -> dict[str, object]:
        """Every path below the root: content and mode of files, target of links."""
        found: dict[str, object] = {}
        for full in sorted(self.root.rglob("*")):
            path = full.relative_to(self.root).as_posix()
            if full.is_symlink():
                found[path] = str(full.readlink())
            elif full.is_file():
                found[path] = full.read_bytes(), oct(full.stat().st_mode & 0o777)
            else:
                found[path] = "folder"
        return found


def artifacts(files: dict[str, str]) -> list[Artifact]:
    emitters = {"docs": "markdown", "events": "events", "python": "python"}
    return [
        Artifact(
            path, text.encode(), emitters.get(path.split("/")[0], "x"), "jobs.cancel"
        )
        for path, text in files.items()
    ]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "generated")


@pytest.fixture(autouse=True)
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was synced, by name; really doing it would only make tests slow."""
    names: list[str] = []

    def fsync(descriptor: int) -> None:
        names.append(os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")))

    monkeypatch.setattr(os, "fsync", fsync)
    return names


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    before = os.umask(0o022)
    yield
    os.umask(before)


class FaultyOs:
    """The module `os`, whose changing calls are counted and can go wrong.

    `fault` is asked before each of them and may raise or kill.
    """

    CHANGING = frozenset(
        {"write", "fsync", "fchmod", "chmod", "mkdir", "makedirs"}
        | {"replace", "rename", "link", "unlink", "rmdir"}
    )

    def __init__(self, fault: Callable[[int, str], None]) -> None:
        self.calls = 0
        self._fault = fault

    def __getattr__(self, name: str) -> Any:
        if name == "open":
            return self._open
        real = getattr(os, name)
        return self._wrapped(name, real) if name in self.CHANGING else real

    def _open(self, path: Any, flags: int, *rest: Any, **options: Any) -> int:
        if flags & os.O_CREAT:
            return int(self._wrapped("open", os.open)(path, flags, *rest, **options))
        return os.open(path, flags, *rest, **options)

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if name == "write":  # a torn write is the nasty one
                half = bytes(arguments[1])[: len(arguments[1]) // 2]
                os.write(arguments[0], half)
                arguments = (arguments[0], bytes(arguments[1])[len(half) :])
            self._fault(self.calls, name)
            result = real(*arguments, **options)
            return result + len(half) if name == "write" else result

        return call


@pytest.fixture
def faulty(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[[int, str], None]], FaultyOs]:
    """Put a faulty system under the writer; call again to replace it."""

    def install(fault: Callable[[int, str], None]) -> FaultyOs:
        system = FaultyOs(fault)
        monkeypatch.setattr("contractgen.output.disk.os", system)
        monkeypatch.setattr("contractgen.output.lock.os", system)
        return system

    return install


@pytest.fixture
def killed_at(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[int, Callable[[], object]], bool]:
    """Run something in a process of its own that dies before its n-th change."""

    def run(number: int, act: Callable[[], object]) -> bool:
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
            return os.WIFSIGNALED(status)

        def fault(calls: int, _name: str) -> None:
            if calls == number:
                os.kill(os.getpid(), signal.SIGKILL)

        code = 1
        try:
            system = FaultyOs(fault)
            monkeypatch.setattr("contractgen.output.disk.os", system)
            monkeypatch.setattr("contractgen.output.lock.os", system)
            act()
            code = 0
        finally:
            os._exit(code)

    return run
