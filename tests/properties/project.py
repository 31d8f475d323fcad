"""This repository's contracts as a project of its own, built by the command line."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .specs import ROOT


@dataclass(frozen=True)
class Runner:
    """How the command line is started; whatever is not said is as it is here."""

    python: str = sys.executable
    flags: tuple[str, ...] = ()
    start: tuple[str, ...] = ("-m", "contractgen")
    env: Mapping[str, str] = field(default_factory=dict[str, str])
    umask: int = -1

    def __call__(
        self, folder: Path, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in `folder`. Raises AssertionError unless it ends with 0."""
        done = subprocess.run(
            [self.python, *self.flags, *self.start, *arguments],
            cwd=folder,
            env={**os.environ, "CI": "true", **self.env},
            umask=self.umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done


def make(folder: Path, change: Callable[[bytes], bytes] = bytes) -> Path:
    """Copy configuration and contracts to `folder`, each through `change`."""
    sources = [ROOT / "contractgen.toml"]
    sources += [path for path in (ROOT / "specs").rglob("*") if path.is_file()]
    for source in sources:
        if "__pycache__" in source.parts:
            continue
        copy = folder / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(change(source.read_bytes()))
    return folder


def snapshot(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Return everything below a folder: path → permissions, and content of files."""
    found: dict[str, tuple[str, bytes]] = {}
    for path in sorted(folder.rglob("*")):
        mode = oct(path.lstat().st_mode)
        content = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = mode, content
    return found


def tree_hash(folder: Path) -> str:
    """Return one hash of all paths, permissions and contents below a folder."""
    state = hashlib.sha256()
    for path, (mode, content) in snapshot(folder).items():
        state.update(f"{path}\0{mode}\0{len(content)}\0".encode() + content)
    return state.hexdigest()


def built(
    folder: Path, runner: Runner, change: Callable[[bytes], bytes] = bytes
) -> str:
    """Build the project anew in `folder` and return the hash of what came out."""
    shutil.rmtree(folder, ignore_errors=True)
    runner(make(folder, change), "build")
    return tree_hash(folder / "generated")


def script(*lines: str) -> Sequence[str]:
    """Return the arguments that run `lines` and then the command line."""
    return "-c", "\n".join([*lines, "from contractgen.cli import main", "main()"])
