"""How import lines are laid out, so that formatters leave them alone."""

from contractgen.render.fragments import PyText
from contractgen.render.python import WIDTH


def import_line(module: str, name: str, alias: str) -> PyText:
    """Return `from module import name as alias`, in brackets if it is too long."""
    line = f"from {module} import {name} as {alias}"
    if len(line) <= WIDTH:
        return PyText(line)
    return PyText(f"from {module} import (\n    {name} as {alias},\n)")
