"""Files out of a build: what is there, what is to be done, and doing it.

    present = read_present(root, Scope(owned=frozenset({"generated"})))
    found = plan(artifacts, present)
    build:  print found.diagnostics; unless found.is_blocked: apply(found, root)
    check:  print found.drift; found.is_clean decides

`plan` is pure. Only `apply` (and `read_present`, to settle what a killed build left)
writes, and nothing else in contractgen does.
"""

from contractgen.artifact import Artifact
from contractgen.output import drift, refusal
from contractgen.output.apply import Outcome, apply, read_present, recover
from contractgen.output.diff import contents, diff
from contractgen.output.drift import Change, Kind
from contractgen.output.manifest import MANIFEST
from contractgen.output.plan import Plan, plan
from contractgen.output.present import Present, Scope
from contractgen.output.refusal import DISK_CODES
from contractgen.output.root import refuse_root

CODES = (*drift.CODES, *refusal.CODES)
"""Every kind of finding this package has."""

__all__ = [
    "CODES",
    "DISK_CODES",
    "MANIFEST",
    "Artifact",
    "Change",
    "Kind",
    "Outcome",
    "Plan",
    "Present",
    "Scope",
    "apply",
    "contents",
    "diff",
    "plan",
    "read_present",
    "recover",
    "refuse_root",
]
