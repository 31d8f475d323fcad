"""A figure: what was measured, and what it is held against."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `value` is None where it could not be measured.

    `target` and `stretch` are upper bounds, lower ones where `more` is better. `how`
    says how it is measured, `peer` what others need for the same.
    """

    name: str
    value: float | None
    unit: str
    target: float
    stretch: float
    how: str
    peer: str = ""
    more: bool = False

    @property
    def verdict(self) -> str:
        """`stretch`, `target` or `missed`; `not measured` without a value."""
        if self.value is None:
            return "not measured"
        for bound, word in ((self.stretch, "stretch"), (self.target, "target")):
            if (self.value >= bound) if self.more else (self.value <= bound):
                return word
        return "missed"

    def shown(self, value: float | None) -> str:
        """Return a value of this figure with its unit."""
        if value is None:
            return "-"
        digits = 0 if abs(value) >= 100 else 2 if abs(value) >= 0.1 else 4
        return f"{value:.{digits}f}{self.unit}"

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        sign = "≥" if self.more else "≤"
        return (
            self.name,
            self.shown(self.value),
            f"{sign} {self.shown(self.target)}",
            f"{sign} {self.shown(self.stretch)}",
            self.verdict,
        )


HEAD = ("figure", "measured", "target", "stretch", "reached")


def table(figures: Iterable[Figure]) -> str:
    """Return figures as aligned text."""
    rows = [HEAD, *(figure.row for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
