"""Coverage-guided fuzzing of both contract forms, up to names and rules.

    python -m tests.long fuzz [SECONDS [yaml|python]]

Needs atheris, which is installed into a throw-away environment. What crashes it is
printed as bytes: make a test of it.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from ..properties.specs import ROOT
from .tools import environment

SECONDS = 300
_CHATTER = ("#", "INFO:", "stat::")
_SUFFIXES = {"yaml": ".contract.yaml", "python": "_contract.py"}
_WORDS = (
    *("contractgen: 1", "package: ", "models:", "fields:", "type: ", "isArray: true"),
    *(
        "meta:",
        "key: ",
        "version: 1.0.0",
        "io:",
        "errors:",
        "policy:",
        "emits:",
        "<<: ",
    ),
    *(
        "define_command(",
        "define_schema_model(",
        "ScalarTypeEnum.String()",
        "**",
        "[]?",
    ),
)


def _corpus(folder: Path, form: str) -> Path:
    """Fill a folder with this repository's contracts, right and wrong."""
    folder.mkdir()
    found = [*(ROOT / "specs").rglob(f"*{_SUFFIXES[form]}")]
    found += (ROOT / "tests").rglob(f"*{_SUFFIXES[form]}")
    for number, path in enumerate(found):
        (folder / str(number)).write_bytes(path.read_bytes())
    words = "\n".join(f'"{word}"' for word in _WORDS)
    folder.with_suffix(".dict").write_text(words)
    return folder


def _fuzz(python: Path, folder: Path, form: str, seconds: int) -> bool:
    """Fuzz one form; return whether something crashed, having printed it."""
    corpus = _corpus(folder / form, form)
    limits = [f"-max_total_time={seconds}", "-timeout=5", "-rss_limit_mb=1000"]
    options = [
        *limits,
        "-max_len=20000",
        f"-dict={corpus}.dict",
        "-print_final_stats=1",
    ]
    target = [str(python), "-m", "tests.long.fuzz_target", form, str(corpus)]
    done = subprocess.run(
        [*target, *options, f"-artifact_prefix={folder}/crash-"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    told = done.stderr.splitlines()
    print(form, *[line for line in told if line.startswith("stat::")], sep="\n  ")
    if done.returncode:
        print(done.stdout[-4000:])
        print(*[line for line in told if not line.startswith(_CHATTER)], sep="\n  ")
    for crash in folder.glob("crash-*"):
        print(crash.name, repr(crash.read_bytes()))
        crash.unlink()
    return done.returncode != 0


def main(arguments: list[str]) -> int:
    """Fuzz the forms; return how many crashed."""
    seconds = int(arguments[0]) if arguments else SECONDS
    forms = arguments[1:] or [*_SUFFIXES]
    with tempfile.TemporaryDirectory() as name:
        python = environment(Path(name) / "venv", "atheris>=3,<4")
        return sum(_fuzz(python, Path(name), form, seconds) for form in forms)
