"""How to call an operation over HTTP, GraphQL and Python, as blocks to copy."""

import shlex
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.ir import Json, ModelType, Operation, Symbol
from contractgen.render.fragments import MdText, PyText
from contractgen.render.json import to_json_phrase
from contractgen.render.markdown import md_block
from contractgen.render.python import assignment, call, py_string
from contractgen.views.samples import Samples

_DEEPEST = 3


class Calls(Struct, frozen=True):
    """Three ways to the same operation; a surface that is not emitted has none."""

    http: MdText
    graphql: MdText
    python: MdText
    has_http: bool
    has_graphql: bool
    has_python: bool


def view(api: Api, operation: Operation) -> Calls:
    """Return the calls of `operation` on the surfaces that are emitted."""
    emitted = api.config.emit
    sample = _sample(operation, Samples(api.contracts))
    return Calls(
        http=md_block(_http(api, operation, sample), "sh"),
        graphql=md_block(_graphql(api, operation), "graphql"),
        python=md_block(_python(api, operation, sample), "python"),
        has_http="fastapi" in emitted or "openapi" in emitted,
        has_graphql="graphql" in emitted,
        has_python="python" in emitted,
    )


def _sample(operation: Operation, samples: Samples) -> Mapping[str, Json]:
    """Return an input: of the first acceptance example, or a made-up one."""
    if operation.input is None:
        return {}
    for example in operation.acceptance.examples:
        if example.input is not None:
            given = samples.respelt(operation.input, example.input.value)
            if isinstance(given, Mapping):
                return given
    return samples.model(operation.input)


def _http(api: Api, operation: Operation, sample: Mapping[str, Json]) -> str:
    names = api.names.operations[operation.id]
    rest = dict(sample)
    path = names.path
    for name in tuple(rest):
        if f"{{{name}}}" in path:
            path = path.replace(
                f"{{{name}}}", quote(_url_text(rest.pop(name)), safe="")
            )
    words = ["curl", "-X", names.method] if names.method != "GET" else ["curl"]
    in_query = names.method in ("GET", "DELETE")
    url = f"http://127.0.0.1:8000{path}"
    if in_query and rest:
        url = f"{url}?{urlencode(_pairs(rest))}"
    lines = [shlex.join([*words, url])]
    if operation.policy.auth != "anonymous":
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if not in_query and operation.input is not None:
        lines.append("-H 'Content-Type: application/json'")
        lines.append(f"-d {shlex.quote(to_json_phrase(rest))}")
    return " \\\n  ".join(lines)


def _pairs(rest: Mapping[str, Json]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in rest.items():
        items = value if isinstance(value, tuple) else (value,)
        pairs += [(name, _url_text(item)) for item in items]
    return pairs


def _url_text(value: Json) -> str:
    return value if isinstance(value, str) else to_json_phrase(value)


def _graphql(api: Api, operation: Operation) -> str:
    kind = "query" if operation.kind == "query" else "mutation"
    field = api.names.operations[operation.id].graphql
    selection = _selection(api, operation.output, 1)
    if not _has_fields(api, operation.input) or operation.input is None:
        return f"{kind} {{\n  {field}{selection}\n}}"
    type_ = api.names.models[operation.input].graphql_input
    document = f"{kind} ($input: {type_}!) {{\n  {field}(input: $input){selection}\n}}"
    spelt = Samples(api.contracts, lambda s, v: api.names.enums[s].graphql_members[v])
    variables = to_json_phrase({"input": _sample(operation, spelt)})
    return f"# variables: {variables}\n{document}"


def _has_fields(api: Api, symbol: Symbol | None) -> bool:
    return symbol is not None and bool(api.contracts.models[symbol].fields)


def _selection(api: Api, symbol: Symbol | None, depth: int) -> str:
    """Return the fields to select, nested models down to a few levels."""
    if symbol is None or not _has_fields(api, symbol):
        return ""
    margin = "  " * (depth + 1)
    lines: list[str] = []
    for field in api.contracts.models[symbol].fields:
        if not isinstance(field.type, ModelType):
            lines.append(margin + field.name)
        elif depth < _DEEPEST:
            inner = _selection(api, field.type.symbol, depth + 1)
            lines.append(margin + field.name + inner)
    if not lines:
        lines.append(f"{margin}__typename")
    return " {\n" + "\n".join(lines) + "\n" + "  " * depth + "}"


def _python(api: Api, operation: Operation, sample: Mapping[str, Json]) -> str:
    names = api.names.operations[operation.id]
    module = api.names.packages[operation.package].module
    package = f"{api.config.python.package}.{module}"
    wait = "await " if api.config.python.service == "async" else ""
    if operation.input is None:
        return f"output = {wait}service.{names.python}(ctx=ctx)"
    model = api.names.models[operation.input].python
    home = api.names.packages[operation.input.package].module
    source = package if home == module else f"{api.config.python.package}.{home}"
    given = [py_string(to_json_phrase(sample)), PyText("by_alias=True")]
    wire = call(f"{model}.model_validate_json", given)
    return (
        f"from {source} import {model}\n\n"
        f"{assignment('input', wire)}\n"
        f"output = {wait}service.{names.python}(input, ctx=ctx)"
    )
