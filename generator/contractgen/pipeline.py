"""The compiler on one page: read, decode, resolve, name, check, emit, plan.

Everything here is pure. Contract files, templates and the output tree come in as
values; artifacts, a plan and diagnostics go out. Each phase gathers all it can, and
the next one runs only if the last found no error: one mistake, one message.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import chain
from types import CodeType
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from contractgen import documents, names, rules
from contractgen.artifact import Artifact
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic, in_order
from contractgen.emit.base import Api, Before, Emitter
from contractgen.ir import Contracts
from contractgen.names import NameTable
from contractgen.names.record import Record, record
from contractgen.output import MANIFEST, Plan, Present, Scope, plan
from contractgen.read import trees
from contractgen.render.templates import Templates
from contractgen.resolve import resolve
from contractgen.source import SourceFile
from contractgen.views.shapes import reachable


class Inputs(Struct, frozen=True):
    """What a build starts from. `templates` maps template names to their text.

    `codes` are templates compiled before, by their text; new ones are added.
    """

    files: tuple[SourceFile, ...]
    config: Config
    templates: Mapping[str, str]
    codes: dict[str, CodeType] = field(default_factory=dict[str, CodeType])


class Options(Struct, frozen=True):
    """How a build treats the tree.

    `force` overwrites hand edits; `partial` says that only some emitters run, so that
    the files of the others are left alone.
    """

    force: bool = False
    partial: bool = False


class Traits(Struct, frozen=True):
    """What is kept of packages: what they say to each other, and their public names."""

    footprints: Mapping[str, rules.Footprint] = field(
        default_factory=dict[str, rules.Footprint]
    )
    records: Mapping[str, Record] = field(default_factory=dict[str, Record])

    @property
    def names(self) -> Record:
        """The names of all packages."""
        return {
            key: its for record in self.records.values() for key, its in record.items()
        }


class Compiled(Struct, frozen=True):
    """What came of the inputs: artifacts only if no diagnostic is an error.

    `subject` is what the rules have looked at; None if the contracts do not link.
    `traits` come with artifacts.
    """

    diagnostics: tuple[Diagnostic, ...]
    subject: rules.Subject | None = None
    traits: Traits = Traits()
    artifacts: tuple[Artifact, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(found.is_error for found in self.diagnostics)

    @property
    def contracts(self) -> Contracts | None:
        """What the contracts say, linked."""
        return self.subject.contracts if self.subject else None

    @property
    def names(self) -> NameTable | None:
        """What everything is called."""
        return self.subject.names if self.subject else None


Decoded: TypeAlias = tuple[list[documents.Document], list[Diagnostic]]
"""Contract files, read and decoded, and what was found in them."""

Decode: TypeAlias = Callable[[Sequence[SourceFile]], Decoded]
"""How files are decoded: as `decode_all` does."""

Keep: TypeAlias = Callable[[Artifact], Artifact]
"""What is done with each artifact as soon as it is there: the same comes back."""

Find: TypeAlias = Callable[[], Traits]
"""Finds the traits."""

Made: TypeAlias = tuple[tuple[Artifact, ...], Traits]
"""What emitters make, and the traits."""

Emit: TypeAlias = Callable[[], Made]
"""Returns both."""

Emitting: TypeAlias = Callable[
    [Sequence[Emitter], Api, Find], AbstractContextManager[Emit]
]
"""How emitters are run: they may begin with the block, and end with it unasked."""


def decode_all(files: Sequence[SourceFile]) -> Decoded:
    """Decode files one after another; the nodes of each are let go."""
    found: list[Diagnostic] = []
    decoded: list[documents.Document] = []
    for tree in trees(files, found):
        document, more = documents.decode(tree)
        found += more
        if document is not None:
            decoded.append(document)
    return decoded, found


def emit_all(
    emitters: Sequence[Emitter], api: Api, keep: Keep | None = None
) -> tuple[Artifact, ...]:
    """Run emitters one after another; `keep` may put contents somewhere else."""
    made = chain.from_iterable(emitter.emit(api) for emitter in emitters)
    return tuple(map(keep, made) if keep else made)  # no loop variable holds one


@contextmanager
def emitting(
    emitters: Sequence[Emitter], api: Api, find: Find
) -> Generator[Emit, None, None]:
    """Run emitters when they are asked for what they make, and not before."""
    yield lambda: (emit_all(emitters, api), find())


class Workers(Struct, frozen=True):
    """How the two long phases are run; whatever it is, the result is the same."""

    decode: Decode = decode_all
    emitting: Emitting = emitting


_ALONE = Workers()


def compile(  # noqa: A001  # it is what this does
    inputs: Inputs, emitters: Sequence[Emitter], workers: Workers = _ALONE
) -> Compiled:
    """Turn contracts into artifacts, or into diagnostics that say why not.

    Emitters may begin while the rules are looking: errors are rare, and end them.
    """
    subject, found = _front(inputs, workers.decode)
    if subject is None:
        return Compiled(in_order(found))
    api, find = _api(subject, inputs), partial(traits_of, subject)
    with workers.emitting(emitters, api, find) as emit_:
        checked = Compiled(in_order([*found, *rules.run(subject)]), subject)
        if checked.failed:
            return checked
        artifacts, traits = emit_()
    return replace(checked, traits=traits, artifacts=artifacts)


def examine(inputs: Inputs, decode: Decode = decode_all) -> Compiled:
    """Find out what contracts say and what is wrong with them; emit nothing."""
    subject, found = _front(inputs, decode)
    judged = rules.run(subject) if subject else ()
    return Compiled(in_order([*found, *judged]), subject)


def emit(
    examined: Compiled,
    inputs: Inputs,
    emitters: Sequence[Emitter],
    before: Before,
    emitting_: Emitting = emitting,
) -> Compiled:
    """Make the artifacts of contracts without errors, but those of `before`."""
    subject = examined.subject
    if examined.failed or subject is None:
        return examined
    api = replace(_api(subject, inputs), before=before)
    with emitting_(emitters, api, Traits) as emit_:  # the traits are known
        artifacts, _ = emit_()
    return replace(examined, artifacts=artifacts)


def traits_of(subject: rules.Subject) -> Traits:
    """Return what there is to keep of all packages."""
    packages = subject.contracts.packages
    records = {one.name: record(one, subject.names) for one in packages}
    return Traits(rules.footprints(subject), records)


def _api(subject: rules.Subject, inputs: Inputs) -> Api:
    templates = Templates(inputs.templates, inputs.codes)
    contracts, names_, shapes = subject.contracts, subject.names, subject.shapes
    return Api(contracts, names_, shapes, subject.config, templates)


def _front(
    inputs: Inputs, decode: Decode
) -> tuple[rules.Subject | None, list[Diagnostic]]:
    """Return what there is to be judged; None where the contracts do not link."""
    contracts, found = _linked(inputs, decode)
    if contracts is None:
        return None, found
    table = names.decide(contracts, inputs.config)
    shapes = reachable(contracts)
    return rules.Subject(contracts, table, inputs.config, shapes), found


def _linked(
    inputs: Inputs, decode: Decode
) -> tuple[Contracts | None, list[Diagnostic]]:
    """Read, decode and resolve; what was decoded is let go."""
    decoded, found = decode(inputs.files)
    if any(finding.is_error for finding in found):
        return None, found
    contracts, more = resolve(decoded, inputs.config)
    found += more
    failed = any(finding.is_error for finding in more)
    return (None if failed else contracts), found


class Build(Struct, frozen=True):
    """A compilation, and what it would change; an error leaves no plan."""

    compiled: Compiled
    plan: Plan | None


def build(
    inputs: Inputs,
    emitters: Sequence[Emitter],
    present: Present,
    options: Options,
    workers: Workers = _ALONE,
) -> Build:
    """Compile, and compare the artifacts with the tree that is present."""
    compiled = compile(inputs, emitters, workers)
    if compiled.failed or compiled.subject is None:
        return Build(compiled, None)
    only = [emitter.name for emitter in emitters] if options.partial else None
    artifacts = compiled.artifacts
    public = compiled.traits.names
    made = plan(artifacts, present, force=options.force, only=only, names=public)
    return Build(compiled, made)


def scope(config: Config, emitters: Sequence[Emitter], options: Options) -> Scope:
    """Return which part of the project's tree these emitters may write to.

    The output folder is owned whole, unless the Python package was put somewhere else
    among hand-written code, or only some emitters run: then the emitters' own folders.
    """
    owned = frozenset(folder for emitter in emitters for folder in emitter.owns(config))
    if config.python.output is None and not options.partial:
        owned = frozenset({config.output})
    return Scope(owned, manifest=f"{config.output}/{MANIFEST}")
