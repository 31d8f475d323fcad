"""A real build killed, or refused by the disk, at every system call that changes it.

    python -m tests.long crash [kill|edit|ENOSPC|EIO|change …]

Needs strace. `kill`: the process dies as it enters the n-th call of each kind; the
next command must leave the old tree or the new one. `edit`: as before, and somebody
edits a file that the build was about to change. An error: the n-th call fails, then
the n-th and all after it. `change`: kills and EIO, in a build of what has changed.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path

from .scene import RUN, Done, Scene, scene, small_scene

CALLS = {
    "write": "write,pwrite64,writev",
    "rename": "rename,renameat,renameat2",
    "unlink": "unlink,unlinkat,rmdir",
    "fsync": "fsync,fdatasync",
    "link": "link,linkat",
    "mkdir": "mkdir,mkdirat",
    "chmod": "chmod,fchmod,fchmodat",
}
EDITED = "generated/docs/jobs/jobs.cancel.v1.md"
_EDIT = b"my edit\n"
_KILLED = (-9, 137)


@dataclass(frozen=True)
class Point:
    """Where a build is disturbed, in strace's words."""

    call: str
    effect: str
    number: int
    on: str = ""

    def build(self, stage: Scene) -> Done:
        """Run a build that is disturbed here."""
        effect = f"inject={self.call}:{self.effect}:when={self.number}{self.on}"
        return _traced(stage, self.call, "/dev/null", "-e", effect)


def _traced(stage: Scene, calls: str, log: str, *options: str) -> Done:
    strace = ("strace", "-f", "-qq", "-o", log, "-e", f"trace={calls}", *options)
    return stage.run("build", before=strace)


def points(stage: Scene, calls: str, effect: str, on: str = "") -> list[Point]:
    """Return every point of one kind in an undisturbed build."""
    stage.reset()
    log = stage.kept.with_name("calls")
    assert _traced(stage, CALLS[calls], str(log)).returncode == 0
    # strace counts each call by itself, anew in each process.
    made = Counter(line.partition("(")[0] for line in log.read_text().splitlines())
    counts: dict[str, int] = {}
    for process_and_call, count in made.items():
        call = process_and_call.split()[1]
        counts[call] = max(count, counts.get(call, 0))
    return [
        Point(call, effect, number, on)
        for call, count in sorted(counts.items())
        for number in range(1, count + 1)
    ]


def killed(stage: Scene) -> Iterator[str]:
    """Kill at every call of every kind; yield what went wrong."""
    for calls in CALLS:
        ends: Counter[str] = Counter()
        for point in points(stage, calls, "signal=KILL"):
            stage.reset()
            if point.build(stage).returncode not in _KILLED:
                yield f"{point}: not killed"
            after = RUN(stage.folder, "check", check=False)
            if after.returncode > 1 or "Traceback" in after.stderr:
                yield f"{point}: check says {after.stdout + after.stderr}"
            if problem := stage.problem():
                yield f"{point}: {problem}"
            ends["new" if stage.tree() == stage.new else "old"] += 1
            RUN(stage.folder, "build")
            if stage.tree() != stage.new or stage.litter():
                yield f"{point}: the next build does not mend it"
        print(
            f"kill at {calls:8}{sum(ends.values()):4} points, {dict(ends)}", flush=True
        )


def edited(stage: Scene) -> Iterator[str]:
    """Kill at every rename, then edit a file: the edit outlives the next commands."""
    renames = points(stage, "rename", "signal=KILL")
    for point in renames:
        stage.reset()
        point.build(stage)
        path = stage.folder / EDITED
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_EDIT)
        for command in ("check", "build", "check"):
            done = RUN(stage.folder, command, check=False)
            if done.returncode != 1 or EDITED not in done.stdout + done.stderr:
                yield f"{point}: {command} ends with {done.returncode} on an edit"
            if path.read_bytes() != _EDIT:
                yield f"{point}: the edit is lost after {command}"
        left = [path for path in stage.tree() if ".journal" in path]
        if left:
            yield f"{point}: temporary files stay: {left}"
    print(f"edit after a kill {len(renames):4} points", flush=True)


def refused(stage: Scene, error: str) -> Iterator[str]:
    """Let calls fail, once and for good; yield what went wrong."""
    for calls, on in product(CALLS, ("", "+")):
        tried = points(stage, calls, f"error={error}", on)
        for point in tried:
            stage.reset()
            done = point.build(stage)
            if "Traceback" in done.stderr or done.returncode not in (0, 2):
                yield f"{point}: {done.returncode} {done.stdout}{done.stderr}"
            is_refused = done.returncode == 2 and "cannot print" not in done.stderr
            if is_refused and not on and stage.tree() != stage.old:
                yield f"{point}: refused, but not the old tree"
            RUN(stage.folder, "check", check=False)
            if problem := stage.problem():
                yield f"{point}: {problem}"
        print(f"{error} at {calls:8}{on or ' '}{len(tried):4} points", flush=True)


def main(arguments: list[str]) -> int:
    """Run what is named, or everything; return the number of findings."""
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        stage, small = scene(Path(folder)), small_scene(Path(folder))
        for name in arguments or ("kill", "edit", "ENOSPC", "EIO", "change"):
            match name:
                case "kill":
                    problems = killed(stage)
                case "edit":
                    problems = edited(stage)
                case "change":
                    problems = chain(killed(small), refused(small, "EIO"))
                case _:
                    problems = refused(stage, name)
            for problem in problems:
                found += 1
                print(f"  {problem}", flush=True)
    return found
