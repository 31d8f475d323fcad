"""Which file configures a project, and what folder the project is."""

from pathlib import Path

from msgspec import Struct

OWN = "contractgen.toml"
SHARED = "pyproject.toml"


class Candidate(Struct, frozen=True):
    """A configuration file found, or none: then the defaults hold for `root`.

    `rival` is a second file of the same folder that would configure it as well.
    """

    root: Path
    file: Path | None
    rival: Path | None = None


def find(start: Path) -> Candidate:
    """Look upwards from `start` for a configuration, or `.git` to stop at."""
    for folder in (start, *start.parents):
        own, shared = folder / OWN, folder / SHARED
        has_table = shared.is_file() and _mentions_table(shared)
        if own.is_file():
            return Candidate(folder, own, shared if has_table else None)
        if has_table:
            return Candidate(folder, shared)
        if (folder / ".git").exists():
            return Candidate(folder, None)
    return Candidate(start, None)


def _mentions_table(path: Path) -> bool:
    """Whether a pyproject.toml has `[tool.contractgen]`.

    A file that cannot be parsed counts if it mentions the table, so that its mistake
    is reported instead of the configuration being passed over.
    """
    import tomllib  # most folders have no pyproject.toml

    try:
        data = path.read_bytes()
    except OSError:
        return False
    if b"contractgen" not in data:
        return False
    try:
        document = tomllib.loads(data.decode())
    except (ValueError, RecursionError):
        return b"[tool.contractgen" in data
    tool = document.get("tool")
    return isinstance(tool, dict) and "contractgen" in tool
