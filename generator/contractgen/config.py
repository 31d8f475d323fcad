"""What `contractgen.toml` or `[tool.contractgen]` may say, as values with defaults.

Reading the file and saying what is wrong with it is `cli.settings`'s work.
"""

from dataclasses import dataclass, field
from typing import Literal

EMITTERS = ("python", "fastapi", "graphql", "openapi", "events", "markdown")


@dataclass(frozen=True, slots=True)
class NamesConfig:
    """`[names]`: versions in wire names, prefixes in flat namespaces."""

    versions: Literal["major", "full"] = "major"
    prefix: Literal["none", "package"] = "none"


@dataclass(frozen=True, slots=True)
class PythonConfig:
    """`[python]`: the generated package and the kind of its service methods.

    `output` is the folder that holds the package; None: `<output>/python`.
    """

    package: str = "contracts"
    output: str | None = None
    service: Literal["async", "sync"] = "async"


@dataclass(frozen=True, slots=True)
class GraphqlConfig:
    """`[graphql]`: `Int` trades the scalar SafeInt for GraphQL's 32-bit Int."""

    int: Literal["Int", "SafeInt"] = "SafeInt"


@dataclass(frozen=True, slots=True)
class Server:
    """One entry of `[openapi] servers`."""

    url: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class OpenapiConfig:
    """`[openapi]`: what the document says of the API as a whole."""

    title: str = "Contracts"
    version: str = "1.0.0"
    servers: tuple[Server, ...] = ()
    security: Literal["bearer"] = "bearer"


@dataclass(frozen=True, slots=True)
class EventsConfig:
    """`[events]`: CloudEvents `source`, prefix of `type`, base of schemas' `$id`."""

    source: str = "/contracts"
    type_prefix: str = ""
    id_base: str = "https://contracts.invalid/events"


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration. Paths are relative to the project's root."""

    specs: tuple[str, ...] = ("specs",)
    output: str = "generated"
    templates: str | None = None
    emit: tuple[str, ...] = EMITTERS
    names: NamesConfig = field(default_factory=NamesConfig)
    python: PythonConfig = field(default_factory=PythonConfig)
    graphql: GraphqlConfig = field(default_factory=GraphqlConfig)
    openapi: OpenapiConfig = field(default_factory=OpenapiConfig)
    events: EventsConfig = field(default_factory=EventsConfig)

    @property
    def package_folder(self) -> str:
        """The generated package's folder, `generated/python/contracts` by default."""
        output = self.python.output or f"{self.output}/python"
        return f"{output}/{self.python.package}"
