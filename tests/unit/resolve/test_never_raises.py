"""Every node of a rich contract replaced by another: diagnostics, no exceptions."""

from collections.abc import Callable, Iterator
from functools import partial

from contractgen.config import Config
from contractgen.documents import decode
from contractgen.nodes import Mapping, Node, Scalar, Sequence, Style, Tree
from contractgen.read import read
from contractgen.resolve import resolve
from contractgen.source import SourceFile

TEXT = b"""contractgen: 1
package: jobs
defaults: {owners: [o], stability: stable, tags: [jobs]}
enums: {E: {values: [a, {value: b, name: B}], names: {python: E2}}}
models:
  M: {fields: {a: {type: E, default: a, pattern: a}, n: "N[]?"}}
  N: {fields: {m: {type: M, isNullable: true, example: {a: b}}, i: {type: Int, min: 1}}}
events:
  - {meta: {key: e, version: 1.0.0, description: d, title: t}, payload: M, pii: [a]}
commands:
  - meta: {key: a.b, version: 1.0.0, description: d, goal: g, context: c}
    io:
      input: M
      output: {name: O, fields: {x: ID}}
      errors: {GONE: {description: d, http: 410, gqlCode: GONE, when: w}}
      success: {OK: {status: 201}}
    policy: {auth: user, roles: [r], rateLimit: {rpm: 1, key: org}, escalate: null}
    sideEffects:
      emits:
        - {ref: e, version: 1.0.0, when: w}
        - {key: f, version: 1.0.0, when: w, payload: N}
    transport: {rest: {method: PUT, path: /a}, gql: {field: f}, mcp: {toolName: t}}
    acceptance:
      scenarios: [{key: s, given: g, when: [w], then: t}]
      examples: [{key: x, input: {a: a, n: [{m: null, i: 1}]}, output: {x: y}}]
"""


def tree() -> Tree:
    (made,), found = read([SourceFile("jobs/a.contract.yaml", "jobs/a.yaml", TEXT)])
    assert not found
    return made


def slots(node: Node) -> Iterator[tuple[Callable[[Node], None], Node]]:
    """Yield a setter for every value below `node`, and the value."""
    if isinstance(node, Mapping):
        for entry in node.entries.values():
            yield partial(setattr, entry, "value"), entry.value
            yield from slots(entry.value)
    elif isinstance(node, Sequence):
        for i, item in enumerate(node.items):
            yield partial(node.items.__setitem__, i), item
            yield from slots(item)


def strangers(root: Mapping) -> list[Node]:
    source = root.source
    scalars = [
        Scalar(source, 0, 1, text, style)
        for text in ("null", "", "~", "7", "a", "1e400", "M", "O.O", "true")
        for style in Style
    ]
    return [*scalars, Sequence(source, 0, 1, []), Mapping(source, 0, 1, {}), root]


def test_any_node_may_be_anything() -> None:
    varied, others = tree(), strangers(tree().root)
    outcomes: set[bool] = set()
    for replace, original in list(slots(varied.root)):
        for other in others:
            replace(other)
            document, found = decode(varied)
            if document is not None:
                found += resolve([document], Config())[1]
            outcomes.add(bool(found))
            assert document is not None or found
        replace(original)
    assert outcomes == {True, False}


def test_the_contract_itself_is_whole() -> None:
    document, found = decode(tree())
    assert document is not None
    assert not [*found, *resolve([document], Config())[1]]
