"""`make bench`: the table, on standard output. ROUNDS and PEERS are from outside."""

import os

from benchmarks.figure import Figure, table
from benchmarks.suite import figures


def main() -> None:
    """Measure and print."""
    count = int(os.environ.get("ROUNDS", "5"))
    found: list[Figure] = []
    for one in figures(count, with_peers=bool(os.environ.get("PEERS"))):
        if isinstance(one, Figure):
            found.append(one)
        else:
            print(one, flush=True)
    print()
    print(table(found))


main()
