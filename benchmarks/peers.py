"""Peers on the same API, in an environment of their own; only when asked for.

`make bench PEERS=1` makes `.venv-bench` and installs the peer there. Without it, or
without a network, its figure is left out.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.compiler import Cold
from benchmarks.figure import Figure
from benchmarks.measure import Task, rounds, seconds

_VENV = Path(__file__).parents[1] / ".venv-bench"
_PEER = "datamodel-code-generator>=0.35,<1"


def figures(project: Path, small: Cold, count: int) -> Iterator[Figure]:
    """Yield our cold build over the peer's run on the OpenAPI that we emitted."""
    tool = _installed()
    if tool is None:
        return
    command = (
        str(tool),
        *("--input", "generated/openapi/openapi.yaml"),
        *("--input-file-type", "openapi", "--output", "peer.py"),
        *("--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin"),
    )
    made = rounds(count, Task(command, project))
    yield Figure(
        "cold build ÷ datamodel-code-generator",
        seconds(small.runs) / seconds(made),
        "",
        1 / 6,
        1 / 10,
        "ours on all surfaces, the peer's models of the OpenAPI we emitted; medians",
        f"{seconds(made):.1f} s here",
    )


def _installed() -> Path | None:
    tool = _VENV / "bin" / "datamodel-codegen"
    if tool.exists():
        return tool
    try:
        subprocess.run((sys.executable, "-m", "venv", _VENV), check=True)
        install = (_VENV / "bin" / "python", "-m", "pip", "install", "--quiet", _PEER)
        subprocess.run(install, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"the peer could not be installed: {error}", file=sys.stderr)
        return None
    return tool
