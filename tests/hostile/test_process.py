"""F, and what is dear: the real command line, in processes that are held short."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from contractgen.cli.planning import plan_project
from contractgen.cli.project import open_project

from .judge import contract

MEGABYTE = 1 << 20
SMALL = 'emit = ["openapi"]\n'
ALL = '[python]\npackage = "made"\n'
_NESTED = "".join(f"{' ' * level}a:\n" for level in range(1_200))
_BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10)
)
_CHAIN = "".join(f"  M{i}: {{ fields: {{ a: M{i + 1} }} }}\n" for i in range(9_998))
_UNKNOWN = "".join(
    f"  M{i}: {{ fields: {{ {', '.join(f'f{j}: N{i}' for j in range(8))} }} }}\n"
    for i in range(5_000)
)
_STRANGERS = ", ".join(f"fxeld{at}: a" for at in range(900))
_OPTIONAL = "".join(f"      field{at}: ID?\n" for at in range(900))
_EXAMPLES = ", ".join(
    f"{{ key: k{at}, input: {{ {_STRANGERS} }} }}" for at in range(50)
)
_VALUES = ", ".join(f"v{i}" for i in range(10_000))


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (500 * MEGABYTE, 500 * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (5, 5))


def run(
    folder: Path,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    flags: tuple[str, ...] = (),
    limited: bool = False,
) -> "subprocess.CompletedProcess[str]":
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, *flags, "-m", "contractgen", *arguments],
        cwd=folder,
        env={**kept, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=60,
        check=False,
        preexec_fn=_limit if limited else None,
    )


def project(folder: Path, text: str | bytes = "", config: str = ALL) -> Path:
    specs = folder / "specs" / "jobs"
    specs.mkdir(parents=True)
    content = text.encode() if isinstance(text, str) else text
    (specs / "jobs.contract.yaml").write_bytes(content or contract().encode())
    (folder / "contractgen.toml").write_text(config, "utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


DEAR: dict[str, str | bytes] = {
    "Y10 50 MB": b"#" * 50 * MEGABYTE,
    "Y11 one text": "contractgen: 1\na: " + "x" * 10_000_000,
    "Y11 one key": "k" * 900_000 + ": 1",
    "Y12 brackets": "a: " + "[" * 10_000,
    "Y12 blocks": _NESTED,
    "Y13 alias bomb": f"contractgen: 1\n{_BOMB}",
    "Y17 many keys": "contractgen: 1\n" + "".join(f"k{i}: 1\n" for i in range(90_000)),
    "V07 unknown types": contract(models=_UNKNOWN),
    "V18 unknown fields": contract(models="", field=_OPTIONAL.strip()).replace(
        "examples: []", f"examples: [{_EXAMPLES}]"
    ),
    "V06 chain": contract(models=f"{_CHAIN}  M9998: {{ fields: {{ a: ID }} }}\n"),
    "V08 pattern": contract(
        field="a: { type: String, pattern: '" + "(a+)+" * 100 + "' }"
    ),
    "N24 values": contract(values=f"[{_VALUES}]"),
}


@pytest.mark.parametrize("name", DEAR)
def test_dear_input_is_refused_cheaply(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path, DEAR[name], SMALL)
    before = {*tree(folder)}
    done = run(folder, "build", limited=True)
    assert done.returncode == 2, done.stderr[-500:]
    assert "specs/jobs/jobs.contract.yaml:" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 200_000  # some hundred findings, the rest counted
    assert {*tree(folder)} == before


def test_f10_every_input_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(tmp_path))
    opened = open_project(None)
    file = tmp_path / "specs" / "jobs" / "jobs.contract.yaml"
    file.write_text("not a contract any more")
    planned = plan_project(opened)
    assert planned.plan is not None
    assert planned.compiled.diagnostics == ()


def test_f11_an_edit_of_the_same_size_and_time_is_found(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert run(folder, "build").returncode == 0
    page = next((folder / "generated").rglob("schema.graphql"))
    status, text = page.stat(), page.read_text()
    page.write_text(text.replace("Kind", "Kine"))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    done = run(folder, "check", env={"CI": "true"})
    assert done.returncode == 1
    assert "schema.graphql" in done.stderr


def test_f12_a_crlf_checkout_is_clean(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert run(folder, "build").returncode == 0
    for path in (folder, *folder.rglob("*")):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = run(folder, "check", env={"CI": "true"})
    assert (done.returncode, done.stderr.count("modified")) == (0, 0), done.stderr


def test_f14_standard_input_is_no_contract(tmp_path: Path) -> None:
    done = run(project(tmp_path), "build", "-")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_f14_thousands_of_files(tmp_path: Path) -> None:
    folder = project(tmp_path, config=SMALL)
    for at in range(2_000):
        file = folder / "specs" / "jobs" / f"m{at}.contract.yaml"
        file.write_text(
            f"contractgen: 1\nmodels: {{ M{at}: {{ fields: {{ id: ID }} }} }}\n"
        )
    done = run(folder, "build")
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize(
    "env",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}],
    ids=str,
)
def test_f14_poor_encodings(env: dict[str, str], tmp_path: Path) -> None:
    folder = project(tmp_path, contract(description="日本 🎉", key="日本"))
    done = run(folder, "build", env=env)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    folder = project(tmp_path / "dépôt", contract(description="日本 🎉"))
    assert run(folder, "build", "--diff", env=env).returncode == 0


SURROUNDINGS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "hash seed 0": ({"PYTHONHASHSEED": "0"}, ()),
    "hash seed 1": ({"PYTHONHASHSEED": "1"}, ()),
    "time zone": ({"TZ": "Asia/Kathmandu", "SOURCE_DATE_EPOCH": "1"}, ()),
    "Turkish": ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, ()),
    "optimised": ({}, ("-OO",)),
    "warnings are errors": ({}, ("-W", "error")),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = project(tmp_path_factory.mktemp("plain"))
    assert run(folder, "build").returncode == 0
    return tree(folder / "generated")


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_f15_output_depends_on_contracts_alone(
    name: str, plain: dict[str, bytes], tmp_path: Path
) -> None:
    env, flags = SURROUNDINGS[name]
    folder = project(tmp_path / "another path")
    done = run(folder, "build", env=env, flags=flags)
    assert done.returncode == 0, done.stderr
    assert tree(folder / "generated") == plain


def test_f15_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    folder = project(tmp_path)
    before = os.umask(0o077)
    try:
        assert run(folder, "build").returncode == 0
    finally:
        os.umask(before)
    made = [path for path in (folder / "generated").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o644}


def test_f16_conflict_markers_are_called_so(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert run(folder, "build").returncode == 0
    page = next((folder / "generated").rglob("schema.graphql"))
    markers = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"
    page.write_text(markers + page.read_text())
    done = run(folder, "check", env={"CI": "true"})
    assert (done.returncode, "conflict" in done.stderr) == (1, True)
    file = folder / "specs" / "jobs" / "jobs.contract.yaml"
    file.write_text(markers + file.read_text())
    done = run(folder, "check", env={"CI": "true"})
    assert (done.returncode, "merge conflict marker" in done.stderr) == (2, True)


def test_f16_a_renamed_contract_and_a_deleted_output(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert run(folder, "build").returncode == 0
    (folder / "specs" / "jobs").rename(folder / "specs" / "tasks")
    next((folder / "generated").rglob("schema.graphql")).unlink()
    done = run(folder, "check", env={"CI": "true"})
    assert done.returncode == 1
    assert "missing" in done.stderr


HOSTILE_TEMPLATES = {
    "include": "{% include '/etc/passwd' %}",
    "climb": "{% include '../../etc/passwd' %}",
    "class": "{{ ''.__class__ }}",
    "subclasses": "{{ view.__class__.__mro__ }}",
    "syntax": "{% if %}",
    "undefined": "{{ nothing }}",
    "undefined attribute": "{{ view.nothing }}",
}


@pytest.mark.parametrize("name", HOSTILE_TEMPLATES)
def test_f17_a_template_that_is_wrong(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path, config='templates = "mine"\nemit = ["markdown"]\n')
    target = folder / "mine" / "markdown" / "index.md.jinja"
    target.parent.mkdir(parents=True)
    built_in = Path(__file__).parents[2] / "templates" / "markdown" / "index.md.jinja"
    first = built_in.read_text().splitlines()[0]
    target.write_text(f"{first}\n# x\n{HOSTILE_TEMPLATES[name]}\n")
    done = run(folder, "build")
    assert done.returncode == 2, done.stderr
    assert "markdown/index.md.jinja:3" in done.stderr
    assert "root:" not in done.stderr
    assert not (folder / "generated").exists()
