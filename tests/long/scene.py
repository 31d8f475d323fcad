"""A project between two states of its contracts, for builds that are disturbed.

The next build has files to write, to change and to delete, in folders old and new.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..properties.project import Runner, make, snapshot

Tree = dict[str, tuple[str, bytes]]
Done = subprocess.CompletedProcess[str]
RUN = Runner(env={"PYTHONDONTWRITEBYTECODE": "1"}, umask=0o022)
_LOOK = """\
from contractgen.cli import changes
from contractgen.cli.project import open_project
print(sorted(changes.look(open_project(None)).packages))
"""
_ADDED = """\
contractgen: 1
package: audit
models: { Entry: { description: A line, fields: { text: String } } }
queries:
  - meta:
      { key: audit.last, version: 1.0.0, stability: beta, owners: [a], tags: [b],
        description: Tell the last line., goal: Look back., context: One line. }
    io: { input: null, output: Entry }
    policy: { auth: admin }
"""


@dataclass(frozen=True)
class Scene:
    """A folder, and the two trees of which one must stand there in the end."""

    folder: Path
    kept: Path
    old: Tree
    new: Tree
    edit: Callable[[Path], None] | None = None

    def reset(self) -> None:
        """Put the old tree beside the new contracts.

        Where there is an `edit`, a build comes before it, so that the next one builds
        what has changed alone.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.folder, symlinks=True)
        if self.edit:
            self.run("build")
            self.edit(self.folder)

    def run(
        self,
        *arguments: str,
        before: tuple[str, ...] = (),
        start: tuple[str, ...] = RUN.start,
    ) -> Done:
        """Run a command in the folder; under CI, unless changes are looked for."""
        env = {key: value for key, value in os.environ.items() if key != "CI"}
        return subprocess.run(
            [*before, sys.executable, *start, *arguments],
            cwd=self.folder,
            env={**env, **RUN.env, **({} if self.edit else {"CI": "true"})},
            umask=RUN.umask,
            capture_output=True,
            text=True,
            check=False,
        )

    def tree(self) -> Tree:
        """Return what is in the output folder now."""
        return snapshot(self.folder / "generated")

    def litter(self) -> list[str]:
        """Return what lies outside the output folder and was not there before."""
        now, before = snapshot(self.folder), snapshot(self.kept)
        known = ("generated/", ".contractgen/", ".contractgen")
        return [
            path for path in now if path not in before and not path.startswith(known)
        ]

    def problem(self) -> str | None:
        """Return what is wrong with the present tree: neither the old nor the new."""
        tree = self.tree()
        if tree in (self.old, self.new):
            return f"litter {self.litter()}" if self.litter() else None
        nearest = min((self.old, self.new), key=lambda one: len(_unlike(tree, one)))
        return f"neither old nor new: {_unlike(tree, nearest)[:5]}"


def _unlike(left: Tree, right: Tree) -> list[str]:
    return [path for path in {*left, *right} if left.get(path) != right.get(path)]


def scene(folder: Path) -> Scene:
    """Make a scene below `folder`."""
    work, kept = folder / "work", folder / "kept"
    make(kept)
    RUN(kept, "build")
    old = snapshot(kept / "generated")
    specs = kept / "specs"
    _say_waiting(kept)
    shutil.rmtree(specs / "workers")
    (specs / "audit").mkdir()
    (specs / "audit/last.contract.yaml").write_text(_ADDED)
    shutil.copytree(kept, work)
    RUN(work, "build")
    new = snapshot(work / "generated")
    assert len(_unlike(old, new)) > 30, "the build has too little to do"
    assert {*old} - {*new}
    assert {*new} - {*old}
    return Scene(work, kept, old, new)


def small_scene(folder: Path) -> Scene:
    """Make a scene below `folder` of a change in a package that refers to another."""
    work, kept, whole = folder / "small", folder / "small-kept", folder / "small-new"
    make(kept)
    RUN(kept, "build")
    shutil.copytree(kept, whole)
    _say_program(whole)
    RUN(whole, "build")
    old, new = snapshot(kept / "generated"), snapshot(whole / "generated")
    stage = Scene(work, kept, old, new, edit=_say_program)
    stage.reset()
    looked = stage.run(start=("-c", _LOOK))
    assert looked.stdout == "['workers']\n", looked.stderr
    return stage


def _say_waiting(folder: Path) -> None:
    for path in (folder / "specs").rglob("*.contract.yaml"):
        path.write_bytes(path.read_bytes().replace(b"pending job", b"waiting job"))


def _say_program(folder: Path) -> None:
    for path in (folder / "specs").rglob("*_contract.py"):
        text = path.read_bytes()
        path.write_bytes(text.replace(b"A process that", b"A program that"))
