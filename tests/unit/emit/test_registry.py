"""The table of built-in emitters says what the distribution declares."""

import tomllib
from pathlib import Path

from contractgen.config import EMITTERS
from contractgen.emit.registry import BUILT_IN, GROUP

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_built_in_emitters_are_the_entry_points() -> None:
    declared = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["entry-points"]
    assert declared[GROUP] == BUILT_IN
    assert tuple(BUILT_IN) == tuple(EMITTERS)
