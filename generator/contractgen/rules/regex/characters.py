"""Sets of characters as ranges of code points."""

from collections.abc import Iterable, Iterator

Characters = tuple[tuple[int, int], ...]
"""Ranges of code points, both ends included, ascending."""

_LAST = 0x10FFFF


def overlap(one: Characters, other: Characters) -> bool:
    """Return whether some character is in both sets."""
    return any(a <= d and c <= b for a, b in one for c, d in other)


def union(sets: Iterable[Characters]) -> Characters:
    """Return the set of all characters in `sets`."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(part for chars in sets for part in chars):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(characters: Characters) -> Characters:
    """Return all characters that are not in the set."""
    return tuple(_gaps(characters))


def _gaps(ranges: Characters) -> Iterator[tuple[int, int]]:
    start = 0
    for low, high in ranges:
        if start < low:
            yield start, low - 1
        start = high + 1
    if start <= _LAST:
        yield start, _LAST
