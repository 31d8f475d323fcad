"""A generated file, as a value."""

from dataclasses import dataclass, field

from contractgen.source import Span


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be: what it holds and which contract element asked for it.

    `path` is relative to the project's root, with forward slashes. `element` names the
    source element for the manifest (`jobs.cancel 1.0.0`, `package jobs`, `contracts`);
    `span` is where it stands, and None where no single place does.
    """

    path: str
    content: bytes = field(repr=False)
    emitter: str
    element: str
    span: Span | None = None
