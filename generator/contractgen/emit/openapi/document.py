"""The OpenAPI 3.1 document as data: built once, whatever it is written as."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from contractgen.config import OpenapiConfig
from contractgen.emit.base import Api
from contractgen.emit.openapi.operation import Described, head
from contractgen.emit.openapi.responses import Responses
from contractgen.ir import Contracts, EnumType, ModelType, Operation, Symbol
from contractgen.views.binding import Binding, bind
from contractgen.views.extension import operation_extension
from contractgen.views.problems import problem_schema
from contractgen.views.schema import COMPONENTS, Schema, Schemas
from contractgen.views.shapes import Reach, reach

OPENAPI = "3.1.0"


class Document(Struct, frozen=True):
    """The document's parts. `paths` holds operations by path and method."""

    info: Schema
    servers: tuple[Schema, ...]
    tags: tuple[Schema, ...]
    paths: dict[str, dict[str, Described]]
    security_schemes: Schema
    responses: Schema
    schemas: Schema


def build(api: Api) -> Document:
    """Return the document of all operations."""
    schemas = Schemas(api.contracts, api.names, COMPONENTS)
    responses = Responses(schemas)
    bound = [
        (operation, bind(operation, api.contracts, api.names, api.config.names))
        for operation in api.contracts.operations()
    ]
    paths: dict[str, dict[str, Described]] = {}
    for operation, binding in bound:
        names = api.names.operations[operation.id]
        paths.setdefault(names.path, {})[names.method.lower()] = Described(
            head(operation, names, binding, schemas),
            responses.success(operation),
            responses.problems(operation, binding),
            operation_extension(operation, names, api.contracts),
        )
    inputs = _inputs(bound, api.contracts)
    return Document(
        info={"title": api.config.openapi.title, "version": api.config.openapi.version},
        servers=tuple(_servers(api.config.openapi)),
        tags=tuple({"name": tag} for tag in _tags(api.contracts)),
        paths=paths,
        security_schemes={"bearer": {"type": "http", "scheme": "bearer"}},
        responses=responses.shared(),
        schemas={
            **schemas.components(inputs, api.shapes.results),
            "Problem": problem_schema(),
        },
    )


def _inputs(bound: Iterable[tuple[Operation, Binding]], contracts: Contracts) -> Reach:
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


def _tags(contracts: Contracts) -> tuple[str, ...]:
    """Return all tags, each once, in the order of the operations."""
    tags = (tag for operation in contracts.operations() for tag in operation.meta.tags)
    return tuple(dict.fromkeys(tags))


def _servers(config: OpenapiConfig) -> Iterator[Schema]:
    for server in config.servers:
        described: Schema = (
            {"description": server.description} if server.description else {}
        )
        yield {"url": server.url, **described}
