"""Values that are almost right: one place of a good value changed."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 1.5, 2**31, 2**53, -(2**53), 1e300, "", "1",
    "true", "null", "x", "X" * 400, "2024-02-30", "2023-02-29T00:00:00Z", "20240101",
    "2016-12-31T23:59:60Z", "2024-01-01 00:00:00Z", "12:00", "24:00:00", "P1Y", "P",
    "PT", "1e3", "1.", "\N{ARABIC-INDIC DIGIT ONE}",
    "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
    "a@b", "a@b.c", "https://", "ftp://a.b", "en_GB", "AA=A", "aGVsbG8", [], {}, [None],
    ["x"], [[]], {"x": 1}, "pending\n", "\n", "İ", "0001-01-01T00:00:00+14:00",
)  # fmt: skip


def mutants(chance: Random, good: Any, count: int = 25) -> Iterator[Any]:
    """Yield copies of a value with one place replaced, removed or added."""
    for _ in range(count):
        made = deepcopy(good)
        holders = [one for one in _holders(made) if one]
        if not holders or chance.random() < 0.1:
            made["unknown"] = 1
            yield made
            continue
        holder = chance.choice(holders)
        keys = holder if isinstance(holder, dict) else range(len(holder))
        key = chance.choice(list(keys))
        if isinstance(holder, dict) and chance.random() < 0.15:
            del holder[key]
        elif isinstance(holder, list) and chance.random() < 0.3:
            holder += [holder[0]] * chance.choice((1, 5))
        else:
            holder[key] = deepcopy(chance.choice(ODD))
        yield made


def _holders(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)
