"""A figure: what was measured, and what it is held against."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `value` is None where it could not be measured.

    `target` and `stretch` (if there is one) are upper bounds, lower ones where `more`
    is better. `how` says how it is measured, `peer` what others need for the same.
    """

    name: str
    value: float | None
    unit: str
    target: float
    stretch: float | None
    how: str
    peer: str = ""
    more: bool = False

    @property
    def verdict(self) -> str:
        """`stretch`, `target` or `missed`; `not measured` without a value."""
        if self.value is None:
            return "not measured"
        for bound, word in ((self.stretch, "stretch"), (self.target, "target")):
            if bound is not None and self._keeps(bound, self.value):
                return word
        return "missed"

    def _keeps(self, bound: float, value: float) -> bool:
        return value >= bound if self.more else value <= bound

    def shown(self, value: float | None) -> str:
        """Return a value of this figure with its unit."""
        if value is None:
            return "-"
        return f"{value:.3g}{self.unit}"

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        sign = "≥" if self.more else "≤"
        return (
            self.name,
            self.shown(self.value),
            *(
                "-" if bound is None else f"{sign} {self.shown(bound)}"
                for bound in (self.target, self.stretch)
            ),
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
