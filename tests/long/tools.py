"""Throw-away virtual environments with tools that the project does not depend on.

The Python that runs this may see its own packages there too, behind the tools'.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

from ..properties.specs import ROOT


def environment(
    folder: Path, *packages: str, python: str = sys.executable, ours: bool = True
) -> Path:
    """Make a virtual environment with `packages`; return its Python.

    `ours`: the packages of this environment can be imported there as well, but not
    contractgen, which is on the path only if the caller puts it there.
    """
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    inside = folder / "bin/python"
    pip = [str(inside), "-m", "pip", "install", "--quiet"]
    if ours:
        where = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
        done = subprocess.run(
            [str(inside), "-c", where], capture_output=True, text=True, check=True
        )
        site = sysconfig.get_paths()["purelib"]
        Path(done.stdout.strip(), "zz_ours.pth").write_text(f"{site}\n")
    if packages:
        subprocess.run([*pip, *packages], check=True, cwd=ROOT)
    return inside
