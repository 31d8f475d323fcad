"""`explain`: a diagnostic code's page in the terminal, without a network."""

import json
import sys

from msgspec.structs import asdict

from contractgen.cli import catalogue, console, exits
from contractgen.cli.options import Plain
from contractgen.cli.report.visible import visible
from contractgen.diagnostics import Code
from contractgen.suggest import closest


def run(wanted: str | None, form: Plain) -> int:
    """Print one code's page, or one line for every code."""
    known = catalogue.codes()
    if wanted is None:
        return _all(list(known.values()), form)
    code = known.get(wanted.upper().strip("[]"))
    if code is None:
        guess = closest(wanted.upper(), known)
        hint = f"; did you mean {guess}?" if guess else ""
        console.tell(f"there is no code {visible(wanted)}{hint}\n")
        console.tell("`contractgen explain` lists all codes\n")
        return exits.WRONG
    if form is Plain.JSON:
        console.out(json.dumps(asdict(code), indent=2) + "\n")
    elif sys.stdout.isatty():
        _pretty(catalogue.page(code))
    else:
        console.out(catalogue.page(code))
    return exits.CLEAN


def _all(codes: list[Code], form: Plain) -> int:
    if form is Plain.JSON:
        console.out(json.dumps([asdict(code) for code in codes], indent=2) + "\n")
        return exits.CLEAN
    for code in codes:
        console.out(f"{code.id}  {code.severity.value:<7}  {code.title}\n")
    return exits.CLEAN


def _pretty(page: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(88, Console().width)).print(Markdown(page))
