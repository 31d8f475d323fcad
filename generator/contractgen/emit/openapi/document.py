"""The OpenAPI 3.1 document as data: built once, whatever it is written as."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from contractgen.config import OpenapiConfig
from contractgen.emit.base import Api
from contractgen.emit.openapi.operation import Described, head
from contractgen.emit.openapi.responses import Responses
from contractgen.ir import Operation, Package
from contractgen.names import OperationNames
from contractgen.views.binding import bind, requested
from contractgen.views.extension import operation_extension
from contractgen.views.schema import COMPONENTS, Schema, Schemas

OPENAPI = "3.1.0"


class PackagePart(Struct, frozen=True):
    """What one package adds.

    `paths` holds operations by path and method; a path that packages share is all in
    the first one's part. `responses` are names of shared ones.
    """

    paths: dict[str, dict[str, Described]]
    tags: tuple[str, ...]
    responses: tuple[str, ...]
    schemas: Schema


class Document(Struct, frozen=True):
    """The document's parts."""

    info: Schema
    servers: tuple[Schema, ...]
    security_schemes: Schema
    packages: Mapping[str, PackagePart]


def build(api: Api) -> Document:
    """Return the document of all operations."""
    return Document(
        info={"title": api.config.openapi.title, "version": api.config.openapi.version},
        servers=tuple(_servers(api.config.openapi)),
        security_schemes={"bearer": {"type": "http", "scheme": "bearer"}},
        packages=_Builder(api).parts(),
    )


class _Builder:
    """Makes the parts of packages, in their order."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._schemas = Schemas(api.contracts, api.names, COMPONENTS)
        self._bound = {
            operation.id: bind(operation, api.contracts, api.names, api.config.names)
            for operation in api.contracts.operations()
        }
        self._paths: dict[str, dict[str, Described]] = {}

    def parts(self) -> dict[str, PackagePart]:
        """Return every package's part, by its name."""
        contracts = self._api.contracts
        bound = ((one, self._bound[one.id]) for one in contracts.operations())
        inputs = requested(bound, contracts).by_package()
        results = self._api.shapes.results.by_package()
        parts: dict[str, PackagePart] = {}
        for package in self._api.packages:
            name = package.name
            schemas = self._schemas.components(inputs[name], results[name])
            parts[name] = self._part(package, schemas)
        return parts

    def _part(self, package: Package, schemas: Schema) -> PackagePart:
        paths: dict[str, dict[str, Described]] = {}
        responses = Responses(self._schemas)
        for operation in package.operations:
            names = self._api.names.operations[operation.id]
            if names.path not in self._paths:
                self._paths[names.path] = paths[names.path] = {}
            methods = self._paths[names.path]
            methods[names.method.lower()] = self._described(operation, names, responses)
        tags = dict.fromkeys(tag for one in package.operations for tag in one.meta.tags)
        return PackagePart(paths, tuple(tags), responses.shared(), schemas)

    def _described(
        self, operation: Operation, names: OperationNames, responses: Responses
    ) -> Described:
        binding = self._bound[operation.id]
        return Described(
            head(operation, names, binding, self._schemas),
            responses.success(operation),
            responses.problems(operation, binding),
            operation_extension(operation, names, self._api.contracts),
        )


def _servers(config: OpenapiConfig) -> Iterator[Schema]:
    for server in config.servers:
        described: Schema = (
            {"description": server.description} if server.description else {}
        )
        yield {"url": server.url, **described}
