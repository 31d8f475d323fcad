"""The order of imports and of `__all__`: ruff's, whatever the names."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from contractgen.render.python_imports import all_order, import_block

RUFF = Path(sys.executable).with_name("ruff")
LETTERS = "AaBbZz019_"
MODULES = (
    "..a1", "..a10", "..a2", "..a_", "..aa", ".._b", ".events", ".models",
    "abc", "collections.abc", "fastapi", "pydantic", "typing",
)  # fmt: skip
ALIASES = ["a10 as _a10", "a2 as _a2", "a_b as _a_b", "jobs as _jobs"]


def name(chance: random.Random) -> str:
    made = "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 8)))
    return made if made.strip("_") and not made[0].isdigit() else f"N{made}"


def fixed(source: str, rule: str) -> str:
    done = subprocess.run(
        [RUFF, "check", "--isolated", "--select", rule, "--fix", "-q", "-"],
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("seed", range(8))
def test_imports_stay(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # nothing here is secret
    wanted = {
        module: [name(chance) for _ in range(chance.randint(1, 12))]
        for module in MODULES
    }
    block = import_block({**wanted, "..": ALIASES, "__future__": ["annotations"]})
    assert fixed(f"{block}\n", "I") == f"{block}\n"


@pytest.mark.parametrize("seed", range(4))
def test_names_in_all_stay(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # nothing here is secret
    names = sorted({name(chance) for _ in range(300)}, key=all_order)
    source = "__all__ = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n"
    assert fixed(source, "RUF022") == source


def test_a_block_is_as_wide_as_its_lines() -> None:
    wanted = {".models": ["A" * 30, "B" * 30]}
    assert "(" not in import_block(wanted)
    assert import_block(wanted, 12).startswith(" " * 12 + "from .models import (\n")
