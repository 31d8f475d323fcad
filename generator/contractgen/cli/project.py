"""A project as it lies on the disk: configuration, contract files, templates.

This is where the disk becomes values. Nothing here imports the compiler: contract files
are decoded beside that import (`decoding`).
"""

import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from contractgen import resources
from contractgen.cli import settings as settings_of
from contractgen.cli import sources
from contractgen.cli.settings import Settings
from contractgen.diagnostics import Diagnostic, in_order
from contractgen.source import SourceFile

if TYPE_CHECKING:
    from contractgen.pipeline import Inputs


class Project(Struct, frozen=True, dict=True):
    """A project's settings and, unless `diagnostics` has an error, what it consists of.

    `opened` is the time (ns since 1970) before any of it was read.
    """

    settings: Settings
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[SourceFile, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict[str, str])
    opened: int = 0

    @cached_property
    def inputs(self) -> "Inputs | None":
        """What the compiler starts from; None if `diagnostics` has an error."""
        if self.diagnostics:
            return None
        from contractgen.cli import compiled  # see above
        from contractgen.pipeline import Inputs

        codes = compiled.load()
        return Inputs(self.files, self.settings.config, self.templates, codes)


def open_project(config: Path | None) -> Project:
    """Read the project of the current folder, or the one that `config` configures."""
    opened = time.time_ns()
    settings = settings_of.load(Path.cwd(), config)
    if settings.diagnostics:
        return Project(settings, in_order(list(settings.diagnostics)))
    found = sources.find(settings)
    texts, problems = _templates(settings)
    findings = in_order([*found.diagnostics, *problems])
    if findings:
        return Project(settings, findings)
    return Project(settings, (), tuple(found.files), texts, opened)


def _templates(settings: Settings) -> tuple[dict[str, str], list[Diagnostic]]:
    texts = resources.builtin()
    own = settings.config.templates
    if own is None:
        return texts, []
    place = settings.place("templates")
    mine, problems = resources.overrides(settings.root / own, own, texts, place)
    return texts | mine, problems
