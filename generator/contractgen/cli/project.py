"""A project as the compiler wants it: configuration, contract files, templates.

This is where the disk becomes values. `build`, `check`, `--dry-run` and `--diff` all
go through here: compile, look at what is present, plan.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from contractgen import pipeline, resources
from contractgen.cli import compiled, parallel, sources
from contractgen.cli import settings as settings_of
from contractgen.cli.settings import Settings
from contractgen.diagnostics import Diagnostic, in_order
from contractgen.emit.registry import load
from contractgen.output import read_present
from contractgen.render.templates import RenderError


class Project(Struct, frozen=True):
    """A project's settings and, unless `diagnostics` has an error, its inputs.

    `opened` is the time (ns since 1970) before any of it was read.
    """

    settings: Settings
    inputs: pipeline.Inputs | None
    diagnostics: tuple[Diagnostic, ...]
    opened: int = 0


def open_project(config: Path | None) -> Project:
    """Read the project of the current folder, or the one that `config` configures."""
    opened = time.time_ns()
    settings = settings_of.load(Path.cwd(), config)
    if settings.diagnostics:
        return Project(settings, None, in_order(list(settings.diagnostics)))
    found = sources.find(settings)
    texts, problems = _templates(settings)
    findings = in_order([*found.diagnostics, *problems])
    if findings:
        return Project(settings, None, findings)
    codes = compiled.load()
    inputs = pipeline.Inputs(tuple(found.files), settings.config, texts, codes)
    return Project(settings, inputs, (), opened)


def compile_front(project: Project) -> pipeline.Compiled:
    """Compile without emitting anything: contracts, names and diagnostics."""
    if project.inputs is None:
        return pipeline.Compiled(project.diagnostics)
    return pipeline.compile(project.inputs, ())


def plan_project(
    project: Project, *, force: bool = False, only: Sequence[str] = ()
) -> pipeline.Build:
    """Compile a project and compare the result with what is on the disk."""
    if project.inputs is None:
        return pipeline.Build(pipeline.Compiled(project.diagnostics), None)
    config = project.settings.config
    loaded = len(project.inputs.codes)
    options = pipeline.Options(force=force, partial=bool(only))
    try:
        with parallel.decoding(project.inputs.files) as decode:
            emitters = load(only or config.emit)
            scope = pipeline.scope(config, emitters, options)
            present = read_present(root(project.settings), scope)
            workers = pipeline.Workers(decode, parallel.emit)
            made = pipeline.build(project.inputs, emitters, present, options, workers)
    except RenderError as error:
        fault = _template_fault(project.settings, error)
        return pipeline.Build(pipeline.Compiled((fault,)), None)
    compiled.keep(project.inputs.codes, loaded)
    return made


def root(settings: Settings) -> Path:
    """Return the folder that artifact paths are relative to."""
    return settings.root


def _template_fault(settings: Settings, error: RenderError) -> Diagnostic:
    """Return the mistake in a project's own template; one in ours is raised again."""
    own = settings.config.templates
    if own is None:
        raise error
    message = f"a template in `{own}` fails: {error}"
    return resources.BAD_TEMPLATE.at(settings.place("templates"), message)


def _templates(settings: Settings) -> tuple[dict[str, str], list[Diagnostic]]:
    texts = resources.builtin()
    own = settings.config.templates
    if own is None:
        return texts, []
    place = settings.place("templates")
    mine, problems = resources.overrides(settings.root / own, own, texts, place)
    return texts | mine, problems
