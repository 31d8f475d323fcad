"""Projects on disk, and the command line run as people run it."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

CONTRACT = """\
contractgen: 1
package: jobs
models:
  CancelJobInput:
    description: Input for cancelling a job
    fields:
      jobId: { type: String_unsecure }
  CancelJobOutput:
    description: Whether it was cancelled
    fields:
      success: { type: Boolean }
commands:
  - meta:
      key: jobs.cancel
      version: 1.0.0
      stability: stable
      owners: [platform.jobs]
      tags: [jobs]
      description: Cancel a pending job.
      goal: Allow cancellation.
      context: Only pending jobs.
    io: { input: CancelJobInput, output: CancelJobOutput }
    policy: { auth: user }
"""
CONFIG = """\
emit = ["openapi", "events", "markdown"]  # the command line is tested, not emitters

[python]
package = "jobs_contracts"
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "specs" / "jobs").mkdir(parents=True)
    (tmp_path / "specs" / "jobs" / "jobs.contract.yaml").write_text(CONTRACT)
    (tmp_path / "contractgen.toml").write_text(CONFIG)
    return tmp_path


@pytest.fixture
def run() -> Run:
    def call(
        folder: Path, *arguments: str, env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "contractgen", *arguments],
            cwd=folder,
            env={**kept, "COLUMNS": "200", **(env or {})},
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=60,
            check=False,
        )

    return call
