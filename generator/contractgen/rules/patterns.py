"""Patterns of fields: in the portable subset, or refused at the offending character.

What the subset is, and why, is in `contractgen.rules.regex`.
"""

from collections.abc import Callable, Iterator

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Field
from contractgen.rules import regex
from contractgen.rules.regex import Fault
from contractgen.rules.subject import Rule, Subject
from contractgen.source import Span

MALFORMED = Code(
    "CG253",
    "not a regular expression",
    "Something in the pattern is never closed, repeats nothing, or stands for itself "
    "in one engine and not in another.",
    "Put a backslash before a character of the syntax that is meant as itself, and "
    "close what is open.",
    wrong="code: { type: String, pattern: '^[a-z+$' }\n",
    right="code: { type: String, pattern: '^[a-z]+$' }\n",
)
UNPORTABLE = Code(
    "CG254",
    "a pattern that engines read differently",
    "The same pattern runs in Python, in Rust (pydantic), in browsers and wherever the "
    "JSON Schemas are used. `\\d` takes Arabic digits in one and not in another, `.` "
    "stops at other line ends, look-around and back references exist in some only. "
    "Allowed are characters, escapes of the syntax's own characters, classes with "
    "ranges, groups `( )` and `(?: )`, `|`, `^`, `$`, and the quantifiers `?` `*` `+` "
    "`{m}` `{m,}` `{m,n}`.",
    "Write what the message says, for example `[0-9]` for `\\d`.",
    wrong="code: { type: String, pattern: '^\\d{4}$' }\n",
    right="code: { type: String, pattern: '^[0-9]{4}$' }\n",
)
SLOW = Code(
    "CG255",
    "a pattern that may take for ever",
    "Engines that backtrack try every way to split a text among the rounds of a "
    "repetition. Where a round can be split in two ways, their number doubles with "
    "each round: `(a+)+$` takes seconds for 30 characters, and callers choose the "
    "text. Refused are repeated groups that hold a quantifier, unless each round "
    "begins or ends with a character that occurs nowhere else in it; repeated "
    "alternatives that can begin alike; and patterns of more than 2,000 characters "
    "with counts written out.",
    "Quantify once, or let a separator begin each round: `[a-z]+(-[a-z]+)*`.",
    wrong="slug: { type: String, pattern: '^([a-z-]+)*$' }\n",
    right="slug: { type: String, pattern: '^[a-z]+(-[a-z]+)*$' }\n",
)


def _refusing(code: Code, fault: Fault) -> Callable[[Subject], Iterator[Diagnostic]]:
    def check(subject: Subject) -> Iterator[Diagnostic]:
        for field in subject.limited:
            pattern = field.limits.pattern
            found = None if pattern is None else regex.problem(pattern)
            if pattern is not None and found and found.fault is fault:
                span = _within(field, pattern, found.offset)
                yield code.at(span, found.message, help=found.help)

    return check


def _within(field: Field, pattern: str, offset: int) -> Span:
    """Return the place of one character; of the whole where the scalar escapes some."""
    span = field.origin.at("pattern")
    start = span.text.find(pattern)
    if start == -1 or offset >= len(pattern):
        return span
    start += span.start + offset
    return Span(span.source, start, start + 1)


RULES = (
    Rule(MALFORMED, _refusing(MALFORMED, Fault.SYNTAX)),
    Rule(UNPORTABLE, _refusing(UNPORTABLE, Fault.PORTABILITY)),
    Rule(SLOW, _refusing(SLOW, Fault.COST)),
)
