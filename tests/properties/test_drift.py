"""Whatever byte changes below `generated/`, `check` finds it and names the file."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from contractgen import pipeline
from contractgen.cli.project import Project, open_project
from contractgen.emit.registry import load
from contractgen.output import plan, read_present

from .damage import Damage, damages
from .project import Runner, make, snapshot

TRIES = 500


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make(tmp_path_factory.mktemp("drift"))
    Runner()(made, "build")
    return made


@pytest.fixture(scope="module")
def compiled(folder: Path) -> tuple[Project, pipeline.Compiled]:
    """The project, compiled once: what is compared is the tree."""
    project = open_project(folder / "contractgen.toml")
    assert project.inputs
    emitters = load(project.settings.config.emit)
    return project, pipeline.compile(project.inputs, emitters)


def crlf_alone(damage: Damage) -> bool:
    """A line end of another system is no drift, so adding CR before LF is none."""
    if damage.before is None or damage.after is None:
        return False
    lines = (text.replace(b"\r\n", b"\n") for text in (damage.before, damage.after))
    return next(lines) == next(lines)


def test_five_hundred_damages(
    folder: Path, compiled: tuple[Project, pipeline.Compiled]
) -> None:
    project, made = compiled
    config = project.settings.config
    scope = pipeline.scope(config, load(config.emit), pipeline.Options())
    names = made.traits.names
    assert names
    before = snapshot(folder)
    seen: Counter[str] = Counter()
    for damage in islice(damages(folder / "generated", 500), TRIES):
        if crlf_alone(damage):
            continue
        damage.do()
        found = plan(made.artifacts, read_present(folder, scope), names=names)
        named = [one.path for one in found.changes]
        told = "\n".join(one.message for one in found.drift)
        damage.undo()
        path = damage.path.relative_to(folder).as_posix()
        assert not found.is_clean, damage
        if path == "generated/.contractgen.json":
            assert path in named or path in told, (damage.kind, named, told)
        else:
            assert named == [path], damage.kind
            assert path in told
        seen[damage.kind] += 1
    assert snapshot(folder) == before
    assert min(seen.values()) > TRIES // 5, seen
    assert len(seen) == 4


@pytest.mark.parametrize("seed", range(2))
def test_the_command_says_so_too(folder: Path, seed: int) -> None:
    assert Runner()(folder, "check").returncode == 0
    for damage in islice(damages(folder / "generated", seed), 4):
        damage.do()
        done = Runner()(folder, "check", check=False)
        damage.undo()
        assert done.returncode == 1, damage.kind
        assert damage.path.relative_to(folder).as_posix() in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
