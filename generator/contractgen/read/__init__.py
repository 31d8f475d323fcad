"""Contract files to syntax trees, whichever form they are written in.

Readers are pure: bytes in, trees and diagnostics out. They know how a contract may be
written, not what it may say.
"""

from collections.abc import Iterator, Sequence

from contractgen.diagnostics import Diagnostic
from contractgen.nodes import Mapping, Tree
from contractgen.read import text
from contractgen.source import Source, SourceFile, Span

__all__ = ["PYTHON_SUFFIX", "YAML_SUFFIXES", "read", "source_of", "trees"]

YAML_SUFFIXES = (".contract.yaml", ".contract.yml")
PYTHON_SUFFIX = "_contract.py"


def read(files: Sequence[SourceFile]) -> tuple[list[Tree], list[Diagnostic]]:
    """Return a tree for each file that can be read, and what is wrong with the rest."""
    found: list[Diagnostic] = []
    return list(trees(files, found)), found


def trees(files: Sequence[SourceFile], found: list[Diagnostic]) -> Iterator[Tree]:
    """Yield a tree for each file that can be read; what is wrong goes to `found`.

    Never raises, whatever the files hold. Trees keep the order of the files, YAML
    before Python. None is held here: who is done with one may let it go.
    """
    python: list[SourceFile] = []
    for file in files:
        if file.path.endswith(YAML_SUFFIXES):
            yield from _yaml(file, found)
        elif file.path.endswith(PYTHON_SUFFIX):
            python.append(file)
        else:
            found.append(_unknown(file))
    if python:
        # Most builds have no Python contracts and shall not wait for their reader.
        from contractgen.read.python.reader import read_python  # noqa: PLC0415

        made, more = read_python(python)
        found += more
        yield from made


def source_of(file: SourceFile) -> Source:
    """Return the text of a YAML file in which there was nothing to be found."""
    return text.decode(file, _again)[0]


def _again(source: Source) -> dict[int, Mapping]:
    from contractgen.read import yaml  # noqa: PLC0415  # as below

    return yaml.read_again(source)


def _yaml(file: SourceFile, found: list[Diagnostic]) -> Iterator[Tree]:
    # Readers take a while to import, and another process may do all that needs them.
    from contractgen.read.tame import read_tame  # noqa: PLC0415

    source, more = text.decode(file, _again)
    root = None if more else read_tame(source)
    if root is None and not more:
        from contractgen.read import yaml  # noqa: PLC0415  # most files need no libyaml

        root, more = yaml.read_yaml(source)
    found += more
    if root:
        yield Tree(file.module_path, root)


def _unknown(file: SourceFile) -> Diagnostic:
    span = Span(Source(file.path, ""), 0, 0)
    advice = "name it *.contract.yaml, *.contract.yml or *_contract.py"
    return text.NOT_A_CONTRACT.at(span, "not a contract file", help=advice)
