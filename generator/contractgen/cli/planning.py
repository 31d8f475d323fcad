"""What would become of a project: it is compiled and compared with what is present.

`build`, `check`, `--dry-run` and `--diff` all go through here.
"""

from collections.abc import Sequence

from contractgen import pipeline, resources
from contractgen.cli import compiled, parallel
from contractgen.cli.project import Project
from contractgen.cli.settings import Settings
from contractgen.diagnostics import Diagnostic
from contractgen.emit.registry import load
from contractgen.output import read_present
from contractgen.render.templates import RenderError


def compile_front(project: Project) -> pipeline.Compiled:
    """Compile without emitting anything: contracts, names and diagnostics."""
    if project.inputs is None:
        return pipeline.Compiled(project.diagnostics)
    return pipeline.examine(project.inputs)


def plan_project(
    project: Project,
    decode: pipeline.Decode = pipeline.decode_all,
    *,
    force: bool = False,
    only: Sequence[str] = (),
) -> pipeline.Build:
    """Compile a project and compare the result with what is on the disk."""
    if project.inputs is None:
        return pipeline.Build(pipeline.Compiled(project.diagnostics), None)
    config = project.settings.config
    loaded = frozenset(project.inputs.codes)
    options = pipeline.Options(force=force, partial=bool(only))
    try:
        emitters = load(only or config.emit)
        scope = pipeline.scope(config, emitters, options)
        present = read_present(project.settings.root, scope)
        workers = pipeline.Workers(decode, parallel.emitting)
        made = pipeline.build(project.inputs, emitters, present, options, workers)
    except RenderError as error:
        fault = _template_fault(project.settings, error)
        return pipeline.Build(pipeline.Compiled((fault,)), None)
    compiled.keep(project.inputs.codes, loaded)
    return made


def _template_fault(settings: Settings, error: RenderError) -> Diagnostic:
    """Return the mistake in a project's own template; one in ours is raised again."""
    own = settings.config.templates
    if own is None:
        raise error
    message = f"a template in `{own}` fails: {error}"
    return resources.BAD_TEMPLATE.at(settings.place("templates"), message)
