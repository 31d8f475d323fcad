"""`make scorecard`: docs/scorecard.md, measured on this machine."""

import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.figure import HEAD, Figure
from benchmarks.suite import figures

_PAGE = Path(__file__).parents[1] / "docs" / "scorecard.md"
_HEAD = """\
# Scorecard

Written by `make scorecard`, which measures all of this anew. Workloads are generated:
operations shaped like `jobs.cancel` with an input of four fields, an output of two, two
errors, auth and one event, every tenth a query. Times are of whole processes, medians
of {count} rounds; ratios are medians of the ratios within rounds. `make bench` prints
the same figures; both take `ROUNDS=n` and `PEERS=1`.

The last column quotes our notes of an earlier measurement, of the same API on another
machine, unless it says "measured here". A figure beyond its target is "missed".

Measured with Python {python} on {processors} processors ({system}), which at the
beginning had {load} other things to do at once.
"""


def page(found: Iterable[Figure | str], count: int) -> str:
    """Return the page of what was measured."""
    head = _HEAD.format(
        count=count,
        python=platform.python_version(),
        processors=os.cpu_count(),
        system=f"{platform.system()} {platform.machine()}",
        load=f"{os.getloadavg()[0]:.0f}",
    )
    return "\n".join([head, *_lines(list(found))]) + "\n"


def _lines(found: list[Figure | str]) -> Iterator[str]:
    yield from (f"- {one}" for one in found if isinstance(one, str))
    yield ""
    columns = (*HEAD, "how it is measured", "what peers need")
    yield _row(columns)
    yield _row("---" for _ in columns)
    for one in found:
        if isinstance(one, Figure):
            yield _row((*one.row, one.how, one.peer or "-"))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and write the page."""
    count = int(os.environ.get("ROUNDS", "7"))
    with_peers = bool(os.environ.get("PEERS"))
    text = page(figures(count, with_peers=with_peers), count)
    _PAGE.write_text(text, encoding="utf-8")
    print(f"wrote {_PAGE.name}")


if __name__ == "__main__":
    main()
