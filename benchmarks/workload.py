"""Workloads shaped like jobs.cancel: any number of operations, ten to a file.

Each operation has an input of four fields, an output of two, two errors, auth and one
event; every tenth is a query, which emits nothing.
"""

from pathlib import Path

_PER_FILE = 10
_FILES_PER_PACKAGE = 10

_COMMAND = """\
  - meta:
      key: {package}.act{n}
      version: 1.0.0
      stability: stable
      owners: [platform.{package}]
      tags: [{package}, act]
      description: Do the thing number {n} to a job.
      goal: Allow people to do the thing number {n}.
      context: Only pending jobs can be acted upon.
    io:
      input: Act{n}Input
      output: Act{n}Output
      errors:
        JOB_NOT_FOUND:
          description: Job does not exist
          http: 404
          gqlCode: JOB_NOT_FOUND
          when: Job ID is invalid
        JOB_NOT_PENDING:
          description: Job is not in pending state
          http: 409
          gqlCode: JOB_NOT_PENDING
          when: Job has already started or completed
    policy: {{ auth: user }}
"""
_EMITS = """\
    sideEffects:
      emits:
        - key: {package}.acted{n}
          version: 1.0.0
          when: The thing is done
          payload: Acted{n}Payload
"""
_MODELS = """\
  Act{n}Input:
    description: Input of thing {n}
    fields:
      jobId: {{ type: String_unsecure, isOptional: false }}
      reason: {{ type: String, isOptional: true, maxLength: 200 }}
      attempts: {{ type: Int, default: 3, min: 1, max: 10 }}
      when: {{ type: DateTime, isOptional: true }}
  Act{n}Output:
    description: Result of thing {n}
    fields:
      success: {{ type: Boolean, isOptional: false }}
      changedAt: {{ type: DateTime, isNullable: true }}
"""
_PAYLOAD = """\
  Acted{n}Payload:
    description: Payload of the event acted{n}
    fields:
      jobId: {{ type: String_unsecure, isOptional: false }}
"""


def write(root: Path, operations: int) -> list[Path]:
    """Write `operations` operations below `root/specs`; return the contract files."""
    files: list[Path] = []
    for first in range(0, operations, _PER_FILE):
        number = first // _PER_FILE
        package = f"pack{number // _FILES_PER_PACKAGE}"
        path = root / "specs" / package / f"part{number}.contract.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        last = min(first + _PER_FILE, operations)
        path.write_text(_file(package, range(first, last)))
        files.append(path)
    (root / "contractgen.toml").write_text('specs = ["specs"]\noutput = "generated"\n')
    return files


def _file(package: str, numbers: range) -> str:
    models = "".join(
        (_MODELS + _PAYLOAD if n % 10 else _MODELS).format(n=n) for n in numbers
    )
    commands = "".join(
        (_COMMAND + _EMITS).format(n=n, package=package) for n in numbers if n % 10
    )
    queries = "".join(
        _COMMAND.format(n=n, package=package) for n in numbers if not n % 10
    )
    text = f"contractgen: 1\npackage: {package}\n\nmodels:\n{models}"
    text += f"\ncommands:\n{commands}" if commands else ""
    return text + (f"\nqueries:\n{queries}" if queries else "")
