"""`build`: compile, plan, apply; or only say what would be done."""

import gc
import time
from pathlib import Path

from msgspec import Struct

from contractgen.cli import cache, console, exits, incremental, sources
from contractgen.cli.changes import Change, begun
from contractgen.cli.commands.common import hold, let_go, prefix, print_diff, publish
from contractgen.cli.planning import plan_project
from contractgen.cli.project import Project, open_project
from contractgen.cli.report.base import Report, Work, count
from contractgen.cli.report.formats import Format
from contractgen.cli.report.visible import visible
from contractgen.diagnostics import Diagnostic
from contractgen.output import Outcome, Plan, apply
from contractgen.pipeline import Build, Decode, decode_all

_TICK = 0.3  # seconds between two looks at the files


class Asked(Struct, frozen=True):
    """The options of one build."""

    config: Path | None = None
    dry_run: bool = False
    diff: bool = False
    force: bool = False
    only: tuple[str, ...] = ()
    strict: bool = False
    form: Format = Format.TEXT

    @property
    def writes(self) -> bool:
        """Whether the build may write."""
        return not self.dry_run and not self.diff

    @property
    def is_plain(self) -> bool:
        """Whether all is built where it always is, and nothing is overwritten."""
        return not self.force and not self.only and self.config is None


def run(asked: Asked) -> int:
    """Build once and return the exit code."""
    if asked.diff and asked.form is not Format.TEXT:
        from typer import BadParameter  # start-up time

        raise BadParameter("a diff is printed as text: leave out --format")
    return _opened(asked, open_project(asked.config))


def watch(asked: Asked) -> int:
    """Build, then again whenever a contract, template or the configuration changes.

    Polls: a few hundred files cost less to look at than a dependency costs to have.
    Ends with the exit code of the last build when interrupted.
    """
    code, seen = exits.CLEAN, None
    try:
        while True:
            project = open_project(asked.config)
            stamps = sources.stamps(project.settings)
            if stamps != seen:
                seen = stamps
                code = _opened(asked, project)
                console.tell("watching for changes; Ctrl-C ends\n")
                let_go()
                gc.collect()  # off otherwise, see `guard`
            time.sleep(_TICK)
    except KeyboardInterrupt:
        console.tell("\n")
        return code


def _opened(asked: Asked, project: Project) -> int:
    with begun(project, whole=not asked.is_plain) as (decode, change):
        return once(asked, project, decode, change)


def once(
    asked: Asked, project: Project, decode: Decode, change: Change | None = None
) -> int:
    """Build an open project, or what has changed of it; return the exit code.

    `decode` is for the files of the change, if there is one.
    """
    began = time.perf_counter()
    _know(asked.only, project)
    with console.progress(f"compiling {count(len(project.files), 'contract file')}"):
        made = incremental.build(project, change, decode) if change else None
        if made is None:
            decode, change = (decode_all, None) if change else (decode, None)
            made = plan_project(project, decode, force=asked.force, only=asked.only)
    hold(made)
    diagnostics = list(made.compiled.diagnostics)
    work = None
    if made.plan:
        diagnostics += made.plan.diagnostics
        if not asked.writes:
            work = _preview(asked, made, made.plan, project)
        elif not made.plan.is_blocked:
            work, problems = _apply(made, made.plan, project, began)
            diagnostics += problems
            if work and asked.config is None:
                cache.remember(project, made, change)
    code = exits.of(diagnostics, strict=asked.strict)
    report = Report(
        "build",
        code,
        tuple(diagnostics),
        work=work,
        prefix=prefix(project.settings.root),
    )
    return publish(report, asked.form)


def _know(only: tuple[str, ...], project: Project) -> None:
    """Refuse an emitter that is not enabled: its files would soon be called stale."""
    enabled = project.settings.config.emit
    for name in only:
        if name not in enabled:
            from typer import BadParameter  # start-up time

            raise BadParameter(
                f"the emitter {name!r} is not enabled; there are {', '.join(enabled)}",
                param_hint="--only",
            )


def _apply(
    made: Build, plan: Plan, project: Project, began: float
) -> tuple[Work | None, list[Diagnostic]]:
    with console.progress(f"writing {count(len(plan.writes), 'file')}"):
        outcome = apply(plan, project.settings.root)
    if not isinstance(outcome, Outcome):
        return None, outcome
    written, removed = outcome.written, outcome.deleted
    seconds = time.perf_counter() - began
    return Work(written, removed, _kept(made, len(written)), seconds), []


def _kept(made: Build, written: int) -> int:
    """Return how many files stay as they are; the manifest is one more."""
    return max(len(made.compiled.artifacts) + 1 - written, 0)


def _preview(asked: Asked, made: Build, plan: Plan, project: Project) -> Work:
    if asked.diff:
        print_diff(plan, project.settings.root)
    elif asked.form is Format.TEXT:
        for path in plan.writes:
            console.out(f"write   {visible(plan.present.show(path))}\n")
        for path in plan.deletes:
            console.out(f"remove  {visible(plan.present.show(path))}\n")
    kept = _kept(made, len(plan.writes))
    return Work(tuple(plan.writes), tuple(plan.deletes), kept, dry=True)
