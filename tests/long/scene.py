"""A project between two states of its contracts, for builds that are disturbed.

The next build has files to write, to change and to delete, in folders old and new.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ..properties.project import Runner, make, snapshot

Tree = dict[str, tuple[str, bytes]]
RUN = Runner(env={"PYTHONDONTWRITEBYTECODE": "1"}, umask=0o022)
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

    def reset(self) -> None:
        """Put the old tree beside the new contracts."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.folder, symlinks=True)

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
    for path in specs.rglob("*.contract.yaml"):
        path.write_bytes(path.read_bytes().replace(b"pending job", b"waiting job"))
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
