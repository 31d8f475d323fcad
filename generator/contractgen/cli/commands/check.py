"""`check`: the same compilation and plan as `build`, printed instead of applied."""

from pathlib import Path

from contractgen.cli import cache, console, exits
from contractgen.cli.commands.common import hold, prefix, print_diff, publish
from contractgen.cli.decoding import decoding
from contractgen.cli.planning import plan_project
from contractgen.cli.project import Project, open_project
from contractgen.cli.report.base import Report, count
from contractgen.cli.report.formats import Format
from contractgen.pipeline import Decode


def run(
    config: Path | None,
    diff: bool,
    strict: bool,
    form: Format,
) -> int:
    """Compare contracts and generated files; return the exit code."""
    if diff and form is not Format.TEXT:
        from typer import BadParameter  # start-up time

        raise BadParameter("a diff is printed as text: leave out --format")
    project = open_project(config)
    with decoding(project.files) as decode:
        noted = config is None
        return once(project, decode, diff=diff, strict=strict, form=form, noted=noted)


def once(
    project: Project,
    decode: Decode,
    *,
    diff: bool,
    strict: bool,
    form: Format = Format.TEXT,
    noted: bool = True,
) -> int:
    """Check an open project; if that is `noted`, the next check may be a quick one."""
    with console.progress(f"checking {count(len(project.files), 'contract file')}"):
        made = plan_project(project, decode)
    hold(made)
    diagnostics = made.compiled.diagnostics
    if made.plan:
        diagnostics += made.plan.drift
        if diff:
            print_diff(made.plan, project.settings.root)
    code = exits.of(diagnostics, strict=strict)
    if noted and made.plan and made.plan.is_clean:
        cache.remember(project, made)
    changes = made.plan.changes if made.plan else ()
    where = prefix(project.settings.root)
    return publish(Report("check", code, diagnostics, changes, prefix=where), form)
