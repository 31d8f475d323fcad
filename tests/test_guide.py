"""The examples of the guide are contracts that compile without a finding."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from .support import compile_files, shown

GUIDE = Path(__file__).parents[1] / "docs" / "guide" / "contracts.md"
_BLOCK = re.compile(r"^```(yaml|python)(?: (\w+))?\n(.*?)^```$", re.M | re.S)
_PATH = re.compile(r"# specs/(\S+)\n")
_HEAD = (
    "contractgen: 1\npackage: guide\n"
    "defaults: { owners: [a], stability: beta, tags: [] }\n"
)
_META = (
    "commands:\n  - meta: { key: jobs.stop, version: 1.0.0, description: Stop., "
    "goal: Stop it., context: Now. }\n"
)
_ELSE = {
    "io": "    io: { input: null, output: null }\n",
    "policy": "    policy: { auth: user }\n",
}
BLOCKS = [match.groups() for match in _BLOCK.finditer(GUIDE.read_text("utf-8"))]
FILES = {
    match[1]: text
    for _, kind, text in BLOCKS
    if not kind and (match := _PATH.match(text))
}
FRAGMENTS = [(kind, text) for _, kind, text in BLOCKS if kind]


def _whole(kind: str, text: str) -> str:
    if kind == "fields":
        used = f"{_META}    io: {{ input: Thing, output: null }}\n{_ELSE['policy']}"
        return f"{_HEAD}models:\n  Thing:\n    fields:\n{indent(text, '      ')}{used}"
    said = {line.partition(":")[0] for line in text.splitlines()}
    rest = "".join(lines for key, lines in _ELSE.items() if key not in said)
    return f"{_HEAD}{_META}{indent(text, '    ')}{rest}"


def test_the_files_are_one_project() -> None:
    assert len(FILES) == len([1 for _, kind, _ in BLOCKS if not kind])
    found = compile_files(FILES).diagnostics
    told = "item.sold"  # declared to show how, and emitted by nothing
    assert [one for one in found if told not in one.message] == [], shown(found)


@pytest.mark.parametrize(("kind", "text"), FRAGMENTS)
def test_a_fragment_compiles(kind: str, text: str) -> None:
    compiled = compile_files({"guide/guide.contract.yaml": _whole(kind, text)})
    deprecated = [one for one in compiled.diagnostics if one.code == "CG302"]
    assert [*compiled.diagnostics] == deprecated, shown(compiled.diagnostics)
    assert compiled.contracts is not None
