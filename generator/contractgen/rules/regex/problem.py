"""What may be wrong with a pattern, as a value and as the refusal that carries it."""

from enum import Enum

from msgspec import Struct


class Fault(Enum):
    """Why a pattern is refused."""

    SYNTAX = "syntax"  # no engine reads it, or not all as the author means it
    PORTABILITY = "portability"  # engines disagree on it, or some lack it
    COST = "cost"  # it may take very long, or very much memory


class PatternProblem(Struct, frozen=True):
    """What is wrong at `offset`, in code points from the pattern's start."""

    fault: Fault
    offset: int
    message: str
    help: str


class RefusedError(Exception):
    """Ends the reading of a pattern; never leaves this package."""

    def __init__(self, problem: PatternProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def syntax(offset: int, message: str, help: str) -> RefusedError:
    """Refuse what is no regular expression."""
    return RefusedError(PatternProblem(Fault.SYNTAX, offset, message, help))


def foreign(offset: int, message: str, help: str) -> RefusedError:
    """Refuse what engines read differently."""
    return RefusedError(PatternProblem(Fault.PORTABILITY, offset, message, help))


def costly(offset: int, message: str, help: str) -> RefusedError:
    """Refuse what may take very long."""
    return RefusedError(PatternProblem(Fault.COST, offset, message, help))
