"""Everything that is measured, in order."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import compiler, peers, service
from benchmarks.figure import Figure
from benchmarks.measure import processor, seconds

SIZES = (100, 1000, 5000)


def figures(count: int, *, with_peers: bool = False) -> Iterator[Figure | str]:
    """Yield figures, and remarks about them as text; `count` rounds of each."""
    with tempfile.TemporaryDirectory(prefix="contractgen-bench-") as folder:
        root = Path(folder)
        colds = {
            size: compiler.cold(
                root, size, count if size < 5000 else max(count // 2, 1)
            )
            for size in SIZES
        }
        for made in colds.values():
            took = f"{seconds(made.runs):.2f} s, {processor(made.runs):.2f} s of a core"
            yield f"{made.operations:,} operations: {made.files:,} files, {took}"
        project = root / f"cold-1000-{count}"
        yield compiler.creation(root, colds[1000], count)
        yield from compiler.figures(root, colds, count)
        yield peers.models(root, project, count, with_peers=with_peers)
        yield from service.figures(root, project, count)
        ariadne = peers.ariadne() if with_peers else None
        yield service.graphql(root, ariadne, count)
