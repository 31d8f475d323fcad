"""What must happen to a hostile contract: a positioned refusal, or a whole build."""

import json
from collections.abc import Iterable, Mapping, Sequence

import pytest
from _pytest.mark import ParameterSet
from contractgen.cli import exits
from contractgen.cli.report.base import Report
from contractgen.cli.report.formats import Format, render
from contractgen.config import EMITTERS
from contractgen.pipeline import Compiled

from ..support import compile_files, shown
from .surfaces import leaves

PATH = "jobs/jobs.contract.yaml"
Contracts = Mapping[str, str | bytes] | str | bytes

_SLOTS = {
    "key": "jobs.cancel",
    "version": "1.0.0",
    "description": "Cancel a job.",
    "owners": "[platform.jobs]",
    "tags": "[jobs]",
    "model": "Thing",
    "field": "jobId: ID",
    "values": "[pending, done]",
    "errors": "{}",
    "policy": "{ auth: user }",
    "emits": "[]",
    "rest": "{}",
    "gql": "{}",
    "examples": "[]",
    "models": "",
    "more": "",
    "commands": "",
}
_CONTRACT = """\
contractgen: 1
package: jobs
enums:
  Kind: { values: @values }
models:
  @model:
    fields:
      kind: Kind?
      @field
@models
commands:
  - meta:
      key: @key
      version: @version
      stability: beta
      owners: @owners
      tags: @tags
      description: @description
      goal: Stop work.
      context: Always.
    io: { input: @model, output: null, errors: @errors }
    policy: @policy
    sideEffects: { emits: @emits }
    transport: { rest: @rest, gql: @gql }
    acceptance: { examples: @examples }
@more
@commands
"""


def named(table: Mapping[str, Iterable[str]]) -> list[ParameterSet]:
    """Return the inputs of each hostile case as parameters that show its number."""
    return [
        pytest.param(text, id=f"{case} {text[:30]!a}")
        for case, texts in table.items()
        for text in texts
    ]


def contract(**slots: str) -> str:
    """Return a small whole contract, with YAML source text put into the given slots."""
    assert slots.keys() <= _SLOTS.keys()
    text = _CONTRACT
    for name in sorted(_SLOTS, key=len, reverse=True):
        text = text.replace(f"@{name}", slots.get(name, _SLOTS[name]))
    return text


def quoted(text: str) -> str:
    """Return `text` as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def compiled(contracts: Contracts, emitters: Sequence[str] = ("openapi",)) -> Compiled:
    """Compile for the given surfaces."""
    files = {PATH: contracts} if isinstance(contracts, str | bytes) else contracts
    return compile_files(files, emitters)


def refused(contracts: Contracts, *codes: str) -> str:
    """Assert that the contracts are refused with just `codes`; return what is shown."""
    made = compiled(contracts)
    found = made.diagnostics
    assert [one.code for one in found if one.is_error] == [*codes], shown(found)
    assert made.artifacts == ()
    assert exits.of(found) == exits.WRONG
    for one in found:
        assert one.span is not None
        assert one.span.source.path.startswith("specs/")
        assert one.span.line >= 1
        assert one.span.column >= 1
    report = Report("build", exits.WRONG, found)
    for form in (Format.JSON, Format.SARIF):
        json.loads(render(report, form))
    text = render(report, Format.TEXT)
    assert len(text) < 20_000
    return text


def built(contracts: Contracts) -> dict[str, str]:
    """Assert that the contracts build and every output parses; return the outputs."""
    made = compiled(contracts, EMITTERS)
    assert not made.failed, shown(made.diagnostics)
    texts = {one.path: one.content.decode() for one in made.artifacts}
    for path, text in texts.items():
        assert leaves(path, text) or path.endswith("py.typed") or not text
        assert "\r" not in text
    return texts
