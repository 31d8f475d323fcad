"""Deciding every name, once.

One small function per kind of definition. Each follows the table of names in the
guide, and nothing else: not what other definitions are called, not where a model is
used, so that adding one thing never renames another. Clashes are found by the rules.
"""

from collections.abc import Iterator, Mapping

from contractgen.config import Config
from contractgen.ir import (
    Contracts,
    Enum,
    Event,
    Model,
    Operation,
    Package,
    Symbol,
    Version,
)
from contractgen.names.folding import graphql_member, pascal, python_member, snake
from contractgen.names.reserved import escaped
from contractgen.names.table import (
    EnumNames,
    EventNames,
    ModelNames,
    NameTable,
    OperationNames,
    PackageNames,
)

_SEPARATORS = str.maketrans(".-", "__")


def decide(contracts: Contracts, config: Config) -> NameTable:
    """Return the name of every definition on every surface."""
    packages = contracts.packages
    return NameTable(
        packages={pack.name: _package(pack.name) for pack in packages},
        models={
            model.symbol: _model(model, config)
            for pack in packages
            for model in pack.models
        },
        fields={
            model.symbol: _attributes(model)
            for pack in packages
            for model in pack.models
        },
        enums={
            enum.symbol: _enum(enum, config) for pack in packages for enum in pack.enums
        },
        operations={
            operation.id: _operation(operation, config)
            for operation in contracts.operations()
        },
        events={
            event.id: _event(event, config)
            for pack in packages
            for event in pack.events
        },
        errors=dict(found for pack in packages for found in _errors(pack)),
    )


def _package(name: str) -> PackageNames:
    return PackageNames(module=escaped(name), service=f"{pascal(name)}Service")


def _flat(symbol: Symbol, override: str | None, config: Config) -> str:
    """Return a type's name in a namespace that all packages share."""
    if override is not None:
        return override
    if config.names.prefix == "package":
        return pascal(symbol.package) + symbol.name
    return symbol.name


def _model(model: Model, config: Config) -> ModelNames:
    graphql = _flat(model.symbol, model.names.graphql, config)
    openapi = _flat(model.symbol, model.names.openapi, config)
    suffix = "" if model.symbol.name.endswith("Input") else "Input"
    return ModelNames(
        python=model.names.python or model.symbol.name,
        graphql_output=graphql,
        graphql_input=graphql + suffix,
        openapi_output=openapi,
        openapi_input=openapi + suffix,
    )


def _attributes(model: Model) -> Mapping[str, str]:
    return {
        field.name: field.names.python or escaped(snake(field.name))
        for field in model.fields
    }


def _enum(enum: Enum, config: Config) -> EnumNames:
    texts = {item.value: item.name or item.value for item in enum.values}
    return EnumNames(
        python=enum.names.python or enum.symbol.name,
        graphql=_flat(enum.symbol, enum.names.graphql, config),
        openapi=_flat(enum.symbol, enum.names.openapi, config),
        python_members={value: python_member(text) for value, text in texts.items()},
        graphql_members={value: graphql_member(text) for value, text in texts.items()},
    )


def _operation(operation: Operation, config: Config) -> OperationNames:
    meta, transport, names = operation.meta, operation.transport, operation.names
    version = _wire_version(meta.version, config)
    flat_key = meta.key.translate(_SEPARATORS)
    flat_version = version.translate(_SEPARATORS)
    flat = f"{flat_key}_{flat_version}"
    tool = f"{meta.key.replace('.', '_')}-{version.replace('.', '_')}"
    major = _python_major(meta.version)
    method = snake(_within(meta.key, operation.package))
    return OperationNames(
        operation_id=names.openapi or flat,
        method=transport.method or ("POST" if operation.kind == "command" else "GET"),
        path=transport.path or f"/{meta.key.replace('.', '/')}/{version}",
        graphql=transport.gql_field or names.graphql or flat,
        mcp=transport.mcp_tool or tool,
        python=names.python or escaped(method + (f"_v{major}" if major else "")),
        context=_context(names.python or method, "" if names.python else major),
    )


def _context(method: str, major: str) -> str:
    return f"{pascal(method)}Context" + (f"V{major}" if major else "")


def _wire_version(version: Version, config: Config) -> str:
    return f"v{version}" if config.names.versions == "full" else f"v{version.major}"


def _python_major(version: Version) -> str:
    """Return the major version as a suffix; majors 0 and 1 go without, always."""
    return "" if version.major in (0, 1) else str(version.major)


def _within(key: str, package: str) -> str:
    """Return `key` without the package it is defined in (a folder's `-` is a `_`)."""
    first, dot, rest = key.partition(".")
    return rest if dot and first.replace("-", "_") == package else key


def _event(event: Event, config: Config) -> EventNames:
    key, version = event.meta.key, event.meta.version
    major = _python_major(version)
    stem = f"{key}.v{version.major}"
    return EventNames(
        python=event.names.python or pascal(key) + (f"V{major}" if major else ""),
        stem=stem,
        type=f"{config.events.type_prefix}{stem}",
    )


def _errors(package: Package) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield exception classes; the first declaration that overrides a name decides."""
    overrides: dict[str, str | None] = {}
    for operation in package.operations:
        for error in operation.errors:
            overrides[error.code] = overrides.get(error.code) or error.names.python
    for code, override in overrides.items():
        yield (package.name, code), override or pascal(code)
