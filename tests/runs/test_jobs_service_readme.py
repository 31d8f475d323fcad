"""`examples/jobs_service` as `make serve` starts it, and the README's commands."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

ROOT = Path(__file__).parents[2]
SETTLE = 20  # seconds that a server may take to start


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Serve as `make serve` does; yield the URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    env = {
        **os.environ,
        "JOBS_PORT": str(port),
        "JOBS_DATABASE_URL": f"sqlite:///{tmp_path}/jobs.db",
    }
    command = [sys.executable, "-m", "examples.jobs_service"]
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _await_health(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(SETTLE)


def _await_health(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(SETTLE * 20):
        assert process.poll() is None, "the server ended"
        try:
            httpx.get(f"{url}/jobs/health/v1", timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not answer")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_commands_of_the_readme(server: str) -> None:
    readme = (ROOT / "README.md").read_text()
    section = readme.partition("## Run the service\n")[2].partition("\n## ")[0]
    script = "\n".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))
    assert script.count("http://127.0.0.1:8000") == 1
    script = script.replace("http://127.0.0.1:8000", server)
    done = subprocess.run(
        ["sh", "-eu", "-c", script], capture_output=True, text=True, check=True
    )
    answers = re.findall(r"^(.*) (\d{3})$", done.stdout, re.MULTILINE)
    http, graphql, (events,) = answers[:4], answers[4:8], answers[8:]
    assert [status for _, status in http] == re.findall(r"\((\d{3})\)", section)
    assert [status for _, status in http] == ["200", "409", "404", "401"]
    assert {status for _, status in graphql} == {"200"}
    codes = re.findall(r"`([A-Z]+_?[A-Z_]*)`", section)
    assert '"success":true' in graphql[0][0]
    assert len(codes) == 3
    for expected, (body, _) in zip(codes, graphql[1:], strict=True):
        assert f'"code":"{expected}"' in body
    assert events[1] == "200"
    assert events[0].count('"type":"job.cancelled.v1"') == 2
