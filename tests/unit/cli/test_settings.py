"""Configuration: found, decoded, and every mistake told with its place."""

from pathlib import Path

import pytest
from contractgen.cli.settings import load
from contractgen.config import Config

Finding = tuple[str, str, int, int]


def findings(folder: Path, text: str) -> list[Finding]:
    (folder / "contractgen.toml").write_text(text)
    found: list[Finding] = []
    for one in load(folder).diagnostics:
        assert one.span is not None
        line, column = one.span.line, one.span.column
        found.append((one.code, one.span.source.path, line, column))
    return found


def test_every_key_is_optional(tmp_path: Path) -> None:
    assert findings(tmp_path, "") == []
    assert load(tmp_path).config == Config()


def test_all_keys(tmp_path: Path) -> None:
    text = """
specs = ["contracts", "more"]
output = "out"
emit = ["python", "openapi"]
names.versions = "full"
python = { package = "shop", service = "sync", output = "src" }
[openapi]
title = "Shop"
[[openapi.servers]]
url = "https://example.com"
description = "live"
[[openapi.servers]]
url = "/v1"
[events]
type_prefix = "com.example."
"""
    assert findings(tmp_path, text) == []
    config = load(tmp_path).config
    assert config.specs == ("contracts", "more")
    assert config.names.versions == "full"
    assert config.package_folder == "src/shop"
    assert [server.url for server in config.openapi.servers] == [
        "https://example.com",
        "/v1",
    ]
    assert config.events.type_prefix == "com.example."


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('ouput = "x"', "CG191", 1, 1),
        ('\n[python]\n"pack\\u0061ges" = "x"', "CG191", 3, 1),
        ("[pyton]\nx = 1", "CG191", 1, 2),
        ("[tool.x]", "CG191", 1, 2),
        ("output = 3", "CG192", 1, 10),
        ('specs = "specs"', "CG192", 1, 9),
        ('specs = [\n  "a",  # one\n  3,\n]', "CG192", 3, 3),
        ("specs = []", "CG192", 1, 9),
        ("output = 1979-05-27", "CG192", 1, 10),
        ("python = 1", "CG192", 1, 10),
        ('names = { prefix = "none", versions = "majr" }', "CG192", 1, 39),
        ('[openapi]\nservers = [{ description = "d" }]', "CG192", 2, 12),
        ('emit = ["python", "fastapy"]', "CG194", 1, 19),
        ('emit = ["openapi", "graphql"]', "CG194", 1, 20),
        ('emit = ["openapi", "openapi"]', "CG194", 1, 20),
        ('[python]\npackage = "json"', "CG195", 2, 11),
        ('[python]\npackage = "class"', "CG195", 2, 11),
        ('[python]\npackage = "pydantic"', "CG195", 2, 11),
        ('[python]\npackage = "a.b"', "CG195", 2, 11),
        ('[openapi]\ntitle = "</title><script>"', "CG196", 2, 9),
        ('[openapi]\ntitle = """\na\u202eb"""', "CG196", 2, 9),
        ('openapi.servers = [{url="javascript:x"}]', "CG196", 1, 25),
        ('[events]\nid_base = "/relative"', "CG196", 2, 11),
        ('output = "generated', "CG190", 1, 20),
        ("a = 1\na = 2", "CG190", 2, 6),
    ],
)
def test_a_mistake_has_its_place(
    tmp_path: Path, text: str, code: str, line: int, column: int
) -> None:
    assert findings(tmp_path, text) == [(code, "contractgen.toml", line, column)]


@pytest.mark.parametrize(
    "path",
    ["/", "~", "~/x", "..", "a/../../b", "/etc/x", "C:/x", "a\\\\b", "", ".git/x"],
)
def test_paths_stay_in_the_project(tmp_path: Path, path: str) -> None:
    assert findings(tmp_path, f'output = "{path}"') == [
        ("CG193", "contractgen.toml", 1, 10)
    ]


@pytest.mark.parametrize(
    ("specs", "output"),
    [
        ("specs", "specs"),
        ("specs", "./specs/"),
        ("specs/a", "specs"),
        ("Specs", "specs"),
    ],
)
def test_output_never_holds_contracts(tmp_path: Path, specs: str, output: str) -> None:
    text = f'specs = ["{specs}"]\noutput = "{output}"'
    codes = {code for code, *_ in findings(tmp_path, text)}
    assert codes == {"CG193"}


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "generated").symlink_to(tmp_path)
    codes = {code for code, *_ in findings(inside, 'output = "generated"')}
    assert codes == {"CG193"}


def test_search_goes_upwards_and_stops_at_git(tmp_path: Path) -> None:
    (tmp_path / "contractgen.toml").write_text('output = "far"')
    inner = tmp_path / "repo" / "deep"
    inner.mkdir(parents=True)
    assert load(inner).config.output == "far"
    (tmp_path / "repo" / ".git").mkdir()
    settings = load(inner)
    assert settings.config == Config()
    assert settings.root == tmp_path / "repo"


def test_pyproject_counts_only_with_its_table(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.contractgen]\noutput = "out"\n')
    (inner / "pyproject.toml").write_text("[tool.other]\n")
    assert load(inner).config.output == "out"
    (inner / "pyproject.toml").write_text("[tool.contractgen]\noutput = 1\n")
    (found,) = load(inner).diagnostics
    assert str(found.span) == "pyproject.toml:2:10"


def test_two_configurations_in_one_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.contractgen]\n")
    assert [code for code, *_ in findings(tmp_path, "")] == ["CG190"]


def test_not_utf8_tells_the_byte(tmp_path: Path) -> None:
    (tmp_path / "contractgen.toml").write_bytes(b'output = "\xff"')
    (found,) = load(tmp_path).diagnostics
    assert found.code == "CG190"
    assert "byte 11" in found.message


def test_did_you_mean(tmp_path: Path) -> None:
    (tmp_path / "contractgen.toml").write_text('outputs = "x"')
    (found,) = load(tmp_path).diagnostics
    assert found.help == "did you mean `output`?"


def test_an_emitter_from_another_distribution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody's entry point may be named in `emit`; ours keep their names."""
    dist = tmp_path / "site" / "words-1.0.dist-info"
    dist.mkdir(parents=True)
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: words\nVersion: 1.0\n")
    entry = "[contractgen.emitters]\nwords = words:EMITTER\n"
    (dist / "entry_points.txt").write_text(entry)
    monkeypatch.syspath_prepend(tmp_path / "site")
    (tmp_path / "contractgen.toml").write_text('emit = ["words", "openapi"]\n')
    settings = load(tmp_path)
    assert settings.diagnostics == ()
    assert settings.config.emit == ("words", "openapi")
