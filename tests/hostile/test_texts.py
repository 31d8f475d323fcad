"""T: text that some surface would act on. Break-outs are in `test_injection.py`."""

import json
from pathlib import Path

import pytest
from contractgen.cli import exits, settings
from contractgen.cli.report.base import Report
from contractgen.cli.report.formats import Format, render

from ..support import compile_files
from .judge import built, compiled, contract, quoted, refused
from .surfaces import leaves

PAGE = "generated/docs/jobs/jobs.cancel.v1.md"
SDL = "generated/graphql/schema.graphql"


def _told(path: str, text: str) -> list[str]:
    return [told for _, told in leaves(path, text)]


@pytest.mark.parametrize("end", ["\\", '"', '\\"', '"""', "`", "*/", "\\\\", "'"])
def test_t02_ends_that_could_close_a_literal(end: str) -> None:
    text = f"Ends with {end}"
    for path, output in built(contract(description=quoted(text))).items():
        if path in (PAGE, SDL) or path.endswith(("openapi.json", "openapi.yaml")):
            assert text in _told(path, output)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  Leading.", "  Leading."),
        ("Trailing.  ", "Trailing."),
        ("\n\nBlank.\n", "Blank."),
    ],
    ids=ascii,
)
def test_t02_blanks_are_tidied_once(written: str, read: str) -> None:
    told = _told(SDL, built(contract(description=quoted(written)))[SDL])
    assert read in told


@pytest.mark.parametrize("nothing", ['""', '"   "', '"\\n"'])
def test_t02_nothing_is_a_warning(nothing: str) -> None:
    found = compiled(contract(description=nothing)).diagnostics
    assert [one.code for one in found] == ["CG303"]
    built(contract(description=nothing))


def test_t03_carriage_returns_become_line_feeds() -> None:
    told = _told(SDL, built(contract(description='"a\\rPWN=1\\r\\nb"'))[SDL])
    assert "a\nPWN=1\nb" in told


@pytest.mark.parametrize("escape", ["\\u2028", "\\u2029", "\\N", "\\f", "\\v", "\\L"])
def test_t03_other_line_ends_are_refused(escape: str) -> None:
    refused(contract(description=f'"a{escape}b"'), "CG103")


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1b", "\u2029"], ids=ascii)
def test_t03_raw_line_ends_are_refused(character: str) -> None:
    refused(contract(description=f"a{character}b"), "CG103")


@pytest.mark.parametrize(
    "title", ["</title><script>alert(1)</script>", "a\\u0000b", "a\\u202eb"]
)
def test_t08_the_title_is_inert(title: str, tmp_path: Path) -> None:
    file = tmp_path / "contractgen.toml"
    file.write_text(f'[openapi]\ntitle = "{title}"\n', "utf-8")
    loaded = settings.load(tmp_path)
    assert loaded.diagnostics
    assert all(one.code.startswith("CG19") for one in loaded.diagnostics)
    assert exits.of(loaded.diagnostics) == exits.WRONG


@pytest.mark.parametrize(
    "text",
    ["word " * 20_000, "x" * 50_000, "a\n" * 30_000],
    ids=["words", "line", "lines"],
)
def test_t09_long_prose(text: str) -> None:
    outputs = built(contract(description=quoted(text)))
    assert outputs == built(contract(description=quoted(text)))
    assert text.strip() in _told(SDL, outputs[SDL])


def test_t09_there_is_a_limit() -> None:
    refused(contract(description="x" * 200_001), "CG157")


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\uFFFE", "\\U000E0041"])
def test_t10_no_characters(escape: str) -> None:
    refused(contract(description=f'"a{escape}b"'), "CG103")


@pytest.mark.parametrize("text", ["🎉 👩‍👩‍👧", "السلام", "e\u0301", "漢字"])
def test_t11_every_script_is_kept(text: str) -> None:
    outputs = built(contract(description=text))
    assert text in outputs[PAGE]
    assert text in _told(SDL, outputs[SDL])
    assert "\\ud8" not in outputs["generated/openapi/openapi.yaml"].lower()


@pytest.mark.parametrize("text", ["{alert(1)}", "<Component/>", "import x from 'y'"])
def test_t12_pages_are_inert_in_mdx(text: str) -> None:
    page = built(contract(description=quoted(text)))[PAGE]
    prose = "".join(page.split("```")[::2])
    bare = prose.replace("\\{", "").replace("\\<", "").replace("&lt;", "")
    assert "{alert" not in bare
    assert "<Component" not in bare
    assert "\nimport x" not in bare


FORGED = "x\n::error file=a::pwned\n\x1b[31m%s {0} %(x)s"


@pytest.mark.parametrize("form", Format)
def test_t14_our_own_messages_cannot_be_forged(form: Format) -> None:
    key = '"x\\n::error file=a::pwned%s {0} %0A,::"'
    text = contract(key=key)
    found = compiled(text).diagnostics
    assert found
    shown = render(Report("build", 2, found), form)
    assert "\x1b" not in shown
    if form is Format.GITHUB:
        lines = [line for line in shown.splitlines() if line.startswith("::")]
        assert len(lines) == len(found)
    elif form is not Format.TEXT:
        json.loads(shown)
    else:
        assert "\n::error" not in shown


@pytest.mark.parametrize(
    "name",
    [
        "a\nimport os",
        "--help",
        "x;rm -rf",
        "`id`",
        "a'b\"c",
        "</script>",
        "\x1b[31m",
        "é",
    ],
    ids=ascii,
)
def test_t15_a_files_name_is_text(name: str) -> None:
    path = f"jobs/{name}.contract.yaml"
    made = compile_files({path: contract()}, ("python", "openapi", "markdown"))
    assert not made.failed
    for artifact in made.artifacts:
        text = artifact.content.decode()
        assert leaves(artifact.path, text) or not text
        assert "\nimport os.contract" not in text
        assert "\x1b" not in text
    wrong = compile_files({path: "hello"})
    shown = render(Report("build", 2, wrong.diagnostics), Format.TEXT)
    assert len(shown.splitlines()) < 10
    assert "\x1b" not in shown
