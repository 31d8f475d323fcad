"""A build of what has changed is made where that is safe, and nowhere else."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from contractgen.cli import changes, fastpath, incremental, memory, parallel
from contractgen.cli.commands import build
from contractgen.cli.planning import plan_project
from contractgen.cli.project import open_project
from contractgen.emit.base import Emitter
from contractgen.output import apply
from contractgen.pipeline import Build, decode_all

from .conftest import CONTRACT
from .test_fastpath import settle

TEMPLATES = Path(__file__).parents[3] / "templates"
JOBS, WORKS = Path("specs/jobs/jobs.contract.yaml"), Path("specs/works.contract.yaml")
CONFIG = '[python]\npackage = "made"\n'


def works(text: str) -> str:
    """Return a contract of package jobs as one of package works."""
    said = text.replace("package: jobs", "package: works").replace("jobs.", "works.")
    return said.replace("CancelJob", "EndWork")


@pytest.fixture
def built(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean project of two packages that say nothing to each other."""
    monkeypatch.chdir(project)
    monkeypatch.delenv("CI", raising=False)
    (project / "contractgen.toml").write_text(CONFIG)
    WORKS.write_text(works(CONTRACT))
    assert build.run(build.Asked()) == 0
    settle()
    return project


def changed() -> Build | None:
    """Build what has changed, if that is all there is to do."""
    project = open_project(None)
    change = changes.look(project)
    return incremental.build(project, change, decode_all) if change else None


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.usefixtures("built")
def test_nothing_is_compiled_where_nothing_has_changed() -> None:
    made = changed()
    assert made
    assert made.compiled.subject is None
    assert made.plan
    assert made.plan.is_clean


@pytest.mark.usefixtures("built")
def test_only_the_package_that_changed_is_compiled() -> None:
    edit(JOBS, "Cancel a pending job.", "Stop a pending job.")
    made = changed()
    assert made
    assert made.compiled.contracts
    assert [one.name for one in made.compiled.contracts.packages] == ["jobs"]
    assert made.plan
    whole = plan_project(open_project(None)).plan
    assert whole
    assert dict(made.plan.writes) == dict(whole.writes)
    assert not any("works" in path for path in made.plan.writes)


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("lost", [False, True])
def test_large_documents_are_made_in_another_process(
    lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same comes of it; if the child fails, this one makes them."""
    monkeypatch.setattr(parallel, "_LARGE_DOCUMENTS", 1)
    monkeypatch.setattr(parallel, "may_fork", lambda: True)
    write, home, made_by_child = parallel._write, os.getpid(), Path("child").resolve()

    def write_or_fail(emitters: Sequence[Emitter], *rest: Any) -> None:
        assert os.getpid() != home
        made_by_child.write_text(" ".join(one.name for one in emitters))
        if lost:
            raise OSError
        write(emitters, *rest)

    monkeypatch.setattr(parallel, "_write", write_or_fail)
    edit(JOBS, "Cancel a pending job.", "Stop a pending job.")
    made = changed()
    assert made
    assert made_by_child.read_text() == "openapi"
    made_by_child.unlink()
    monkeypatch.setattr(parallel, "may_fork", lambda: False)
    whole = plan_project(open_project(None)).plan
    assert made.plan
    assert whole
    assert dict(made.plan.writes) == dict(whole.writes)
    assert "generated/openapi/openapi.yaml" in made.plan.writes


@pytest.mark.usefixtures("built")
def test_changes_follow_each_other() -> None:
    for number in range(4):
        path = (JOBS, WORKS)[number % 2]
        edit(path, "description: ", f"description: Now {number}, ")
        assert changed()
        assert build.run(build.Asked()) == 0
        left = plan_project(open_project(None)).plan
        assert left
        assert left.is_clean


def _warned() -> None:
    edit(JOBS, "description: Cancel a pending job.", "description: ''")


def _broken() -> None:
    edit(JOBS, "String_unsecure", "Strng")


def _renamed_package() -> None:
    edit(JOBS, "package: jobs", "package: tasks")


def _moved_to_the_other() -> None:
    edit(JOBS, "package: jobs", "package: works")


def _same_name() -> None:
    edit(JOBS, "CancelJobInput", "EndWorkInput")


def _same_route() -> None:
    path = "transport: { rest: { path: /works/cancel/v1 } }"
    edit(JOBS, "    policy:", f"    {path}\n    policy:")


def _refers() -> None:
    edit(JOBS, "success: { type: Boolean }", "other: { type: works.EndWorkOutput }")


def _new_file() -> None:
    (JOBS.parent / "more.contract.yaml").write_text("contractgen: 1\npackage: jobs\n")


def _removed_file() -> None:
    WORKS.unlink()


def _all() -> None:
    for path in (JOBS, WORKS):
        edit(path, "description: ", "description: Now: ")


def _configured() -> None:
    Path("contractgen.toml").write_text(CONFIG + '[openapi]\ntitle = "Other"\n')


def _edited_output() -> None:
    with Path("generated/docs/index.md").open("a") as file:
        file.write("more")


def _missing_output() -> None:
    Path("generated/openapi/openapi.yaml").unlink()


def _unexpected_output() -> None:
    Path("generated/docs/mine.md").write_text("mine")


def _odd_manifest() -> None:
    edit(Path("generated/.contractgen.json"), '"manifest": 1', '"manifest":  1')


def _no_memory() -> None:
    Path(memory.FILE).unlink()


def _memory_of_elsewhere() -> None:
    copy = Path("copy")
    shutil.copy(memory.FILE, copy)
    copy.replace(memory.FILE)


def _damaged_memory() -> None:
    path = Path(memory.FILE)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    with path.open("r+b") as file:
        file.write(data)


def _old_memory() -> None:
    """Notes of a later check, beside the memory of an earlier build."""
    kept = Path(memory.FILE).read_bytes()
    edit(JOBS, "Cancel a pending job.", "Stop a pending job.")
    assert build.run(build.Asked()) == 0
    draft = fastpath.Draft("", memory.FILE)
    draft.save(kept.partition(b"\n")[2])
    draft.discard()


CHANGES: tuple[Callable[[], None], ...] = (
    _warned,
    _broken,
    _renamed_package,
    _moved_to_the_other,
    _same_name,
    _same_route,
    _refers,
    _new_file,
    _removed_file,
    _all,
    _configured,
    _edited_output,
    _missing_output,
    _unexpected_output,
    _odd_manifest,
    _no_memory,
    _memory_of_elsewhere,
    _damaged_memory,
    _old_memory,
)


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("change", CHANGES)
def test_everything_is_compiled_after(change: Callable[[], None]) -> None:
    assert changed()
    change()
    assert changed() is None


@pytest.mark.usefixtures("built")
def test_a_contract_that_moves_to_a_package_it_refers_to_moves_all_of_it() -> None:
    more = CONTRACT.replace("jobs.cancel", "jobs.more").replace("CancelJob", "MoreJob")
    other = JOBS.with_name("more.contract.yaml")
    other.write_text(more.replace("{ type: Boolean }", "{ type: works.EndWorkOutput }"))
    (JOBS.parent / "alone.contract.yaml").write_text(
        works(CONTRACT).replace("works", "alone").replace("EndWork", "Rest")
    )
    assert build.run(build.Asked()) == 0
    settle()
    edit(other, "description: ", "description: Now ")
    assert changed()
    edit(JOBS, "package: jobs", "package: works")
    assert changed() is None


def test_what_another_contractgen_remembered_counts_for_nothing(built: Path) -> None:
    notes = fastpath.load(str(built))
    assert memory.load(str(built), notes)
    path, stamp = next(iter(notes.tool.items()))
    notes.tool[path] = (stamp[0] + 1, *stamp[1:]) if stamp else None
    with pytest.raises(fastpath.Doubt):
        memory.load(str(built), notes)


@pytest.mark.usefixtures("built")
def test_everything_is_compiled_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "")
    assert changed() is None


def test_own_templates_count(built: Path) -> None:
    own = built / "own" / "markdown"
    own.mkdir(parents=True)
    shutil.copy(TEMPLATES / "markdown" / "index.md.jinja", own)
    (built / "contractgen.toml").write_text('templates = "own"\n' + CONFIG)
    assert build.run(build.Asked()) == 0
    settle()
    assert changed()
    edit(own / "index.md.jinja", "# {{ view.title }}", "# The {{ view.title }}")
    assert changed() is None
    assert build.run(build.Asked()) == 0
    edit(JOBS, "Cancel a pending job.", "Stop a pending job.")
    made = changed()
    assert made
    whole = plan_project(open_project(None))
    assert made.plan
    assert whole.plan
    assert dict(made.plan.writes) == dict(whole.plan.writes)


def test_packages_without_files_of_their_own_stay_in_documents(built: Path) -> None:
    (built / "contractgen.toml").write_text('emit = ["openapi"]\n')
    for number in range(2):
        edit(JOBS, "description: ", f"description: Now {number}, ")
        assert bool(changed()) is bool(number)
        assert build.run(build.Asked()) == 0
        settle()
        document = Path("generated/openapi/openapi.yaml").read_text()
        assert "/jobs/cancel/v1:" in document
        assert "/works/cancel/v1:" in document


@pytest.mark.usefixtures("built")
def test_what_is_forced_or_partial_is_compiled_whole() -> None:
    assert build.Asked().is_plain
    assert build.Asked(dry_run=True).is_plain
    for asked in (
        build.Asked(force=True),
        build.Asked(only=("markdown",)),
        build.Asked(config=Path("contractgen.toml")),
    ):
        assert not asked.is_plain


@pytest.mark.usefixtures("built")
def test_an_output_that_goes_while_it_builds_is_told_of() -> None:
    edit(JOBS, "Cancel a pending job.", "Stop a pending job.")
    made = changed()
    assert made
    assert made.plan
    gone = Path("generated/docs/works/models.md")
    gone.unlink()
    found = apply(made.plan, Path())
    assert isinstance(found, list)
    assert [one.code for one in found] == ["CG424"]
    assert str(gone) in found[0].message
    assert "Stop a pending" not in Path("generated/docs/index.md").read_text()
    assert build.run(build.Asked()) == 0
    assert gone.exists()
