"""The repository's own contracts as values, and what they compile to.

They are the rich ones: two packages, both contract forms, every kind of definition.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from contractgen.cli.project import open_project
from contractgen.config import EMITTERS, Config

from ..support import compile_files, shown

ROOT = Path(__file__).parents[2]

Files = Mapping[str, str]
Outputs = dict[str, bytes]


@cache
def config() -> Config:
    """Return this repository's configuration."""
    return open_project(ROOT / "contractgen.toml").settings.config


@cache
def contracts() -> Files:
    """Return this repository's contracts: path below `specs` → text."""
    folder = ROOT / "specs"
    paths = [*folder.rglob("*.contract.yaml"), *folder.rglob("*_contract.py")]
    return MappingProxyType(
        {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
    )


def outputs(files: Files) -> Outputs:
    """Return what contracts compile to: path → content, in the order of emitting.

    Raises AssertionError with the findings if they do not compile.
    """
    compiled = compile_files(files, EMITTERS, config())
    assert not compiled.failed, shown(compiled.diagnostics)
    return {made.path: made.content for made in compiled.artifacts}


def unlike(left: Outputs, right: Outputs) -> list[str]:
    """Return the paths at which two sets of outputs differ."""
    return sorted(path for path in {*left, *right} if left.get(path) != right.get(path))
