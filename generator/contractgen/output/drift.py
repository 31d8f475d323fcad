"""What can be found in an output tree, in words: codes CG401 to CG410.

A `Change` is one path where the tree and the contracts disagree. Whether a change
may be carried out is decided in `plan`; here it only gets its sentence.
"""

from enum import StrEnum

from msgspec import Struct

from contractgen.diagnostics import Code, Diagnostic, Severity
from contractgen.source import Span

OUT_OF_DATE = Code(
    "CG401",
    "generated file is out of date",
    why="The contracts, templates or configuration changed after the last build, so "
    "the committed file no longer says what the contracts say.",
    mend="Run `contractgen build` and commit the result.",
)
MISSING = Code(
    "CG402",
    "generated file is missing",
    why="The contracts call for this file and it is not there: it was deleted, "
    "never committed, or its contract is new.",
    mend="Run `contractgen build` and commit the result.",
)
STALE = Code(
    "CG403",
    "generated file is no longer generated",
    why="An earlier build wrote this file; nothing in the contracts asks for it any "
    "more. Left alone it would be imported or read as if it still held.",
    mend="Run `contractgen build`: it deletes the file, and folders emptied by that.",
)
UNEXPECTED = Code(
    "CG404",
    "file in a folder that contractgen owns",
    why="Folders of generated files are owned whole, so that everything in them can "
    "be trusted to come from contracts. No build wrote this file, so no build will "
    "delete it either.",
    mend="Move the file out of the generated folder, or delete it.",
)
HAND_EDITED = Code(
    "CG405",
    "generated file was edited by hand",
    why="The file is neither what the last build wrote nor what this one would "
    "write. A build would lose the edit, so it stops before it writes anything.",
    mend="Look at the edit with `contractgen build --diff`, move it into the "
    "contract or a template, then let `contractgen build --force` overwrite it.",
)
FOREIGN = Code(
    "CG406",
    "a file that was not generated is in the way",
    why="A file has to be written at a path where a file stands that no build "
    "wrote. It may be somebody's work, so nothing is written.",
    mend="Move the file away, or let `contractgen build --force` overwrite it.",
)
IN_THE_WAY = Code(
    "CG407",
    "a link or folder is in the way",
    why="Generated files are never written through a symbolic link, which could "
    "lead out of the output folder, and never replace a folder or device. `--force` "
    "does not change that.",
    mend="Remove the link or folder, or choose another `output` in the "
    "configuration; then run `contractgen build`.",
)
BAD_MANIFEST = Code(
    "CG408",
    "manifest cannot be trusted",
    why="`.contractgen.json` says which files were generated. Damaged, written by a "
    "newer contractgen, or naming files outside the output folder, it could make a "
    "build overwrite or delete the wrong ones.",
    mend="Restore it from version control. Where that is impossible, "
    "`contractgen build --force` writes a new one; files that are no longer "
    "generated then stay behind and have to be deleted by hand.",
)
COLLISION = Code(
    "CG409",
    "two contract elements want one file",
    why="Both would be written to one path, or to paths that differ only in upper "
    "and lower case, which are one file on macOS and Windows.",
    mend="Rename one of them, in the contract or with its `names:`.",
)
CONFLICTED = Code(
    "CG410",
    "merge conflict in a generated file",
    why="Git left conflict markers in a generated file. Nothing in it has to be "
    "merged by hand: the merged contracts decide what it says.",
    mend="Solve conflicts in the contracts, run `contractgen build`, then "
    "`git add` the generated files.",
)
CODES = (
    OUT_OF_DATE,
    MISSING,
    STALE,
    UNEXPECTED,
    HAND_EDITED,
    FOREIGN,
    IN_THE_WAY,
    BAD_MANIFEST,
    COLLISION,
    CONFLICTED,
)

_PHRASES = {
    OUT_OF_DATE.id: "is out of date",
    MISSING.id: "is missing",
    STALE.id: "is no longer generated",
    UNEXPECTED.id: "was not generated, but lies in a folder of generated files",
    HAND_EDITED.id: "was edited by hand",
    FOREIGN.id: "was not generated and is in the way",
    IN_THE_WAY.id: "cannot be written",
    BAD_MANIFEST.id: "cannot be trusted",
    CONFLICTED.id: "holds merge conflict markers",
}
_BUILD = "run `contractgen build`"
_HELP = {
    OUT_OF_DATE.id: _BUILD,
    MISSING.id: _BUILD,
    STALE.id: f"{_BUILD} to delete it",
    UNEXPECTED.id: "move it elsewhere, or delete it",
    HAND_EDITED.id: "move the edit into the contract (`contractgen build --diff` "
    "shows it), then run `contractgen build --force`",
    FOREIGN.id: "move it away, or run `contractgen build --force` to overwrite it",
    IN_THE_WAY.id: "remove what is in the way, then run `contractgen build`",
    BAD_MANIFEST.id: "restore it from version control, or run "
    "`contractgen build --force` to write a new one",
    CONFLICTED.id: f"solve conflicts in the contracts, then {_BUILD}",
}


class Kind(StrEnum):
    """The four ways in which a tree departs from its contracts."""

    MODIFIED = "modified"
    MISSING = "missing"
    STALE = "stale"
    UNEXPECTED = "unexpected"


class Change(Struct, frozen=True):
    """One path where the tree and the contracts disagree.

    `shown` is the path from the project's folder, `path` from the output root.
    `detail` completes the message after a colon. `origin` names the contract
    element, "" where none is known.
    """

    kind: Kind
    code: Code
    path: str
    shown: str
    origin: str = ""
    span: Span | None = None
    detail: str = ""

    def diagnostic(self, severity: Severity = Severity.ERROR) -> Diagnostic:
        """Return the change as a finding, placed at the contract it comes from."""
        code = self.code.id
        message = f"{self.shown} {_PHRASES[code]}"
        if self.detail:
            message += f": {self.detail}"
        if self.origin:
            message += f" (from {self.origin})"
        return Diagnostic(
            code, severity, message, self.span, help=_HELP[code], file=self.shown
        )
