"""The compiler on one page: read, decode, resolve, name, check, emit, plan.

Everything here is pure. Contract files, templates and the output tree come in as
values; artifacts, a plan and diagnostics go out. Each phase gathers all it can, and
the next one runs only if the last found no error: one mistake, one message.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contractgen import documents, names, rules
from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic, in_order
from contractgen.emit.base import Api, Emitter
from contractgen.ir import Contracts
from contractgen.names import NameTable
from contractgen.output import Plan, Present, plan
from contractgen.read import read
from contractgen.render.templates import Templates
from contractgen.resolve import resolve
from contractgen.source import SourceFile
from contractgen.views.shapes import reachable


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build starts from. `templates` maps template names to their text."""

    files: tuple[SourceFile, ...]
    config: Config
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of the inputs: artifacts only if no diagnostic is an error."""

    diagnostics: tuple[Diagnostic, ...]
    contracts: Contracts | None = None
    names: NameTable | None = None
    artifacts: tuple[Artifact, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(found.is_error for found in self.diagnostics)


def compile(inputs: Inputs, emitters: Sequence[Emitter]) -> Compiled:  # noqa: A001  # it is what this does
    """Turn contracts into artifacts, or into diagnostics that say why not."""
    contracts, found = _front(inputs)
    if contracts is None:
        return Compiled(in_order(found))
    table = names.decide(contracts, inputs.config)
    shapes = reachable(contracts)
    found += rules.run(rules.Subject(contracts, table, inputs.config, shapes))
    if any(finding.is_error for finding in found):
        return Compiled(in_order(found), contracts, table)
    templates = Templates(inputs.templates)
    api = Api(contracts, table, shapes, inputs.config, templates)
    artifacts = tuple(made for emitter in emitters for made in emitter.emit(api))
    return Compiled(in_order(found), contracts, table, artifacts)


def _front(inputs: Inputs) -> tuple[Contracts | None, list[Diagnostic]]:
    trees, found = read(inputs.files)
    decoded: list[documents.Document] = []
    for tree in trees:
        document, more = documents.decode(tree)
        found += more
        if document is not None:
            decoded.append(document)
    if any(finding.is_error for finding in found):
        return None, found
    contracts, more = resolve(decoded, inputs.config)
    found += more
    failed = any(finding.is_error for finding in more)
    return (None if failed else contracts), found


@dataclass(frozen=True, slots=True)
class Build:
    """A compilation beside the tree it would change."""

    compiled: Compiled
    plan: Plan | None


def build(inputs: Inputs, emitters: Sequence[Emitter], present: Present) -> Build:
    """Compile and compare with `present`; an error leaves no plan."""
    compiled = compile(inputs, emitters)
    if compiled.failed:
        return Build(compiled, None)
    return Build(compiled, plan(compiled.artifacts, present))


def owned(config: Config, emitters: Iterable[Emitter]) -> frozenset[str]:
    """Return the folders, relative to the project's root, that are owned whole.

    The output folder itself is, unless the Python package was put somewhere else
    among hand-written code: then only the emitters' own folders are.
    """
    if config.python.output is None:
        return frozenset({config.output})
    return frozenset(folder for emitter in emitters for folder in emitter.owns(config))
