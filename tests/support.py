"""What tests share: contracts compiled in process, as the command line would do it.

Nothing here asserts anything, and nothing starts another process.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from contractgen import pipeline, resources
from contractgen.cli import sources
from contractgen.cli.project import open_project
from contractgen.cli.report import text
from contractgen.cli.settings import Settings
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic
from contractgen.emit.registry import load
from contractgen.source import SourceFile

_SUPPORT = re.compile(r"/(_[a-z][a-z_]*\.py|py\.typed)$")
CASES = Path(__file__).parent / "cases"
UPDATE = "if the new output is right, run `make golden` and look at the diff"


@cache
def templates() -> Mapping[str, str]:
    """Return the built-in templates, read once."""
    return resources.builtin()


def compile_files(
    files: Mapping[str, str | bytes],
    emitters: Sequence[str] = (),
    config: Config | None = None,
) -> pipeline.Compiled:
    """Compile contracts given as path below the spec root → text or bytes."""
    read = tuple(
        SourceFile(f"specs/{path}", path, _bytes(content))
        for path, content in files.items()
    )
    return pipeline.compile(
        pipeline.Inputs(read, config or Config(), templates()), load(emitters)
    )


def shown(diagnostics: Sequence[Diagnostic]) -> str:
    """Return findings as the command line prints them, without colour."""
    return text.render(diagnostics)


def cases() -> list[Path]:
    """Return every case folder, sorted."""
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def outcome(case: Path) -> dict[str, bytes]:
    """Return what a case should hold beside its contracts: path → content.

    `errors.txt` if anything was found. A case with a `contractgen.toml` is built too,
    into `expected/`; the others are only judged. Support modules (`_http.py` …) are the
    same for all contracts and stand in `generated/` already.
    """
    compiled = _compile_case(case)
    made = {
        f"expected/{artifact.path}": artifact.content
        for artifact in compiled.artifacts
        if not _SUPPORT.search(artifact.path)
    }
    if compiled.diagnostics:
        made["errors.txt"] = shown(compiled.diagnostics).encode()
    return made


def present(case: Path) -> dict[str, bytes]:
    """Return what a case holds beside its contracts: path → content."""
    return {
        path.relative_to(case).as_posix(): path.read_bytes() for path in _results(case)
    }


def _compile_case(case: Path) -> pipeline.Compiled:
    file = case / "contractgen.toml"
    if file.is_file():
        project = open_project(file)
        if project.inputs is None:
            return pipeline.Compiled(project.diagnostics)
        return pipeline.compile(project.inputs, load(project.settings.config.emit))
    settings = Settings(case, None, Config())
    found = sources.find(settings)
    if found.diagnostics:
        return pipeline.Compiled(tuple(found.diagnostics))
    inputs = pipeline.Inputs(tuple(found.files), settings.config, templates())
    return pipeline.compile(inputs, ())


def _results(case: Path) -> Iterator[Path]:
    errors = case / "errors.txt"
    if errors.is_file():
        yield errors
    yield from sorted(one for one in case.glob("expected/**/*") if one.is_file())


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()
