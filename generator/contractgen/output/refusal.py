"""When a disk refuses: codes CG420 to CG424, which end in exit code 2.

`Refused` is raised and caught inside this package alone; callers get diagnostics.
"""

from contractgen.diagnostics import Code, Diagnostic

REFUSED = Code(
    "CG420",
    "the disk refuses",
    why="A file or folder of the output could not be read or written: no "
    "permission, marked read-only, no space left, a failing disk. What had been "
    "written so far was taken back, or will be by the next build or check.",
    mend="See to what the message names (permissions, free space), then run the "
    "command again.",
)
UNUSABLE = Code(
    "CG421",
    "output folder cannot be used",
    why="The output folder has to be a real folder inside the project and not one "
    "that contracts are read from: a build must never write through a link or into "
    "somebody else's folder.",
    mend="Set `output` in the configuration to a folder below the project, such as "
    '`output = "generated"`.',
)
BUSY = Code(
    "CG422",
    "another build holds the output folder",
    why="Two builds of one output folder take turns. The other one did not finish "
    "within a minute: it may be stopped or hanging.",
    mend="Wait for the other build or end it. The lock belongs to the operating "
    "system and goes with its process; there is no lock file to delete.",
)
BAD_JOURNAL = Code(
    "CG423",
    "journal of a killed build is damaged",
    why="A build was killed while it was writing, and the journal from which the "
    "next command would finish or undo it cannot be understood: it is damaged, or "
    "another version of contractgen wrote it, which can still finish it.",
    mend="Delete the folder `.contractgen.journal` in the output folder, restore "
    "generated files from version control, then run `contractgen build`.",
)
MEANWHILE = Code(
    "CG424",
    "file changed during the build",
    why="Somebody edited a generated file between the moment the build looked at it "
    "and the moment it was to be replaced. The edit was kept.",
    mend="Run `contractgen build` again: it tells what it found.",
)
CODES = (REFUSED, UNUSABLE, BUSY, BAD_JOURNAL, MEANWHILE)
DISK_CODES = frozenset(code.id for code in CODES)
"""Codes whose exit code is 2; the other CG4xx are findings and end in 1."""


class Refused(Exception):  # noqa: N818 - an outcome, not an error of ours
    """The disk, or its state, forbids going on.

    `path` is relative to the output root ("" for the root), `words` the reason.
    """

    def __init__(self, path: str, words: str, code: Code = REFUSED) -> None:
        super().__init__(f"{path}: {words}")
        self.path = path
        self.words = words
        self.code = code

    def diagnostic(self, shown: str) -> Diagnostic:
        """Return the refusal as a finding; `shown` is what people call the root."""
        return refusal(self.code, below(shown, self.path), self.words)


def below(shown: str, path: str) -> str:
    """Return `path` as people call it, where they call its root `shown`."""
    if not path:
        return shown
    return path if shown in {"", "."} else f"{shown}/{path}"


def refusal(code: Code, shown: str, words: str) -> Diagnostic:
    """Return a finding about the path people call `shown`."""
    return code.at(None, f"{shown}: {words}", help=_HELP.get(code.id))


def words_of(error: OSError) -> str:
    """Return the system's words about an error, without its paths."""
    return (error.strerror or type(error).__name__).lower()


_HELP = {
    REFUSED.id: "mend this, then run the command again",
    UNUSABLE.id: 'set `output = "generated"` in the configuration',
    BUSY.id: "wait for the other build, or end it",
    BAD_JOURNAL.id: "delete that folder, restore the generated files from version "
    "control, then run `contractgen build`",
    MEANWHILE.id: "run `contractgen build` again",
}
