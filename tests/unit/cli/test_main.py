"""The process as a whole: exit codes, quick answers, closed pipes, poor terminals."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from contractgen.cli import app, exits, guard
from contractgen.diagnostics import Code, Severity
from contractgen.output.drift import COLLISION, HAND_EDITED
from contractgen.output.refusal import REFUSED
from contractgen.version import __version__

Run = Callable[..., CompletedProcess[str]]
COMMAND = f"{sys.executable} -m contractgen"
IMPORTED = """
import os, sys
sys.argv = ["contractgen", "--version"]
before = set(sys.modules)

def leave(code):
    print(sorted(set(sys.modules) - before), file=sys.stderr)
    sys.exit(code)

os._exit = leave
from contractgen.cli import main
main()
"""


def test_version_imports_nothing_else() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", IMPORTED],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"contractgen {__version__}\n"
    loaded = "['contractgen', 'contractgen.cli', 'contractgen.version']\n"
    assert done.stderr == loaded


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["-h"]])
def test_help(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 0
    assert "Usage: contractgen" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    "arguments", [["bild"], ["build", "--nope"], ["show"], ["build", "--format", "x"]]
)
def test_wrong_usage_is_two(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == exits.WRONG
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_poor_encodings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "contractgen.toml").write_text("\u540d = 1", encoding="utf-8")
    (tmp_path / "contractgen.toml").write_text('output = "\u540d:"', encoding="utf-8")
    for env in ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        done = run(tmp_path, "check", env=env)
        assert done.returncode == exits.WRONG
        assert "CG193" in done.stderr
        assert "Traceback" not in done.stderr


def shell(folder: Path, words: str) -> CompletedProcess[str]:
    """Run a line of bash in `folder`."""
    return subprocess.run(
        ["bash", "-c", words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    done = shell(tmp_path, f"set -o pipefail; {COMMAND} schema config | head -c 1")
    assert done.stderr == ""
    assert done.returncode in {0, exits.PIPE_CLOSED}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("streams", [">/dev/full", ">/dev/full 2>/dev/full"])
@pytest.mark.parametrize(
    "arguments", ["--help", "--version", "schema config", "nonsense"]
)
def test_nowhere_to_print(tmp_path: Path, streams: str, arguments: str) -> None:
    done = shell(tmp_path, f"{COMMAND} {arguments} {streams}")
    assert done.returncode == exits.WRONG
    assert "Sorry" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [("--version", 0), ("schema config", 0), ("check", 2), ("nonsense", 2)],
)
def test_closed_streams(tmp_path: Path, closed: str, arguments: str, code: int) -> None:
    done = shell(tmp_path, f"{COMMAND} {arguments} {closed}")
    assert "Traceback" not in done.stderr
    assert done.returncode == code


def failing(error: BaseException) -> Callable[..., None]:
    def command(*_: object, **__: object) -> None:
        raise error

    return command


def test_our_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "command", failing(KeyError("odd\x1b[31m")))
    assert guard.run(["list"]) == exits.OUR_FAULT
    told = capsys.readouterr().err
    assert "Sorry" in told
    assert "contractgen --traceback list" in told
    assert "Traceback" not in told
    assert "\x1b" not in told
    assert guard.run(["--traceback", "list"]) == exits.OUR_FAULT
    assert "Traceback (most recent call last)" in capsys.readouterr().err


LEFT = """
from contractgen.cli import guard
print("half of a list")
guard.leave(130)
"""


def test_what_was_printed_is_not_lost_by_leaving() -> None:
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    done = subprocess.run(
        [sys.executable, "-c", LEFT],
        env=buffered,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, "half of a list\n")


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "command", failing(KeyboardInterrupt()))
    assert guard.run(["list"]) == exits.INTERRUPTED


def test_exit_codes_by_finding() -> None:
    def of(code: str, severity: Severity = Severity.ERROR, strict: bool = False) -> int:
        kind = Code(code, "t", "w", "m", severity=severity)
        return exits.of([kind.at(None, "m")], strict=strict)

    assert exits.of([]) == 0
    assert of("CG101") == of("CG203") == 2
    assert of("CG301") == of(HAND_EDITED.id) == of("CG501") == 1
    assert of(REFUSED.id) == of(COLLISION.id) == 2
    assert of("CG301", Severity.WARNING) == 0
    assert of("CG301", Severity.WARNING, strict=True) == 1
