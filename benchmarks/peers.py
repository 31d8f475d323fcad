"""Peers on the same API, in a folder of their own; only when asked for.

`make bench PEERS=1` makes `.venv-bench` and installs them there. Without it, or
without a network, their figures are not measured.
"""

import subprocess
import sys
from pathlib import Path

from benchmarks.compiler import beside
from benchmarks.figure import Figure
from benchmarks.measure import Task, ratio, seconds

_VENV = Path(__file__).parents[1] / ".venv-bench"
_GENERATOR = "datamodel-code-generator>=0.35,<1"
_ARIADNE = "ariadne>=1,<2"


def models(root: Path, project: Path, count: int, *, with_peers: bool) -> Figure:
    """Return our cold build over the peer's run on the OpenAPI we emitted."""
    tool = _generator() if with_peers else None
    made = beside(Task(_command(tool), project), root, count) if tool else None
    return Figure(
        "cold build ÷ datamodel-code-generator",
        ratio(made, 1, 0) if made else None,
        "",
        1 / 6,
        1 / 10,
        "ours on all surfaces, in the round of the peer's models; with `PEERS=1`",
        f"{seconds(made):.1f} s, measured here" if made else "3.7 s",
    )


def ariadne() -> Path | None:
    """Return a folder to import ariadne from, None where it cannot be had."""
    folder = _VENV / "ariadne"
    options = ("--no-deps", "--target", str(folder), _ARIADNE)
    return folder if folder.exists() or _install(sys.executable, *options) else None


def _generator() -> Path | None:
    tool = _VENV / "bin" / "datamodel-codegen"
    python = str(_VENV / "bin" / "python")
    if not tool.exists():
        subprocess.run((sys.executable, "-m", "venv", _VENV), check=True)
    return tool if tool.exists() or _install(python, _GENERATOR) else None


def _command(tool: Path) -> tuple[str, ...]:
    return (
        str(tool),
        *("--input", "generated/openapi/openapi.yaml"),
        *("--input-file-type", "openapi", "--output", "peer.py"),
        *("--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin"),
    )


def _install(python: str, *what: str) -> bool:
    """Install packages; say so where that fails."""
    command = (python, "-m", "pip", "install", "--quiet", *what)
    done = subprocess.run(command, check=False)
    if done.returncode:
        print(f"{what[-1]} could not be installed", file=sys.stderr)
    return not done.returncode
