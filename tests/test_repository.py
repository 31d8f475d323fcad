"""The repository as a whole: linters, type checkers, README, drift, and the wheel."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
GENERATED = "generated/python/jobs_contracts"


def run(
    *command: str, cwd: Path = ROOT, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("ruff", "format", "--isolated", "--check", "generated"),
        ("ruff", "check", "--isolated", "generated"),
        ("mypy",),
        ("mypy", "--strict", GENERATED),
        ("pyright",),
    ],
    ids=" ".join,
)
@pytest.mark.timeout(400)
def test_checker_is_silent(command: tuple[str, ...]) -> None:
    done = run(str(BIN / command[0]), *command[1:])
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_size_is_waved_through() -> None:
    """`noqa` for a size is a concept without a name; `type: ignore` says why."""
    for path in (ROOT / "generator").rglob("*.py"):
        text = path.read_text()
        assert not re.search(r"noqa:.*(PLR09|C901)", text), path
        for line in text.splitlines():
            if "type: ignore" in line:
                assert re.search(r"type: ignore\[[a-z-]+\]  # \S", line), line


def test_generated_is_what_the_contracts_say() -> None:
    done = run(str(BIN / "contractgen"), "check", CI="true")
    assert done.returncode == 0, done.stdout + done.stderr


QUOTED = re.compile(r"<!-- from (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize(
    ("path", "text"), QUOTED.findall((ROOT / "README.md").read_text())
)
def test_readme_quotes_real_files(path: str, text: str) -> None:
    assert text in (ROOT / path).read_text(), f"README no longer shows {path}"


CODE = re.compile(r"```.*?```|(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", re.DOTALL)


def test_links_in_the_docs_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    pages += (ROOT / "generated/docs").rglob("*.md")
    for page in pages:
        text = CODE.sub("", page.read_text())
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page}: {target}"


@pytest.mark.timeout(300)
def test_the_wheel_builds_jobs_cancel(tmp_path: Path) -> None:
    """Built, installed outside the checkout, and used there."""
    built = run(
        str(BIN / "python"),
        *("-m", "pip", "wheel", "--no-deps", "--no-build-isolation"),
        *("--wheel-dir", str(tmp_path), str(ROOT)),
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # we have just built it
    project = tmp_path / "project"
    (project / "specs/jobs").mkdir(parents=True)
    contract = ROOT / "specs/jobs/cancel.contract.yaml"
    (project / "specs/jobs/cancel.contract.yaml").write_bytes(contract.read_bytes())
    (project / "contractgen.toml").write_text("")
    done = run(
        str(BIN / "python"),
        *(
            "-c",
            f"import sys; sys.path.insert(0, {str(site)!r}); "
            "import contractgen.cli as c; sys.argv = ['contractgen', 'build']; "
            f"assert c.__file__.startswith({str(site)!r}); c.main()",
        ),
        cwd=project,
    )
    assert done.returncode == 0, done.stderr
    assert (project / "generated/python/contracts/jobs/router.py").exists()
