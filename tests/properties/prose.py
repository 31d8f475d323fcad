"""Where free text stands in contract files, and the files with other text there.

Both readers here are independent of the compiler's: PyYAML's composer and `ast`.
"""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

KEYS = frozenset(("description", "goal", "context", "when", "given", "then", "label"))
"""Keys whose values are prose and nothing else, wherever they stand."""


@dataclass(frozen=True)
class Place:
    """A literal that holds prose: in which file, from where to where (characters)."""

    path: str
    start: int
    end: int

    def replaced(self, files: dict[str, str], text: str) -> dict[str, str]:
        """Return `files` with `text` in this place; JSON's quotes suit both forms."""
        old = files[self.path]
        literal = json.dumps(text, ensure_ascii=False)
        return {**files, self.path: old[: self.start] + literal + old[self.end :]}


def places(path: str, text: str) -> Iterator[Place]:
    """Yield every place of prose in a contract file, from its top to its end."""
    spans = _in_python(text) if path.endswith(".py") else _in_yaml(text)
    yield from (Place(path, start, end) for start, end in spans)


def _in_yaml(text: str) -> Iterator[tuple[int, int]]:
    root = yaml.compose(text, yaml.SafeLoader)
    yield from _texts(root)


def _texts(node: yaml.Node | None) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in KEYS:
                yield from _scalars(value)
            else:
                yield from _texts(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(item)


def _scalars(node: yaml.Node) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)


def _in_python(text: str) -> Iterator[tuple[int, int]]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(text)):
        for value in _prose_of(node):
            assert text.isascii(), "columns of `ast` count bytes"
            first = starts[value.lineno - 1] + value.col_offset
            last = starts[(value.end_lineno or 0) - 1] + (value.end_col_offset or 0)
            yield first, last


def _prose_of(node: ast.AST) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        named = [(getattr(key, "value", None), value) for key, value in pairs]
    else:
        named = [(node.arg, node.value)] if isinstance(node, ast.keyword) else []
    for key, value in named:
        if key in KEYS and isinstance(value, ast.Constant):
            yield value
