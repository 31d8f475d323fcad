"""What `contractgen.toml` or `[tool.contractgen]` may say, as values with defaults.

Reading the file and saying what is wrong with it is `cli.settings`'s work.
"""

from typing import Literal

from msgspec import Struct, field

EMITTERS = ("python", "fastapi", "graphql", "openapi", "events", "markdown")


class NamesConfig(Struct, frozen=True):
    """`[names]`: versions in wire names, prefixes in flat namespaces."""

    versions: Literal["major", "full"] = "major"
    prefix: Literal["none", "package"] = "none"


class PythonConfig(Struct, frozen=True):
    """`[python]`: the generated package and the kind of its service methods.

    `output` is the folder that holds the package; None: `<output>/python`.
    """

    package: str = "contracts"
    output: str | None = None
    service: Literal["async", "sync"] = "async"


class GraphqlConfig(Struct, frozen=True):
    """`[graphql]`: `Int` trades the scalar SafeInt for GraphQL's 32-bit Int."""

    int: Literal["Int", "SafeInt"] = "SafeInt"


class Server(Struct, frozen=True):
    """One entry of `[openapi] servers`."""

    url: str
    description: str = ""


class OpenapiConfig(Struct, frozen=True):
    """`[openapi]`: what the document says of the API as a whole."""

    title: str = "Contracts"
    version: str = "1.0.0"
    servers: tuple[Server, ...] = ()
    security: Literal["bearer"] = "bearer"


class EventsConfig(Struct, frozen=True):
    """`[events]`: CloudEvents `source`, prefix of `type`, base of schemas' `$id`."""

    source: str = "/contracts"
    type_prefix: str = ""
    id_base: str = "https://contracts.invalid/events"


class Config(Struct, frozen=True):
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
