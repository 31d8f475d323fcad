"""Each command on a small project: what it prints, writes and ends with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from contractgen.cli import catalogue

Run = Callable[..., CompletedProcess[str]]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file but for the notes that commands leave to themselves."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != ".contractgen"
    }


def generated(folder: Path) -> list[Path]:
    files = (folder / "generated").rglob("*")
    return sorted(path for path in files if path.is_file())


def test_build_then_check(run: Run, project: Path) -> None:
    done = run(project, "build")
    assert (done.returncode, done.stdout) == (0, "")
    assert "written" in done.stderr
    before = tree(project)
    again = run(project, "build")
    assert "unchanged" in again.stderr
    assert tree(project) == before
    checked = run(project, "check")
    assert checked.returncode == 0
    assert checked.stderr == "everything is up to date\n"


def test_dry_run_and_diff_write_nothing(run: Run, project: Path) -> None:
    before = tree(project)
    dry = run(project, "build", "--dry-run")
    assert dry.returncode == 0
    assert "write   generated/openapi/openapi.yaml\n" in dry.stdout
    diff = run(project, "build", "--diff")
    assert "+++ b/generated/openapi/openapi.yaml" in diff.stdout
    assert tree(project) == before


def test_check_names_every_kind_of_drift(run: Run, project: Path) -> None:
    run(project, "build")
    openapi = project / "generated/openapi/openapi.yaml"
    missing = project / "generated/events/asyncapi.yaml"
    openapi.write_text(openapi.read_text() + "# edited\n")
    missing.unlink()
    (project / "generated/openapi/extra.txt").write_text("x")
    before = tree(project)
    done = run(project, "check")
    assert done.returncode == 1
    assert tree(project) == before
    for heading, path in (
        ("modified", "generated/openapi/openapi.yaml"),
        ("missing", "generated/events/asyncapi.yaml"),
        ("unexpected", "generated/openapi/extra.txt"),
    ):
        block = done.stderr.partition(f"{heading}:")[2].partition("\n\n")[0]
        assert path in block
        assert "help[" in block
    document = json.loads(run(project, "check", "--format", "json").stdout)
    kinds = {(one["kind"], one["path"]) for one in document["drift"]}
    assert ("missing", "generated/events/asyncapi.yaml") in kinds
    assert document["exit"] == 1


def test_a_hand_edit_stops_a_build(run: Run, project: Path) -> None:
    run(project, "build")
    edited = project / "generated/openapi/openapi.yaml"
    edited.write_text("mine\n")
    before = tree(project)
    done = run(project, "build")
    assert done.returncode == 1
    assert "generated/openapi/openapi.yaml was edited by hand" in done.stderr
    assert tree(project) == before
    assert run(project, "build", "--force").returncode == 0
    assert edited.read_text() != "mine\n"


def test_only_leaves_the_others_alone(run: Run, project: Path) -> None:
    assert run(project, "build", "--only", "openapi").returncode == 0
    written = [path.relative_to(project).parts[1] for path in generated(project)]
    assert set(written) == {".contractgen.json", "openapi"}
    done = run(project, "build", "--only", "opanapi")
    assert done.returncode == 2


def test_a_wrong_contract_writes_nothing(run: Run, project: Path) -> None:
    path = project / "specs/jobs/jobs.contract.yaml"
    path.write_text(path.read_text().replace("input: Cancel", "input: Cancle"))
    done = run(project, "build")
    assert done.returncode == 2
    assert "--> specs/jobs/jobs.contract.yaml:" in done.stderr
    assert generated(project) == []
    annotated = run(project, "check", "--format", "github")
    assert annotated.returncode == 2
    assert "::error file=specs/jobs/jobs.contract.yaml,line=" in annotated.stdout
    log = json.loads(run(project, "check", "--format", "sarif").stdout)
    assert log["runs"][0]["results"][0]["locations"]


def test_list(run: Run, project: Path) -> None:
    text = run(project, "list")
    assert "POST /jobs/cancel/v1" in text.stdout
    document = json.loads(run(project, "list", "--format", "json").stdout)
    (operation,) = document["operations"]
    assert operation["key"] == "jobs.cancel"
    assert operation["place"].startswith("specs/jobs/jobs.contract.yaml:")
    assert {one["name"] for one in document["models"]} == {
        "jobs.CancelJobInput",
        "jobs.CancelJobOutput",
    }


@pytest.mark.parametrize("key", ["jobs.cancel", "jobs.cancel@1"])
def test_show_an_operation(run: Run, project: Path, key: str) -> None:
    text = run(project, "show", key).stdout
    assert "path: /jobs/cancel/v1" in text
    document = json.loads(run(project, "show", key, "--format", "json").stdout)
    (element,) = document["elements"]
    assert element["names"]["graphql"] == "jobs_cancel_v1"
    assert element["contract"]["policy"] == {"auth": "user"}


def test_show_a_model_and_a_misspelling(run: Run, project: Path) -> None:
    text = run(project, "show", "CancelJobInput").stdout
    assert "jobId: job_id" in text
    done = run(project, "show", "jobs.cancle")
    assert done.returncode == 2
    assert "did you mean `jobs.cancel`?" in done.stderr


def test_show_keeps_what_is_said_and_counts_as_nothing(run: Run, project: Path) -> None:
    path = project / "specs/jobs/jobs.contract.yaml"
    fields = (
        "fields:\n"
        "      none: { type: Boolean, isNullable: true, default: null }\n"
        "      idle: { type: Boolean, default: false }\n"
        "      low: { type: Int, min: 0, default: 0 }\n"
    )
    text = path.read_text().replace("fields:\n", fields, 1)
    path.write_text(text.replace("auth: user", "auth: user, idempotent: false"))
    document = json.loads(
        run(project, "show", "CancelJobInput", "--format", "json").stdout
    )
    none, idle, low, *_ = document["elements"][0]["contract"]["fields"]
    assert (none["default"], idle["default"], low["default"]) == (None, False, 0)
    assert low["limits"] == {"min": 0}
    assert "default: null" in run(project, "show", "CancelJobInput").stdout
    assert "idempotent: false" in run(project, "show", "jobs.cancel").stdout


def test_explain(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path, "explain", "cg193")
    assert done.stdout.startswith("# CG193: ")
    assert "## What to do" in done.stdout
    listed = run(tmp_path, "explain").stdout.splitlines()
    assert [line[:5] for line in listed] == list(catalogue.codes())
    assert run(tmp_path, "explain", "CG999").returncode == 2
    code = json.loads(run(tmp_path, "explain", "CG193", "--format", "json").stdout)
    assert code["id"] == "CG193"


def test_every_code_has_texts() -> None:
    for code in catalogue.codes().values():
        assert code.title
        assert code.why
        assert code.mend


@pytest.mark.parametrize("of", ["contract", "config"])
def test_schema(run: Run, tmp_path: Path, of: str) -> None:
    schema: dict[str, Any] = json.loads(run(tmp_path, "schema", of).stdout)
    assert schema["$schema"].endswith("2020-12/schema")


def test_watch_builds_again(project: Path) -> None:
    watcher = subprocess.Popen(
        [sys.executable, "-m", "contractgen", "build", "--watch"],
        cwd=project,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert watcher.stderr
        heard = iter(watcher.stderr.readline, "")
        assert any("watching" in line for line in heard)
        contract = project / "specs/jobs/jobs.contract.yaml"
        time.sleep(0.01)
        text = contract.read_text().replace("Cancel a pending job.", "Stop a job.")
        contract.write_text(text)
        assert any("watching" in line for line in heard)
        assert "Stop a job." in (project / "generated/openapi/openapi.yaml").read_text()
    finally:
        os.kill(watcher.pid, signal.SIGINT)
        watcher.communicate(timeout=20)
    assert watcher.returncode == 0
