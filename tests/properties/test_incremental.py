"""A build of what has changed makes what a build of everything makes."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from contractgen.cli import changes, incremental
from contractgen.cli.commands import build
from contractgen.cli.planning import plan_project
from contractgen.cli.project import open_project
from contractgen.pipeline import Build, decode_all

from .archipelago import Archipelago


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, in which the test stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "contractgen.toml").write_text('specs = ["specs"]\n')
    return tmp_path


@pytest.mark.parametrize("seed", range(8))
def test_any_changes(root: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # for repeating, not for secrets
    project, seen = Archipelago(chance), Counter[str]()
    for _ in range(25):
        project.write(root)
        seen[step()] += 1
        project.change()
    assert seen["some"], seen


def step() -> str:
    """Build, and compare what comes of it; return how much was compiled."""
    project = open_project(None)
    change, whole = changes.look(project), plan_project(project)
    changed = incremental.build(project, change, decode_all) if change else None
    if changed:
        assert whole.compiled.diagnostics == ()
        assert contents(changed) == contents(whole)
        assert decided(changed) == decided(whole)
    code = build.run(build.Asked())
    if changed is None:
        return "all" if code == 0 else "refused"
    assert code == 0
    left = plan_project(project).plan
    assert left
    assert left.is_clean
    return "some" if decided(changed)[0] else "none"


def contents(made: Build) -> dict[str, tuple[str, str, str]]:
    """Return what is said of each file, but for where it comes from in a contract."""
    return {
        one.path: (one.digest, one.emitter, one.origin)
        for one in made.compiled.artifacts
    }


def decided(made: Build) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return what would be written and deleted."""
    assert made.plan
    return dict(made.plan.writes), made.plan.deletes
