"""A plan as a unified diff, from what is there to what a build would write."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from contractgen.output.plan import Plan
from contractgen.output.present import Thing, read_bytes

_ABSENT = "/dev/null"


def contents(plan: Plan, root: Path) -> dict[str, bytes]:
    """Read the files that a plan would replace or delete.

    The tree is kept as digests alone; a diff is asked for rarely and about few files.
    """
    found: dict[str, bytes] = {}
    for path in (*plan.deletes, *plan.writes):
        here = plan.present.things.get(path)
        if here and here.thing is Thing.FILE and not plan.present.obstacle(path):
            try:
                found[path] = read_bytes(os.path.join(root, path))
            except OSError:
                continue
    return found


def diff(plan: Plan, before: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a unified diff, line by line; `before` is what `contents` returned."""
    for path in sorted({*plan.deletes, *plan.writes}):
        old, new = before.get(path), plan.writes.get(path)
        yield from _of_file(plan.present.show(path), old, new)


def _of_file(shown: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    names = (
        _ABSENT if old is None else f"a/{shown}",
        _ABSENT if new is None else f"b/{shown}",
    )
    before, after = _lines(old), _lines(new)
    if before is None or after is None:
        yield f"Binary files {names[0]} and {names[1]} differ\n"
        return
    from difflib import unified_diff  # noqa: PLC0415  # few ask for a diff

    for line in unified_diff(before, after, *names):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes | None) -> list[str] | None:
    """Return lines with CRLF read as LF, None for what is not text."""
    if content is None:
        return []
    if b"\0" in content:
        return None
    try:
        text = content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    ends = [f"{line}\n" for line in lines[:-1]]
    return [*ends, lines[-1]] if lines[-1] else ends
