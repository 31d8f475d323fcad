"""Generates a package from contract text, as a build would, and imports it.

Each package gets a name of its own, so that many can live in one test process.
"""

import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from contractgen import pipeline, resources
from contractgen.config import Config
from contractgen.emit.registry import load
from contractgen.source import SourceFile
from msgspec.structs import replace

CONTRACTS = Path(__file__).parent / "contracts"
EMITTERS = ("python", "fastapi", "openapi")

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Generated:
    """A generated package: where it lies, and how its modules are reached.

    `folder` holds the package and belongs on `sys.path`, where `importable` puts it.
    """

    folder: Path
    package: str

    def load(self, module: str = "") -> Any:
        """Import the package, or a module of it: `load("jobs")`, `load("_http")`."""
        return import_module(f"{self.package}.{module}" if module else self.package)


def read(folder: Path = CONTRACTS) -> dict[str, str]:
    """Return the contract files below a folder: path → text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.contract.yaml"))
    }


def compile_texts(
    contracts: Mapping[str, str],
    config: Config | None = None,
    emitters: Sequence[str] = EMITTERS,
) -> pipeline.Compiled:
    """Compile contracts, given as path below the spec root → text."""
    files = tuple(
        SourceFile(f"specs/{path}", path, text.encode())
        for path, text in contracts.items()
    )
    inputs = pipeline.Inputs(files, config or Config(), resources.builtin())
    return pipeline.compile(inputs, load(emitters))


def generate(
    folder: Path,
    contracts: Mapping[str, str],
    config: Config | None = None,
    *,
    emitters: Sequence[str] = EMITTERS,
    package: str | None = None,
) -> Generated:
    """Write everything into `folder`; the package gets an unused name unless told.

    Raises AssertionError with the diagnostics if a contract is wrong.
    """
    chosen = config or Config()
    name = package or f"generated_{next(_numbers)}"
    chosen = replace(chosen, python=replace(chosen.python, package=name))
    compiled = compile_texts(contracts, chosen, emitters)
    assert not compiled.failed, "\n".join(map(str, compiled.diagnostics))
    for artifact in compiled.artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    return Generated((folder / chosen.package_folder).parent, name)


@contextmanager
def importable(made: Generated) -> Iterator[Generated]:
    """Let `made` be imported for as long as the block lasts."""
    sys.path.insert(0, str(made.folder))
    try:
        yield made
    finally:
        sys.path.remove(str(made.folder))
        for module in [*sys.modules]:
            if module.partition(".")[0] == made.package:
                del sys.modules[module]
