"""A build of what has changed makes what a build of everything makes."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from .archipelago import CONFIGS, Archipelago
from .both_ways import step


@pytest.mark.parametrize("seed", range(8))
def test_any_changes(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    chance = Random(seed)  # noqa: S311  # for repeating, not for secrets
    project = Archipelago(chance, CONFIGS[seed % len(CONFIGS)])
    seen = Counter[str]()
    for _ in range(25):
        project.write(tmp_path)
        seen[step()] += 1
        project.change()
    assert seen["some"], seen
