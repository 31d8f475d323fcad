"""The usual command lines of `build` and `check`, understood without typer.

Importing typer and asking it takes a third as long as compiling a small project.
Only flags that cannot be wrong are known here; whatever else is said, help and every
mistake included, is left to `app`, which declares all options.

The project is opened before the compiler is imported, so that another process decodes
contracts meanwhile.
"""

from collections.abc import Callable

_FLAGS = {
    "build": frozenset({"--dry-run", "--diff", "--force", "--strict"}),
    "check": frozenset({"--diff", "--strict"}),
}


def understood(arguments: list[str]) -> Callable[[], int] | None:
    """Return what carries out a command line, or None if typer has to look at it."""
    name, *flags = arguments or [""]
    known = _FLAGS.get(name)
    if known is None or not known.issuperset(flags):
        return None
    said = frozenset(flags)
    return (lambda: _build(said)) if name == "build" else (lambda: _check(said))


def _build(said: frozenset[str]) -> int:
    from contractgen.cli.changes import begun
    from contractgen.cli.project import open_project

    project = open_project(None)
    with begun(project, whole="--force" in said) as (decode, change):
        from contractgen.cli.commands import build

        asked = build.Asked(
            dry_run="--dry-run" in said,
            diff="--diff" in said,
            force="--force" in said,
            strict="--strict" in said,
        )
        return build.once(asked, project, decode, change)


def _check(said: frozenset[str]) -> int:
    from contractgen.cli.decoding import decoding
    from contractgen.cli.project import open_project

    project = open_project(None)
    with decoding(project.files) as decode:
        from contractgen.cli.commands import check

        diff, strict = "--diff" in said, "--strict" in said
        return check.once(project, decode, diff=diff, strict=strict)
