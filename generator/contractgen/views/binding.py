"""Where the fields of an operation's input travel in an HTTP request.

One decision for OpenAPI and the routers: path placeholders take the fields they name,
the rest goes to the query for GET and DELETE, to a JSON body otherwise. Where nothing
is left for a body, none is sent.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from contractgen.config import NamesConfig
from contractgen.ir import (
    Contracts,
    EnumType,
    Field,
    ModelType,
    Operation,
    Symbol,
)
from contractgen.names import NameTable
from contractgen.views.shapes import Reach, reach

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Binding(Struct, frozen=True):
    """The fields of an input by place; `path` in the order of its placeholders.

    `whole_query`: `?input=<json>` may stand for all other query parameters, which is
    how ContractSpec's own clients call it.
    """

    path: tuple[Field, ...] = ()
    query: tuple[Field, ...] = ()
    body: tuple[Field, ...] = ()
    whole_query: bool = False

    @property
    def whole_body(self) -> bool:
        """Whether the body is the input itself, not what the path left of it."""
        return bool(self.body) and not self.path


def bind(
    operation: Operation, contracts: Contracts, names: NameTable, config: NamesConfig
) -> Binding:
    """Return the places of an operation's input fields."""
    if operation.input is None:
        return Binding()
    route = names.operations[operation.id]
    fields = {field.name: field for field in contracts.models[operation.input].fields}
    path = tuple(fields.pop(name) for name in _PLACEHOLDER.findall(route.path))
    rest = tuple(fields.values())
    if route.method not in ("GET", "DELETE"):
        return Binding(path=path, body=rest)
    whole = config.versions == "full" and route.method == "GET" and not path
    return Binding(
        path=path,
        query=rest,
        whole_query=whole and bool(rest) and "input" not in fields,
    )


def requested(
    bound: Iterable[tuple[Operation, Binding]], contracts: Contracts
) -> Reach:
    """Return what requests refer to: parameters need no model of their input."""
    models: list[Symbol] = []
    enums: set[Symbol] = set()
    for operation, binding in bound:
        if operation.input and (binding.whole_body or binding.whole_query):
            models.append(operation.input)
            continue
        for field in (*binding.path, *binding.query, *binding.body):
            match field.type:
                case ModelType(symbol):
                    models.append(symbol)
                case EnumType(symbol):
                    enums.add(symbol)
                case _:
                    pass
    return reach(contracts, models) | Reach(frozenset(), frozenset(enums))
