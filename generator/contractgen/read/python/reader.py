"""Files to trees: parse all, order by imports, run top to bottom, write documents."""

import ast
from collections.abc import Sequence

from contractgen.diagnostics import Diagnostic
from contractgen.nodes import Tree
from contractgen.read.python.document import write
from contractgen.read.python.modules import Library, Module
from contractgen.read.python.parsing import Places, parse
from contractgen.read.python.statements import run
from contractgen.read.python.values import Home
from contractgen.read.text import EMPTY_FILE, decode
from contractgen.source import SourceFile, Span


def read_python(files: Sequence[SourceFile]) -> tuple[list[Tree], list[Diagnostic]]:
    """Return a tree for every file without diagnostics, in the files' order."""
    modules = [_module(file) for file in files]
    library = Library(modules)
    for module in library.in_order(modules):
        run(module, library)
    trees: list[Tree] = []
    found: list[Diagnostic] = []
    for module in modules:
        if module.complete:
            root = write(module)
            if not module.found:
                trees.append(Tree(module.file.module_path, root))
        found += module.found
    return trees, found


def _module(file: SourceFile) -> Module:
    source, found = decode(file)
    parsed = found[0] if found else parse(source)
    if isinstance(parsed, Diagnostic):
        found = found or [parsed]
        parsed = ast.Module(body=[], type_ignores=[])
    elif not parsed.body:
        advice = "define something, or delete the file"
        found = [EMPTY_FILE.at(Span(source, 0, 0), "empty file", help=advice)]
    module = Module(file, source, parsed.body, Places(source), Home(_package(file)))
    module.found = found
    module.complete = not found
    return module


def _package(file: SourceFile) -> str | None:
    """The first folder below the spec root, dashes as `_`; None in the root itself."""
    first, slash, _ = file.module_path.partition("/")
    return first.replace("-", "_") if slash else None
