"""The imports of a generated module: only what it uses, in the order of ruff's isort.

Knows `from … import` alone, as generated modules write no other, and the names of the
libraries that generated code may need.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from contractgen.render.fragments import PyText
from contractgen.render.python import WIDTH

_THIRD_PARTY = frozenset({"fastapi", "graphql", "pydantic", "starlette"})
_DIGITS = re.compile("[0-9]+")
_UNCASED = 0x4E00  # from here on `lower` changes no character for long


@lru_cache(maxsize=16384)
def natural(name: str) -> str:
    """Return the key that sorts `Step2` before `Step10`.

    The order of the Rust crate natord, which ruff uses: a run of digits compares as a
    number unless it starts with 0.
    """
    return _DIGITS.sub(_number, name)


def _number(found: re.Match[str]) -> str:
    digits = found[0]
    size = 0 if digits[0] == "0" else len(digits)
    return f"0{chr(_UNCASED + size)}{digits}\0"


def _kind(name: str) -> int:
    """Return isort's order by type: constants, then classes, then the others."""
    if len(name) > 1 and name.isupper():
        return 0
    return 1 if name[0].isupper() else 2


def all_order(name: str) -> tuple[int, str]:
    """Return the sort key of a name in `__all__` (ruff's RUF022)."""
    return _kind(name), natural(name)


def _import_order(name: str) -> tuple[int, str, str]:
    key = natural(name)
    return _kind(name), key.lower(), key


def import_block(wanted: Mapping[str, Iterable[str]], indent: int = 0) -> PyText:
    """Return the imports of `wanted`, names by module, section by section.

    A name may be `jobs as _jobs`. Relative modules start with dots.
    """
    sections: dict[int, list[str]] = {}
    for module in sorted(wanted, key=_module_order):
        lines = sections.setdefault(_section(module), [])
        lines += _statements(module, wanted[module], " " * indent)
    blocks = ("\n".join(sections[number]) for number in sorted(sections))
    return PyText("\n\n".join(blocks))


def _section(module: str) -> int:
    if module == "__future__":
        return 0
    if module.startswith("."):
        return 3
    return 2 if module.partition(".")[0] in _THIRD_PARTY else 1


def _module_order(module: str) -> tuple[int, str]:
    """Return the sort key of a module: what is further away comes first."""
    name = module.lstrip(".")
    return len(name) - len(module), natural(name)


def _statements(module: str, names: Iterable[str], margin: str) -> Iterable[str]:
    ordered = sorted(set(names), key=_import_order)
    for name in ordered:
        if " as " in name:
            yield _statement(module, [name], margin)
    plain = [name for name in ordered if " as " not in name]
    if plain:
        yield _statement(module, plain, margin)


def _statement(module: str, names: list[str], margin: str) -> str:
    line = f"{margin}from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    inner = "".join(f"{margin}    {name},\n" for name in names)
    return f"{margin}from {module} import (\n{inner}{margin})"
