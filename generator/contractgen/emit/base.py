"""What an emitter is, and what it gets.

Built-in emitters come in through the same door as anybody's: an entry point of the
group `contractgen.emitters` that names an object of the `Emitter` protocol.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct, field

from contractgen.artifact import Artifact, Parts
from contractgen.config import Config
from contractgen.ir import Contracts, Package
from contractgen.names import NameTable
from contractgen.render.templates import Templates
from contractgen.views.shapes import Shapes


class Document(Struct, frozen=True):
    """A document that packages share, as the last build left it."""

    content: bytes
    parts: Parts


class Before(Struct, frozen=True):
    """What stays of the last build: the outputs of `packages`, and shared documents."""

    packages: frozenset[str] = frozenset()
    documents: Mapping[str, Document] = field(default_factory=dict[str, Document])


class Api(Struct, frozen=True):
    """Everything an emitter may know: all of it decided before the first one runs.

    A build after a change emits some packages: `contracts` hold those, and what they
    refer to; `before` knows all others.
    """

    contracts: Contracts
    names: NameTable
    shapes: Shapes
    config: Config
    templates: Templates
    before: Before = Before()

    @property
    def packages(self) -> tuple[Package, ...]:
        """The packages to emit, sorted by name."""
        kept = self.before.packages
        return tuple(each for each in self.contracts.packages if each.name not in kept)


class Emitter(Protocol):
    """Turns the compiled API into artifacts; reads no files and keeps no state."""

    @property
    def name(self) -> str:
        """The name in `emit = [...]` and `--only`; also its folder of templates."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """Emitters that must be enabled too."""
        ...

    def owns(self, config: Config) -> tuple[str, ...]:
        """Return the folders, relative to the project's root, it owns whole."""
        ...

    def emit(self, api: Api) -> Iterable[Artifact]:
        """Yield the artifacts of `api`."""
        ...


class PackageFiles:
    """Makes the files of one emitter that are about a package as a whole."""

    def __init__(self, package: Package, emitter: str) -> None:
        self._package = package.name
        self._emitter = emitter
        self._span = package.span

    def made(self, path: str, text: str) -> Artifact:
        """Return the file at `path`."""
        package, content = self._package, text.encode()
        about = f"package {package}"
        return Artifact(path, content, self._emitter, about, self._span, package)
