"""Does text match a pattern of the portable subset? In linear time, always.

Values in contracts are matched before anyone has judged the patterns in them, so a
backtracking engine could be made to hang. This simulates a nondeterministic automaton
instead (Thompson, CACM 11:6, 1968): time is text times states. Syntax it does not
know gives no matcher; which patterns are allowed is a rule's business.

A pattern compiles to a list of instructions: `Take` consumes one character, a jump
goes on at each of its distances, `^` and `$` hold at an end, None is a match.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

Take: TypeAlias = Callable[[str], object]


class _Jump(tuple[int, ...]):
    """Distances at which a match may go on."""

    __slots__ = ()


Step: TypeAlias = Take | _Jump | str | None
_Piece: TypeAlias = list[Step]  # targets are relative to the step they stand in

_MAX_STATES = 5_000
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")
_CLASS = re.compile(r"\[\^?(?:[^\]\[\\]|\\[^A-Za-z0-9])+\]")
_ESCAPABLE = frozenset("\\^$.|?*+()[]{}/-")
_SPECIAL = frozenset("^$.|?*+()[]{}\\")


class _OutsideSubsetError(Exception):
    """Syntax outside the subset."""


@cache
def matcher(pattern: str) -> Callable[[str], bool] | None:
    """Return whether some part of a text matches, as a function; None if unknown."""
    try:
        piece, rest = _alternatives(pattern, 0)
        if rest != len(pattern):
            return None
    except _OutsideSubsetError:
        return None
    program: list[Step] = [*piece, None]
    return lambda text: _search(program, text)


def _search(program: Sequence[Step], text: str) -> bool:
    active: set[int] = set()
    for place in range(len(text) + 1):
        active.add(0)
        active = _reachable(program, active, place == 0, place == len(text))
        if len(program) - 1 in active:
            return True
        if place < len(text):
            char = text[place]
            active = {
                i + 1 for i in active if callable(step := program[i]) and step(char)
            }
    return False


def _reachable(
    program: Sequence[Step], states: set[int], first: bool, last: bool
) -> set[int]:
    """Return the states reached without consuming a character."""
    seen: set[int] = set()
    waiting = list(states)
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        step = program[state]
        if isinstance(step, _Jump):
            waiting += [state + each for each in step]
        elif (step == "^" and first) or (step == "$" and last):
            waiting.append(state + 1)
    return seen


def _alternatives(pattern: str, at: int, depth: int = 0) -> tuple[_Piece, int]:
    if depth > 50:
        raise _OutsideSubsetError
    branches: list[_Piece] = []
    while True:
        branch, at = _sequence(pattern, at, depth)
        branches.append(branch)
        if at >= len(pattern) or pattern[at] != "|":
            break
        at += 1
    piece = branches.pop()
    while branches:  # fork to the branch or past it; the branch jumps over the rest
        branch = branches.pop()
        piece = [_Jump((1, len(branch) + 2)), *branch, _Jump((len(piece) + 1,)), *piece]
    return piece, at


def _sequence(pattern: str, at: int, depth: int) -> tuple[_Piece, int]:
    whole: _Piece = []
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _atom(pattern, at, depth)
        piece, at = _repeated(piece, pattern, at)
        whole += piece
        if len(whole) > _MAX_STATES:
            raise _OutsideSubsetError
    return whole, at


def _atom(pattern: str, at: int, depth: int) -> tuple[_Piece, int]:
    char = pattern[at]
    if char in "^$":
        return [char], at + 1
    if char == "(":
        at += 3 if pattern.startswith("(?:", at) else 1
        piece, at = _alternatives(pattern, at, depth + 1)
        if pattern[at : at + 1] != ")":
            raise _OutsideSubsetError
        return piece, at + 1
    if char == "[":
        match = _CLASS.match(pattern, at)
        if match is None:
            raise _OutsideSubsetError
        return [_one_of(match[0][1:-1])], match.end()
    if char == ".":
        return [lambda char: char not in "\n\r\u2028\u2029"], at + 1
    if char == "\\":
        escaped = pattern[at + 1 : at + 2]
        if escaped not in _ESCAPABLE or not escaped:
            raise _OutsideSubsetError
        return [escaped.__eq__], at + 2
    if char in _SPECIAL:
        raise _OutsideSubsetError
    return [char.__eq__], at + 1


def _one_of(body: str) -> Take:
    """Return the test of a character class; `-` between two characters is a range."""
    negated = body.startswith("^")
    members = re.findall(r"\\?(?s:.)", body[negated:])
    ranges: list[tuple[str, str]] = []
    while members:
        low = members.pop(0)[-1]
        if len(members) >= 2 and members[0] == "-":
            ranges.append((low, members[1][-1]))
            del members[:2]
        else:
            ranges.append((low, low))
    return lambda char: any(low <= char <= high for low, high in ranges) != negated


def _repeated(piece: _Piece, pattern: str, at: int) -> tuple[_Piece, int]:
    char = pattern[at : at + 1]
    size = len(piece)
    if char == "?":
        piece, at = [_Jump((1, size + 1)), *piece], at + 1
    elif char == "*":
        piece, at = [_Jump((1, size + 2)), *piece, _Jump((-size - 1,))], at + 1
    elif char == "+":
        piece, at = [*piece, _Jump((-size, 1))], at + 1
    elif match := _COUNT.match(pattern, at):
        least, most = int(match[1]), int(match[3] or match[1])
        unbounded = bool(match[2]) and match[3] is None
        if most < least or size * most > _MAX_STATES:
            raise _OutsideSubsetError
        maybe = [_Jump((1, size + 1)), *piece]
        rest = [_Jump((1, size + 2)), *piece, _Jump((-size - 1,))] if unbounded else []
        piece, at = piece * least + maybe * (most - least) + rest, match.end()
    if pattern[at : at + 1] and pattern[at] in "?*+{":
        raise _OutsideSubsetError  # lazy, possessive, or a repeated repetition
    return piece, at
