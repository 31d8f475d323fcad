"""A build of what has changed makes what a build of everything makes."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from .archipelago import CONFIG, Archipelago
from .both_ways import step

MIXED = tuple(range(8))
"""Seeds of projects of which some packages can be built alone, and some not."""

TIED = (2004, 2009, 2024)
"""Seeds that go wrong if any of the precautions is left out."""


@pytest.mark.parametrize("seed", MIXED + TIED)
def test_any_changes(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "contractgen.toml").write_text(CONFIG)
    project = Archipelago(Random(seed))  # noqa: S311  # for repeating, not for secrets
    seen = Counter[str]()
    for _ in range(25):
        project.write(tmp_path)
        seen[step()] += 1
        project.change()
    assert seen["some"] or seed in TIED, seen
