"""One contract with a marker in every place where the language takes free text."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import count

from contractgen.config import EMITTERS

from ..support import compile_files
from .surfaces import leaves

_CONTRACT = """\
contractgen: 1
package: jobs
enums:
  Kind:
    description: @
    values:
      - { value: @, name: ODD, description: @ }
      - { value: plain, description: @, deprecated: true }
models:
  Job:
    description: @
    fields:
      jobId: { type: ID, description: @, example: @ }
      note: { type: String, default: @, description: @, example: @ }
      kind: { type: Kind, description: @, default: plain }
      data: { type: JSON, default: { a: @, b: [@] }, description: @ }
      parts: { type: Job, isArray: true, description: @ }
  FindJobsInput:
    description: @
    fields:
      text: { type: String, default: @, description: @ }
      kinds: { type: Kind, isArray: true, isOptional: true, description: @ }
events:
  - meta:
      key: job.done
      version: 1.0.0
      description: @
      stability: stable
      owners: [@]
      tags: [Zq00qz]
      title: @
      domain: @
      docId: @
      capability: @
    payload: Job
    telemetry: { why: @ }
commands:
  - meta:
      key: jobs.finish
      version: 1.0.0
      description: @
      goal: @
      context: @
      stability: stable
      owners: [@]
      tags: [Zq00qz]
      title: @
      domain: @
      docId: @
    io:
      input:
        name: FinishInput
        description: @
        fields:
          jobId: { type: ID, description: @ }
          note: { type: String, isOptional: true, description: @, example: @ }
      output: Job
      success: { CREATED: { status: 201, description: @ } }
      errors:
        GONE: { description: @, http: 404, when: @ }
        LATE: { description: @, http: 404, when: @ }
    policy:
      auth: user
      roles: [@]
      permissions: [@]
      escalate: @
      policies: [@]
    sideEffects:
      emits:
        - { ref: job.done, version: 1.0.0, when: @ }
        - key: job.left
          version: 1.0.0
          when: @
          payload:
            name: LeftPayload
            description: @
            fields: { why: { type: String, description: @ } }
      audit: [{ label: @ }]
      analytics: [{ name: @, when: @ }]
    acceptance:
      scenarios:
        - { key: first, given: @, when: [@], then: [@] }
      examples:
        - key: one
          description: @
          input: { jobId: @, note: @ }
          output: { jobId: @, note: @, kind: plain, data: { a: @ }, parts: [] }
    tests: [@]
    implementations: [{ path: @, type: @ }]
queries:
  - meta:
      key: jobs.find
      version: 1.0.0
      description: @
      goal: @
      context: @
      stability: deprecated
      owners: [@]
      tags: [Zq00qz]
    io: { input: FindJobsInput, output: Job }
    policy: { auth: anonymous }
    acceptance:
      examples:
        - { key: two, description: @, input: { text: @ } }
"""

PLACES = _CONTRACT.count("@")
SHARED = "Zq00qz"
"""Stands for the one tag of all: tags are gathered, so they must be the same."""


def marker(place: int) -> str:
    """Return the harmless text of one place: unlike all others, plain everywhere."""
    return f"Zq{place:02}qz"


def with_text(text: str) -> str:
    """Return the contract with `text` in every place."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _CONTRACT.replace("@", quoted).replace(SHARED, quoted)


def with_markers() -> str:
    """Return the contract with a marker in every place."""
    first, *rest = _CONTRACT.split("@")
    numbers = count(1)
    return first + "".join(f"{marker(next(numbers))}{part}" for part in rest)


def outputs(contract: str) -> dict[str, str]:
    """Return every output of a contract: path → text.

    Raises AssertionError if it does not compile.
    """
    compiled = compile_files({"jobs/jobs.contract.yaml": contract}, EMITTERS)
    assert not compiled.failed, [one.message for one in compiled.diagnostics]
    return {made.path: made.content.decode() for made in compiled.artifacts}


@cache
def harmless_texts() -> dict[str, str]:
    """Return the outputs of the contract with markers."""
    return outputs(with_markers())


@cache
def harmless() -> dict[str, list[tuple[str, str]]]:
    """Return their leaves: what all others are held to."""
    return {path: leaves(path, text) for path, text in harmless_texts().items()}


def places_reached() -> Iterator[int]:
    """Yield the places whose text reaches an output."""
    everything = "".join(text for each in harmless().values() for _, text in each)
    yield from (at for at in range(1, PLACES + 1) if marker(at) in everything)
