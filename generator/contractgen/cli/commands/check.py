"""`check`: the same compilation and plan as `build`, printed instead of applied."""

from pathlib import Path

from contractgen.cli import cache, console, exits
from contractgen.cli.commands.common import prefix, print_diff, publish
from contractgen.cli.project import open_project, plan_project, root
from contractgen.cli.report.base import Report, count
from contractgen.cli.report.formats import Format


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
    files = len(project.inputs.files) if project.inputs else 0
    with console.progress(f"checking {count(files, 'contract file')}"):
        made = plan_project(project)
    diagnostics = made.compiled.diagnostics
    if made.plan:
        diagnostics += made.plan.drift
        if diff:
            print_diff(made.plan, root(project.settings))
    code = exits.of(diagnostics, strict=strict)
    if config is None and made.plan and made.plan.is_clean:
        cache.remember(project, made)
    changes = made.plan.changes if made.plan else ()
    where = prefix(project.settings.root)
    return publish(Report("check", code, diagnostics, changes, prefix=where), form)
