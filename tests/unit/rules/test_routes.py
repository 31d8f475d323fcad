"""Routes and payloads of several packages, and routes of the application itself."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from contractgen.config import Config, NamesConfig
from contractgen.diagnostics import Diagnostic

Judge: TypeAlias = Callable[..., tuple[Diagnostic, ...]]


def _routed(package: str, *routes: str) -> str:
    """Return a package of operations, each with the fields and rest of a route."""
    lines = [f"package: {package}\ncommands:"]
    for at, (fields, rest) in enumerate(zip(routes[::2], routes[1::2], strict=True)):
        model = f"{{ name: {package.title()}{at}Input, fields: {{ {fields} }} }}"
        io = f"io: {{ input: {model}, output: null }}"
        to = f"transport: {{ rest: {{ {rest} }} }}"
        lines.append(f"- {package}.op{at} | {io} | {to}")
    return "\n".join(lines)


def test_a_more_concrete_template_is_hidden_too(judge: Judge) -> None:
    one = _routed("jobs", "a: ID, b: ID", "path: '/x/{a}/{b}'")
    other = _routed("queue", "b: ID", "path: '/x/y/{b}'")
    (found,) = judge(one, other)
    assert found.code == "CG307"
    assert "`POST /x/y/{b}`" in found.message
    assert judge(one, other.replace("path:", "method: PUT, path:")) == ()
    assert judge(one, other, config=Config(emit=("python", "openapi"))) == ()


def test_no_order_of_routers_serves_what_hides_each_other(judge: Judge) -> None:
    one = _routed("jobs", "a: ID", "path: '/x/{a}'", "", "path: /y/z")
    other = _routed("queue", "b: ID", "path: '/y/{b}'", "", "path: /x/z")
    found = judge(one, other)
    assert [each.code for each in found] == ["CG307"] * 2
    assert {each.help for each in found} == {
        "no order of the two routers serves all: give one another path"
    }


def test_placeholders_of_one_path_are_called_alike(judge: Judge) -> None:
    routes = ("id: ID", "method: PUT, path: '/x/{id}'", "key: ID", "path: '/x/{key}'")
    one, other = _routed("jobs", *routes[:2]), _routed("queue", *routes[2:])
    (found,) = judge(one, other)
    assert found.code == "CG238"
    assert "`POST /x/{key}` and `PUT /x/{id}`" in found.message
    assert judge(one, other, config=Config(emit=("python", "fastapi"))) == ()


@pytest.mark.parametrize(
    "path", ["/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"]
)
def test_what_fastapi_serves_is_taken(path: str, judge: Judge) -> None:
    text = _routed("jobs", "", f"method: GET, path: {path}")
    assert [one.code for one in judge(text)] == ["CG239"]
    assert judge(text, config=Config(emit=("openapi",))) == ()


def test_what_graphql_serves_is_taken_where_there_is_graphql(judge: Judge) -> None:
    text = _routed("jobs", "", "path: /graphql")
    assert [one.code for one in judge(text)] == ["CG239"]
    assert judge(text, config=Config(emit=("python", "fastapi"))) == ()


_PAYLOADS = """
package: {0}
models: {{ Item: {{ fields: {{ id: ID }} }} }}
events:
- {0}.done | payload: Item
commands:
- {0}.do | sideEffects: {{ emits: [{{ ref: {0}.done, version: 1.0.0, when: W. }}] }}
"""


def test_payloads_of_all_events_share_a_document(judge: Judge) -> None:
    one, other = _PAYLOADS.format("jobs"), _PAYLOADS.format("stock")
    (found,) = judge(one, other)
    assert found.code == "CG230"
    assert found.message.endswith("become one name: schema in AsyncAPI `Item`")
    assert judge(one, other, config=Config(names=NamesConfig(prefix="package"))) == ()
    assert judge(one, other, config=Config(emit=("python", "openapi"))) == ()


def test_a_payload_and_an_output_are_in_documents_of_their_own(judge: Judge) -> None:
    other = "package: stock\nmodels: { Item: { fields: { id: ID } } }\n"
    other += "commands:\n- stock.get | io: { input: null, output: Item }\n"
    assert judge(_PAYLOADS.format("jobs"), other) == ()
