"""Words for messages: what was probably meant, and the author's text made showable.

Own edit distance, since importing `difflib` costs more than a whole small build.
"""

from collections.abc import Iterable, Sequence, Sized

from contractgen.diagnostics import Diagnostic, Fix

_FEW = 6
_ENOUGH = 50
_LONGEST = 64  # longer words are no misspellings, and the distance is quadratic


def shown(text: str) -> str:
    """Return `text` in backticks on one line, cut to what fits a message."""
    line = text.replace("\n", "\\n")
    return f"`{line if len(line) <= 60 else line[:57] + '…'}`"


def listed(words: Sequence[str]) -> str:
    """Return the first few of `words` in backticks: "`a`, `b`, `c` and 4 more"."""
    few = words if len(words) <= _FEW else words[: _FEW - 1]
    rest = len(words) - len(few)
    return ", ".join(map(shown, few)) + (f" and {rest:,} more" if rest else "")


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` most likely misspells, if any does."""
    if not word or len(word) > _LONGEST:
        return None
    allowed = max(min(len(word) - 1, 1), len(word) // 3)
    letters = set(word.lower())
    best: tuple[int, str] | None = None
    for candidate in known:
        if abs(len(candidate) - len(word)) > allowed:
            continue
        if len(letters ^ set(candidate.lower())) > 2 * allowed:
            continue  # one edit trades at most one letter for another
        distance = _distance(word.lower(), candidate.lower())
        if distance <= allowed and (best is None or (distance, candidate) < best):
            best = distance, candidate
    return best[1] if best else None


def suggesting(
    found: Diagnostic, word: str, known: Iterable[str], told: Sized = ()
) -> Diagnostic:
    """Return `found` with "did you mean" and a fix, where a known word is close.

    The diagnostic's span must be the place of `word`, with or without quotes. `told`
    are the findings before it: after some nobody reads on, and looking is dear.
    """
    meant = closest(word, known) if len(told) < _ENOUGH else None
    if meant is None:
        return found
    helped = Diagnostic(
        found.code,
        found.severity,
        found.message,
        found.span,
        found.labels,
        f"did you mean `{meant}`?",
        found.fixes,
    )
    if found.span is None or found.span.text.count(word) != 1:
        return helped
    replacement = found.span.text.replace(word, meant)
    return helped.fixed_by(Fix(found.span, replacement, f"write `{meant}`"))


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance: edits and swapped neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        current = [i]
        for j, right in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1]
