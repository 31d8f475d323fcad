"""What is understood without typer means what typer takes it for."""

from itertools import chain, combinations

import pytest
from contractgen.cli import quick
from contractgen.cli.app import command
from contractgen.cli.commands import build, check

BUILD = ("--dry-run", "--diff", "--force", "--strict", "--watch")
CHECK = ("--diff", "--strict")
LINES = [
    [name, *flags]
    for name, all_flags in (("build", BUILD), ("check", CHECK))
    for flags in chain.from_iterable(combinations(all_flags, n) for n in range(4))
]


@pytest.mark.parametrize("arguments", LINES, ids=" ".join)
def test_both_ways_ask_for_the_same(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def note(*what: object) -> int:
        asked.append(what)
        return 0

    for module in (build, check):
        monkeypatch.setattr(module, "run", note)
    monkeypatch.setattr(build, "watch", lambda what: note("watch", what))
    understood = quick.understood(arguments)
    assert understood is not None
    understood()
    with pytest.raises(SystemExit):
        command(arguments, prog_name="contractgen")
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    "arguments",
    [[], ["list"], ["build", "--help"], ["build", "--only", "python"], ["check", "x"]],
    ids=" ".join,
)
def test_all_else_is_left_to_typer(arguments: list[str]) -> None:
    assert quick.understood(arguments) is None
