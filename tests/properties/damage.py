"""Random damage to a tree of generated files: an edit, a deletion, an addition."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Damage:
    """One file that is no longer what it was; `before` is None if it was not there."""

    path: Path
    kind: str
    before: bytes | None
    after: bytes | None

    def do(self) -> None:
        """Damage the tree."""
        self._put(self.after)

    def undo(self) -> None:
        """Put everything back."""
        self._put(self.before)

    def _put(self, content: bytes | None) -> None:
        if content is None:
            self.path.unlink()
        else:
            self.path.write_bytes(content)


def damages(root: Path, seed: int) -> Iterator[Damage]:
    """Yield damages of all kinds in turn, without end and without doing them."""
    chance = Random(seed)  # noqa: S311  # repeatable, not secret
    files = sorted(path for path in root.rglob("*") if path.is_file())
    while True:
        path, data, at = _pick(files, chance)
        flipped = bytes([data[at] ^ (1 << chance.randrange(8))])
        yield Damage(path, "edit", data, data[:at] + flipped + data[at + 1 :])
        path, data, at = _pick(files, chance)
        yield Damage(path, "cut", data, data[:at] + data[at + 1 :])
        path = chance.choice(files)
        yield Damage(path, "deletion", path.read_bytes(), None)
        path = chance.choice(files)
        name = f"{chance.choice('xyz_.')}{chance.randrange(999)}{path.suffix}"
        content = chance.choice((b"", b"x\n"))
        yield Damage(path.with_name(name), "addition", None, content)


def _pick(files: list[Path], chance: Random) -> tuple[Path, bytes, int]:
    """Return a file, what it holds, and a place in it."""
    path = chance.choice(files)
    while not (data := path.read_bytes()):
        path = chance.choice(files)
    return path, data, chance.randrange(len(data))
