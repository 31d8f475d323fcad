"""Schemathesis over the emitted OpenAPI, against the example service on a real socket.

    python -m tests.long schemathesis_run [EXAMPLES [OPTION…]]

Every check of schemathesis runs. It is installed into a throw-away environment:
it brings 25 packages, too many for the development group.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..properties.specs import ROOT
from .tools import environment

EXAMPLES = 1000
_SEED = "20"
_PHASES = "examples,coverage,fuzzing,stateful"
_EMITTED = ROOT / "generated/openapi/openapi.yaml"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the example service; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "tests.long.served", str(port), f"sqlite:///{folder}/jobs.db"]
    path = os.pathsep.join([str(ROOT / "generated/python"), str(ROOT)])
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env={**os.environ, "PYTHONPATH": path}
    )
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the service does not start"
        time.sleep(0.05)
    raise AssertionError("the service does not listen")


def main(arguments: list[str]) -> int:
    """Run schemathesis; return 0 if it found nothing."""
    examples, *options = arguments or [str(EXAMPLES)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = environment(folder / "venv", "schemathesis>=4.32,<5", ours=False)
        with served(folder) as address:
            done = subprocess.run(
                [
                    *(str(python.with_name("schemathesis")), "run", str(_EMITTED)),
                    *("--url", address, "--header", "Authorization: Bearer everything"),
                    *("--max-examples", examples, "--seed", _SEED, "--checks", "all"),
                    *(
                        "--continue-on-failure",
                        "--no-color",
                        "--phases",
                        _PHASES,
                        *options,
                    ),
                ],
                cwd=folder,
                check=False,
            )
    return int(done.returncode != 0)
