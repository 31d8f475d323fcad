"""The last lines of a build or a check, short and calm."""

from collections import Counter
from collections.abc import Iterator

from contractgen.cli.report.base import Report, Work, count, tally
from contractgen.cli.report.paint import Paint, plain
from contractgen.cli.report.visible import visible
from contractgen.output import Change, Kind

_SHOWN = 20
"""Paths listed under one heading; the rest is counted."""
_HEADINGS = {
    Kind.MODIFIED: "modified: not what the contracts say",
    Kind.MISSING: "missing: called for by the contracts",
    Kind.STALE: "stale: no contract asks for it any more",
    Kind.UNEXPECTED: "unexpected: in a generated folder, but never generated",
}


def drift(changes: tuple[Change, ...], paint: Paint = plain) -> str:
    """Return what a check found, by kind, with origins and the mending commands."""
    return "".join(
        f"{line}\n" for kind in Kind for line in _group(kind, changes, paint)
    )


def _group(kind: Kind, changes: tuple[Change, ...], paint: Paint) -> Iterator[str]:
    found = [one for one in changes if one.kind is kind]
    if not found:
        return
    title, _, rest = _HEADINGS[kind].partition(":")
    yield f"{paint(title, 'error')}:{rest} ({count(len(found), 'file')})"
    for one in found[:_SHOWN]:
        yield f"  {visible(one.shown)}{paint(_origin(one), 'dim')}"
    if len(found) > _SHOWN:
        yield f"  ... and {len(found) - _SHOWN:,} more (--format json lists all)"
    mends = {one.code.id: one.diagnostic().help for one in found}
    for code, mend in sorted(mends.items()):
        yield f"  = help[{code}]: {mend}"
    yield ""


def _origin(change: Change) -> str:
    """Return the contract element and its line, and what is special about the file."""
    parts = [visible(change.origin)] if change.origin else []
    if change.span:
        parts.append(f"at {visible(str(change.span))}")
    if change.detail:
        parts.append(visible(change.detail))
    elif change.code.title != _DEFAULT.get(change.kind):
        parts.append(change.code.title)
    return f"  ({', '.join(parts)})" if parts else ""


_DEFAULT = {
    Kind.MODIFIED: "generated file is out of date",
    Kind.MISSING: "generated file is missing",
    Kind.STALE: "generated file is no longer generated",
    Kind.UNEXPECTED: "file in a folder that contractgen owns",
}


def last_line(report: Report, paint: Paint = plain) -> str:
    """Return the line a command ends with."""
    found = ", ".join(filter(None, [_by_kind(report), tally(report.beside_drift)]))
    if report.exit:
        return paint(found or "failed", "error")
    done = _done(report.work) if report.work else "everything is up to date"
    return f"{paint(done, 'good')}{f' ({found})' if found else ''}"


def _by_kind(report: Report) -> str:
    """Return `2 files modified, 1 missing`; empty text if there is no drift."""
    kinds = Counter(one.kind for one in report.changes)
    parts = [f"{kinds[kind]:,} {kind.value}" for kind in Kind if kinds[kind]]
    if parts:
        number, _, word = parts[0].partition(" ")
        parts[0] = f"{number} {'file' if number == '1' else 'files'} {word}"
    return ", ".join(parts)


def _done(work: Work) -> str:
    would = "would be " if work.dry else ""
    parts = [
        f"{count(number, 'file')} {would}{verb}"
        for number, verb in (
            (len(work.written), "written"),
            (len(work.removed), "removed"),
        )
        if number
    ]
    parts.append(
        f"{work.kept:,} unchanged" if parts else f"all {work.kept:,} unchanged"
    )
    took = "" if work.dry else f" in {_time(work.seconds)}"
    return f"{', '.join(parts)}{took}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
