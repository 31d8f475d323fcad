"""The commands, their options and their help. What they do is in `commands`.

Each command's code is imported when it runs, so that `--help` stays quick.
"""

from pathlib import Path
from typing import Annotated

import typer

from contractgen.cli import options
from contractgen.cli.report.formats import Format

_EXITS = (
    "Exit codes: 0 clean, 1 findings (drift, a hand edit in the way, lint), 2 wrong "
    "contracts, configuration or usage, 3 a mistake of contractgen itself."
)

app = typer.Typer(
    help="Compile contracts into FastAPI routers, OpenAPI, GraphQL, event schemas "
    "and docs.",
    epilog="Start with [bold]contractgen init[/] in an empty folder. " + _EXITS,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from contractgen.version import __version__

        typer.echo(f"contractgen {__version__}")
        raise typer.Exit


@app.callback()
def _globals(
    *,
    version: Annotated[  # answered by its callback
        bool,
        typer.Option(
            "--version",
            "-V",
            metavar="",
            callback=_version,
            is_eager=True,
            help="Print the version.",
        ),
    ] = False,
    traceback: Annotated[  # answered by `guard`
        bool,
        typer.Option(
            "--traceback", metavar="", help="Show where contractgen itself failed."
        ),
    ] = False,
) -> None:
    """Compile contracts into an importable package, documents and docs."""


@app.command(
    epilog="Example: [bold]mkdir shop && cd shop && contractgen init[/]",
)
def init(
    package: Annotated[
        str, typer.Option("--package", help="Name of the generated Python package.")
    ] = "contracts",
) -> None:
    """Start a project here: a contract, a service that implements it, an app.

    Writes nothing over a file that is there.
    """
    from contractgen.cli.commands.init import run

    raise typer.Exit(run(Path.cwd(), package))


@app.command(
    epilog="Examples: [bold]contractgen build[/], [bold]contractgen build --diff[/] "
    "to look first, [bold]contractgen build --watch[/] while you write. " + _EXITS,
)
def build(
    *,
    config: options.Config = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    force: options.Force = False,
    only: options.Only = None,
    watch: options.Watch = False,
    strict: options.Strict = False,
    format: options.Findings = Format.TEXT,
) -> None:
    """Compile all contracts and bring the generated files up to date.

    Nothing is written if a contract is wrong or a generated file was edited by hand.
    """
    from contractgen.cli.commands import build as command

    asked = command.Asked(
        config, dry_run, diff, force, tuple(only or ()), strict, format
    )
    raise typer.Exit(command.watch(asked) if watch else command.run(asked))


@app.command(
    epilog="Example: [bold]contractgen check --format github[/] in a workflow. "
    + _EXITS,
)
def check(
    *,
    config: options.Config = None,
    diff: options.Diff = False,
    trust: Annotated[  # noqa: ARG001  # asked before, see `fastpath`
        options.Trust,
        typer.Option(
            "--trust",
            help="What counts as unchanged: a file's size and times, or only its "
            "content.",
        ),
    ] = options.Trust.STAT,
    strict: options.Strict = False,
    format: options.Findings = Format.TEXT,
) -> None:
    """Say whether the generated files are what the contracts say; write nothing.

    Lists modified, missing, stale and unexpected files apart, each with the contract
    it comes from and the command that mends it.
    """
    from contractgen.cli.commands.check import run

    raise typer.Exit(run(config, diff, strict, format))


@app.command(
    "list", epilog="Example: [bold]contractgen list --format json | jq '.operations'[/]"
)
def list_(
    *, config: options.Config = None, format: options.Listing = options.Plain.TEXT
) -> None:
    """List operations, events and models."""
    from contractgen.cli.commands.listing import run

    raise typer.Exit(run(config, format))


@app.command(
    epilog="Examples: [bold]contractgen show jobs.cancel[/], [bold]contractgen show "
    "jobs.cancel@2[/] for one major version, [bold]contractgen show CancelJobInput[/]"
)
def show(
    key: Annotated[
        str,
        typer.Argument(
            metavar="KEY", help="An operation or event key, a model or an enum."
        ),
    ],
    *,
    config: options.Config = None,
    format: options.Listing = options.Plain.TEXT,
) -> None:
    """Show one element: what its contract says and its name on every surface."""
    from contractgen.cli.commands.show import run

    raise typer.Exit(run(key, config, format))


@app.command(epilog="Example: [bold]contractgen explain CG203[/]")
def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help="A code; all are listed without it."),
    ] = None,
    format: options.Listing = options.Plain.TEXT,
) -> None:
    """Explain a diagnostic code: why it is wrong and how to mend it. Works offline."""
    from contractgen.cli.commands.explain import run

    raise typer.Exit(run(code, format))


@app.command(
    epilog="Example: [bold]contractgen schema contract > contract.schema.json[/], "
    "for completion in editors"
)
def schema(
    *,
    of: Annotated[
        options.Document, typer.Argument(help="What the schema describes.")
    ] = options.Document.CONTRACT,
) -> None:
    """Print the JSON Schema of contract files or of the configuration."""
    from contractgen.cli.commands.schema import run

    raise typer.Exit(run(of))


command = typer.main.get_command(app)
