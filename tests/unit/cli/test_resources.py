"""Templates: the built-in ones, and a project's own in their place."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from contractgen import resources

Run = Callable[..., CompletedProcess[str]]

KNOWN = {"openapi/openapi.yaml.jinja": "built in"}


def test_builtin_templates_have_names_with_their_folder() -> None:
    names = resources.builtin()
    assert names
    assert all(name.endswith(".jinja") and "/" in name for name in names)


def test_an_override_replaces_by_name(tmp_path: Path) -> None:
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi/openapi.yaml.jinja").write_text("mine")
    texts, problems = resources.overrides(tmp_path, "mine", KNOWN, None)
    assert texts == {"openapi/openapi.yaml.jinja": "mine"}
    assert problems == []


def messages(folder: Path) -> list[str]:
    texts, problems = resources.overrides(folder, "mine", KNOWN, None)
    assert texts == {}
    assert {problem.code for problem in problems} == {"CG199"}
    return [problem.message.removeprefix("the template ") for problem in problems]


def test_what_replaces_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi/openapy.yaml.jinja").write_text("x")
    assert messages(tmp_path) == ["`mine/openapi/openapy.yaml.jinja` replaces nothing"]
    _, (problem,) = resources.overrides(tmp_path, "mine", KNOWN, None)
    assert problem.help == "did you mean `openapi/openapi.yaml.jinja`?"


def test_links_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi/openapi.yaml.jinja").write_text("outside")
    (own / "openapi").symlink_to(tmp_path / "openapi")
    assert messages(own) == ["`mine/openapi` is a link"]


def test_no_folder_and_not_utf8(tmp_path: Path) -> None:
    assert messages(tmp_path / "none") == ["there is no folder `mine` for templates"]
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi/openapi.yaml.jinja").write_bytes(b"\xff")
    assert messages(tmp_path) == ["`mine/openapi/openapi.yaml.jinja` is not UTF-8"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ view.nope }}", "has no attribute 'nope'"),
        ("{{ ''.__class__ }}", "they know no literals"),
        ("{{ view.__class__ }}", "only fragments are printed"),
        ("{% include '/etc/passwd' %}", "/etc/passwd"),
        ("{% if %}", "Expected an expression"),
    ],
)
def test_a_faulty_override_is_told_with_its_line(
    run: Run, project: Path, line: str, words: str
) -> None:
    text = resources.builtin()["openapi/openapi.yaml.jinja"]
    (project / "own/openapi").mkdir(parents=True)
    override = f"{text.splitlines()[0]}\n{line}\n"
    (project / "own/openapi/openapi.yaml.jinja").write_text(override)
    (project / "contractgen.toml").write_text('templates = "own"\nemit = ["openapi"]')
    done = run(project, "build")
    assert done.returncode == 2
    assert "error[CG199]" in done.stderr
    assert "--> contractgen.toml:1:13" in done.stderr
    assert "openapi/openapi.yaml.jinja:2: " in done.stderr
    assert words in done.stderr
