"""What must hold of linked contracts and their names, and what is unwise.

    found = run(Subject(contracts, names, config, shapes))

One small module per family; code, check and message stand together. Rules look and
never change anything, and none depends on another having run. To add one: write a
`Code` and a function from a Subject to diagnostics, and put both into the module's
`RULES`.
"""

from contractgen.diagnostics import Diagnostic
from contractgen.rules import (
    binding,
    collisions,
    constraints,
    directions,
    lint,
    members,
    mounting,
    operations,
    overrides,
    patterns,
    reserved,
    routes,
)
from contractgen.rules.footprint import Footprint, footprints, strangers, ties
from contractgen.rules.subject import Rule, Subject

__all__ = [
    "CODES",
    "RULES",
    "Footprint",
    "Rule",
    "Subject",
    "footprints",
    "run",
    "strangers",
    "ties",
]

RULES: tuple[Rule, ...] = (
    *collisions.RULES,
    *routes.RULES,
    *mounting.RULES,
    *members.RULES,
    *reserved.RULES,
    *overrides.RULES,
    *directions.RULES,
    *constraints.RULES,
    *patterns.RULES,
    *binding.RULES,
    *operations.RULES,
    *lint.RULES,
)

CODES = tuple(rule.code for rule in RULES)
"""Every kind of finding made here, for `explain` and the docs."""


def run(subject: Subject) -> list[Diagnostic]:
    """Return what every rule finds."""
    return [found for rule in RULES for found in rule.check(subject)]
