"""Builds the project of the current folder as a change and whole, and compares."""

from contractgen.cli import changes, incremental
from contractgen.cli.commands import build
from contractgen.cli.planning import plan_project
from contractgen.cli.project import open_project
from contractgen.pipeline import Build, decode_all


def step() -> str:
    """Build, and compare what comes of it; return how much was compiled.

    `all` or `some` packages, `none`, or contracts that were `refused`. Raises
    AssertionError where both ways do not come to the same.
    """
    project = open_project(None)
    change, whole = changes.look(project), plan_project(project)
    changed = incremental.build(project, change, decode_all) if change else None
    if changed:
        assert whole.compiled.diagnostics == ()
        assert _contents(changed) == _contents(whole)
        assert _decided(changed) == _decided(whole)
    code = build.run(build.Asked())
    if changed is None:
        return "all" if code == 0 else "refused"
    assert code == 0
    left = plan_project(project).plan
    assert left
    assert left.is_clean
    return "some" if _decided(changed)[0] else "none"


def _contents(made: Build) -> dict[str, tuple[str, str, str]]:
    """Return what is said of each file, but for where it comes from in a contract."""
    return {
        one.path: (one.digest, one.emitter, one.origin)
        for one in made.compiled.artifacts
    }


def _decided(made: Build) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return what would be written and deleted."""
    assert made.plan
    return dict(made.plan.writes), made.plan.deletes
