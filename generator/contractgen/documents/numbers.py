"""JSON's numbers, as contracts may write them (RFC 8259 section 6).

Knows the spelling and the range that every JSON reader keeps exactly; which numbers
a field takes is checked where fields are known.
"""

import re
from functools import lru_cache

from contractgen.scalars import SAFE_INTEGER

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_LONGEST = 400  # digits; far beyond what a double holds, far below int()'s own limit

NO_NUMBER = "is not a number"
ONLY_JSON = "only JSON numbers are numbers: `10`, `-1.5`, `2e3`"


@lru_cache(maxsize=1024)  # statuses and limits are mostly the same few
def parse_number(text: str) -> int | float | str:
    """Return the number `text` spells, or what is wrong with it as a few words.

    An integral number comes back as int (1.0 is 1, -0 is 0) where it is within
    ±(2^53-1); an integer spelled beyond that would lose digits and is refused, and so
    is what no finite double holds.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return NO_NUMBER
    if len(text) > _LONGEST:
        return "is out of range"
    if match.lastindex is None:
        integer = int(text)
        return integer if abs(integer) <= SAFE_INTEGER else "is beyond ±(2^53-1)"
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return "is out of range"
    integral = number.is_integer() and abs(number) <= SAFE_INTEGER
    return int(number) if integral else number
