"""Imports point down only: ARCHITECTURE.md's table of floors, enforced."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "contractgen"
MODULES = sorted(PACKAGE.rglob("*.py"))


def floors() -> dict[str, int]:
    """Read the table of floors from ARCHITECTURE.md: part → floor."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    table = text.partition("| floor | modules |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = (line.strip("| ").split(" | ") for line in table.splitlines())
    return {
        part.strip("`"): int(floor)
        for floor, parts in rows
        for part in parts.split(" · ")
    }


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the contractgen modules a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if module_exists(inner) else str(node.module)


def module_exists(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def allowed(source: str, target: str) -> bool:
    if source == target or (source, target) == ("views", "names"):
        return True
    table = floors()
    return table[source] > table[target]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    source = part(name_of(path))
    if source in {"", "__main__", "version"}:
        return
    upward = [
        target
        for target in imports(path)
        if target.startswith("contractgen.")
        and part(target) != "version"
        and not allowed(source, part(target))
    ]
    assert upward == []


def test_no_import_cycle() -> None:
    graph = {
        name_of(path): {t for t in imports(path) if t != name_of(path)}
        for path in MODULES
    }
    order = list(TopologicalSorter(graph).static_order())
    assert "contractgen.pipeline" in order


def test_every_part_has_a_floor() -> None:
    parts = {part(name_of(path)) for path in MODULES} - {"", "__main__", "version"}
    assert parts <= set(floors())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sizes(path: Path) -> None:
    """STYLE's sizes; ruff holds parameters and statements."""
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            assert lines(node) <= 250, node.name
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert lines(node) <= 80, node.name


def test_most_functions_are_short() -> None:
    found = [
        lines(node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert sum(length <= 35 for length in found) >= 0.95 * len(found)


def lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
