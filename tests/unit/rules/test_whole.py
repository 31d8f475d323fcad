"""All rules at once: silence where all is well, directions, and growth."""

import time
from collections.abc import Callable
from typing import TypeAlias

from contractgen import rules
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic
from contractgen.ir import Symbol

Judge: TypeAlias = Callable[..., tuple[Diagnostic, ...]]
Link: TypeAlias = Callable[..., rules.Subject]

_JOBS = """
models:
  CancelJobInput: { fields: { jobId: { type: String_unsecure, isOptional: false } } }
  CancelJobOutput: { fields: { success: Boolean, kind: Kind } }
  JobCancelledPayload: { fields: { jobId: ID, by: Person } }
  Person: { fields: { name: String, boss: Person? } }
enums: { Kind: { values: [soft, hard] } }
commands:
- jobs.cancel | stability: stable | io: { input: CancelJobInput,\
 output: CancelJobOutput,\
 errors: { JOB_NOT_FOUND: { description: No such job., http: 404 } } }\
 | sideEffects: { emits: [{ key: job.cancelled, version: 1.0.0, when: Job is cancelled,\
 payload: JobCancelledPayload }] }
"""


def test_a_good_contract_raises_nothing(judge: Judge) -> None:
    assert judge(_JOBS) == ()


def test_directions_are_kept_apart(link: Link) -> None:
    shapes = link(_JOBS).shapes
    assert _names(shapes.inputs.models) == {"CancelJobInput"}
    assert _names(shapes.results.models) == {"CancelJobOutput"}
    assert _names(shapes.payloads.models) == {"JobCancelledPayload", "Person"}
    assert _names(shapes.results.enums) == {"Kind"}
    assert not shapes.payloads.enums
    assert shapes.outputs.models == shapes.results.models | shapes.payloads.models


def _names(symbols: frozenset[Symbol]) -> set[str]:
    return {symbol.name for symbol in symbols}


def test_findings_grow_with_the_contracts_alone(link: Link) -> None:
    small, large = (_seconds(link(_routes(count))) for count in (250, 1_000))
    assert large < 12 * small


def _routes(count: int) -> str:
    """Return operations with templated routes, half of them clashing in pairs."""
    lines = ["commands:"]
    for at in range(count):
        model = f"{{ name: In{at}Input, fields: {{ id: ID }} }}"
        path = f"/x{at // 2}/{{id}}/y" if at % 2 else f"/x{at // 2}/y/{{id}}"
        rest = f"transport: {{ rest: {{ path: '{path}' }} }}"
        lines.append(f"- jobs.op{at} | io: {{ input: {model}, output: null }} | {rest}")
    return "\n".join(lines)


def _seconds(subject: rules.Subject) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        found = rules.run(subject)
        best = min(best, time.process_time() - started)
        assert {one.code for one in found} == {"CG233"}
        assert len(found) == len(subject.operations) // 2
    return best


def test_only_enabled_surfaces_count(judge: Judge) -> None:
    text = "models: { Query: { fields: { id: ID } } }\n"
    text += "commands:\n- jobs.a | io: { input: null, output: Query }\n"
    assert [one.code for one in judge(text)] == ["CG237"]
    assert judge(text, config=Config(emit=("python", "openapi"))) == ()


_INPUTS = """
models:
  Job: {{ fields: {{ id: ID }}{0} }}
  JobInput: {{ fields: {{ id: ID }} }}
commands:
- jobs.a | io: {{ input: Job, output: null }}
"""


def test_an_input_shape_clashes_with_what_is_emitted_alone(judge: Judge) -> None:
    text = _INPUTS.format("")
    assert [one.code for one in judge(text)] == ["CG300"]
    used = f"{text}- jobs.b | io: {{ input: JobInput, output: null }}\n"
    assert [one.code for one in judge(used)] == ["CG245"]
    assert judge(used, config=Config(emit=("python", "fastapi"))) == ()


def test_an_input_shape_is_kept_apart_by_names(judge: Judge) -> None:
    used = "- jobs.b | io: { input: JobInput, output: null }\n"
    one = _INPUTS.format(", names: { openapi: Task }") + used
    both = _INPUTS.format(", names: { openapi: Task, graphql: Task }") + used
    assert [each.code for each in judge(one)] == ["CG245"]
    assert judge(one, config=Config(emit=("python", "openapi"))) == ()
    assert judge(both) == ()
