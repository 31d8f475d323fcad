"""Options that several commands take, declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from contractgen.cli.report.formats import Format


class Trust(StrEnum):
    """What `check` may take for unchanged: a file's stamps, or its content alone."""

    STAT = "stat"
    HASH = "hash"


class Plain(StrEnum):
    """The formats of what is no finding."""

    TEXT = "text"
    JSON = "json"


class Document(StrEnum):
    """What a JSON Schema is printed of."""

    CONTRACT = "contract"
    CONFIG = "config"


Config: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="PATH",
        help="The configuration file; looked for upwards unless given.",
    ),
]
Findings: TypeAlias = Annotated[
    Format, typer.Option("--format", help="How findings are printed.")
]
Listing: TypeAlias = Annotated[
    Plain, typer.Option("--format", help="How the result is printed.")
]
Strict: TypeAlias = Annotated[
    bool, typer.Option("--strict", metavar="", help="Let warnings end in exit code 1.")
]
Diff: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--diff", metavar="", help="Print a unified diff of what would change."
    ),
]
DryRun: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--dry-run", metavar="", help="Say what would be done; write nothing."
    ),
]
Force: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--force",
        metavar="",
        help="Overwrite generated files that were edited by hand.",
    ),
]
Only: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="EMITTER",
        help="Run this emitter alone and leave files of the others as they are. "
        "May be repeated.",
    ),
]
Watch: TypeAlias = Annotated[
    bool,
    typer.Option("--watch", metavar="", help="Build again whenever a file changes."),
]
