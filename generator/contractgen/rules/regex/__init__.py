"""The portable subset of regular expressions that a field's `pattern` may use.

What is accepted means the same to Python's `re`, Rust's `regex` and ECMAScript's `u`
mode (JSON Schema 2020-12 section 6.3.3 names the last), and cannot make a backtracking
engine run for ages on a short text. Says what is wrong and where; matches nothing.
"""

from functools import lru_cache

from contractgen.documents.kinds import PATTERN_LIMIT
from contractgen.rules.regex.problem import Fault, PatternProblem, RefusedError, costly
from contractgen.rules.regex.reader import Reader

__all__ = ["Fault", "PatternProblem", "problem"]


@lru_cache(maxsize=1024)
def problem(pattern: str) -> PatternProblem | None:
    """Return the first thing in `pattern` that is not portable, or None."""
    try:
        if len(pattern) > PATTERN_LIMIT:
            raise costly(
                PATTERN_LIMIT,
                f"the pattern is longer than {PATTERN_LIMIT} characters",
                "say the rest in the description, or check it in the service",
            )
        Reader(pattern).read()
    except RefusedError as refused:
        return refused.problem
    return None
