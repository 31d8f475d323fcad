"""What an emitter is, and what it gets.

Built-in emitters come in through the same door as anybody's: an entry point of the
group `contractgen.emitters` that names an object of the `Emitter` protocol.
"""

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.ir import Contracts, Package
from contractgen.names import NameTable
from contractgen.render.templates import Templates
from contractgen.source import Span
from contractgen.views.shapes import Shapes


class Api(Struct, frozen=True):
    """Everything an emitter may know: all of it decided before the first one runs."""

    contracts: Contracts
    names: NameTable
    shapes: Shapes
    config: Config
    templates: Templates


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


def beginning(package: Package) -> Span | None:
    """Return where the first definition of `package` stands, for its artifacts."""
    kinds = (package.enums, package.models, package.events, package.operations)
    spans = (definition.origin.span for kind in kinds for definition in kind)
    return min(spans, key=lambda span: (span.source.path, span.start), default=None)
