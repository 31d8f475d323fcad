"""Two processes emit what one does, also where the other one fails."""

import errno
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import pytest
from contractgen import pipeline, resources
from contractgen.artifact import Artifact
from contractgen.cli import decoding, parallel
from contractgen.cli.beside import beside, may_fork
from contractgen.config import Config
from contractgen.emit.base import Api, Emitter
from contractgen.emit.registry import BUILT_IN, load
from contractgen.source import SourceFile
from msgspec.structs import replace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")

CONTRACT = """\
contractgen: 1
package: jobs
models:
  Nothing:
    description: Nothing at all
    fields: { id: String }
commands:
  - meta:
      key: jobs.cancel
      version: 1.0.0
      stability: stable
      owners: [a]
      tags: [b]
      description: Cancel.
      goal: End it.
      context: Any.
    io: { input: Nothing, output: null }
    policy: { auth: user }
    sideEffects:
      emits: [{ key: job.ended, version: 1.0.0, when: At the end, payload: Nothing }]
"""


@dataclass(frozen=True)
class Broken:
    """An emitter that fails wherever it does not run in `home`."""

    home: int
    name: str = parallel._APART[0]
    needs: tuple[str, ...] = ()

    def owns(self, config: Config) -> tuple[str, ...]:
        return (f"{config.output}/docs",)

    def emit(self, api: Api) -> Iterator[Artifact]:
        yield Artifact("one", b"", self.name, api.config.output)
        if os.getpid() != self.home:
            raise RuntimeError
        yield Artifact("two", b"", self.name, api.config.output)


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_MANY_OPERATIONS", 1)
    monkeypatch.setattr(decoding, "_MUCH_TEXT", 1)
    for module in (decoding, parallel):
        monkeypatch.setattr(module, "may_fork", lambda: True)


INPUTS = pipeline.Inputs(
    (SourceFile("specs/jobs.contract.yaml", "jobs.contract.yaml", CONTRACT.encode()),),
    Config(),
    resources.builtin(),
)


def made(
    emitters: Sequence[Emitter], emitting: pipeline.Emitting = pipeline.emitting
) -> tuple[Artifact, ...]:
    workers = pipeline.Workers(emitting=emitting)
    compiled = pipeline.compile(INPUTS, emitters, workers)
    assert not compiled.diagnostics
    assert compiled.subject
    assert compiled.traits == pipeline.traits_of(compiled.subject)
    assert compiled.traits.names
    return compiled.artifacts


def values(artifacts: Sequence[Artifact]) -> list[tuple[Artifact, str, int, bool]]:
    """Return all there is to know of artifacts, wherever their contents lie."""
    return [
        (replace(one, body=one.content), one.digest, one.size, one.is_plain)
        for one in artifacts
    ]


def shown(decoded: pipeline.Decoded) -> str:
    """Return documents and findings as text; an empty list is as good as a tuple."""
    documents, found = decoded
    return repr((documents, pipeline.in_order(found))).replace("()", "[]")


def files(*texts: str) -> list[SourceFile]:
    """Return contract files of these texts."""
    names = [f"{number}.contract.yaml" for number in range(len(texts))]
    given = zip(names, texts, strict=True)
    return [SourceFile(f"specs/{name}", name, text.encode()) for name, text in given]


PYTHON = """\
from contractgen import dsl
dsl.contract_file(package="other")
dsl.define_enum("State", {"values": ["on"]})
"""
FILES = [
    SourceFile("specs/a_contract.py", "a_contract.py", PYTHON.encode()),
    *files(CONTRACT, CONTRACT.replace("cancel", "stop"), "a: 1", "b: [", CONTRACT),
]


@pytest.mark.parametrize("meanwhile", [0, 200, 10**6])
@pytest.mark.parametrize("count", range(1, len(FILES) + 1))
def test_both_ways_decode_the_same(
    count: int, meanwhile: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_MEANWHILE", meanwhile)
    some = FILES[:count]
    with decoding.decoding(some) as decode:
        assert shown(decode(some)) == shown(pipeline.decode_all(some))


@pytest.mark.parametrize(
    ("sizes", "meanwhile", "ours"),
    [
        ((10, 10, 10, 10), 0, 2),
        ((10, 10, 10, 10), 20, 1),
        ((10, 10, 10, 10), 40, 0),
        ((10, 10, 10, 10), 100, 0),
        ((30, 10), 0, 0),
        ((10, 30), 0, 1),
    ],
)
def test_the_child_decodes_while_we_import(
    sizes: tuple[int, ...], meanwhile: int, ours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_MEANWHILE", meanwhile)
    assert decoding._ours(files(*("x" * size for size in sizes))) == ours


def test_what_the_child_cannot_decode_the_parent_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = os.getpid()

    def fail(file: SourceFile) -> bytes:
        assert os.getpid() != home, "only the child packs"
        raise RuntimeError(file)

    monkeypatch.setattr(decoding, "_packed", fail)
    with decoding.decoding(FILES) as decode:
        assert shown(decode(FILES)) == shown(pipeline.decode_all(FILES))


@pytest.mark.parametrize("scarce", ["os.fork", "contractgen.cli.beside.nameless"])
def test_without_room_for_a_child_the_parent_does_all(
    scarce: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError(errno.ENOMEM, scarce)

    monkeypatch.setattr(scarce, refuse)
    with decoding.decoding(FILES) as decode:
        assert shown(decode(FILES)) == shown(pipeline.decode_all(FILES))
    emitters = load(BUILT_IN)
    one, other = made(emitters, parallel.emitting), made(emitters)
    assert values(one) == values(other)


def test_where_nobody_learns_of_a_childs_end_the_parent_does_all() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with decoding.decoding(FILES) as decode:
            assert shown(decode(FILES)) == shown(pipeline.decode_all(FILES))
        with beside(lambda _: time.sleep(60)):
            pass
        with beside(lambda _: None):
            time.sleep(0.1)  # it ends before it is ended
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize(("usable", "forks"), [({0}, False), ({0, 1}, True)])
def test_two_processes_need_two_processors(
    usable: set[int], forks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: usable, raising=False)
    monkeypatch.setitem(sys.modules, "threading", None)
    monkeypatch.setattr(sys, "platform", "linux")
    assert may_fork() is forks


def test_a_child_nobody_waits_for_is_ended() -> None:
    with beside(lambda _: time.sleep(60)):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_what_a_failing_child_wrote_is_not_used() -> None:
    def write_and_fail(file: IO[bytes]) -> None:
        file.write(b"half")
        file.flush()
        raise RuntimeError

    with beside(write_and_fail) as result:
        assert result().read() == b""
    with beside(lambda file: print(file.write(b"all"))) as result:
        assert result().read() == b"all"
        assert result().read() == b"all", "it may be asked for again"


def test_places_of_what_the_child_decoded_can_be_asked_for() -> None:
    two = files("contractgen: 1\npackage: a", "contractgen: 1\npackage: b")
    with decoding.decoding(two) as decode:
        documents, _ = decode(two)
    spans = [document.file.place.value_span("package") for document in documents]
    assert [str(span) for span in spans] == [
        "specs/0.contract.yaml:2:10",
        "specs/1.contract.yaml:2:10",
    ]


def test_both_ways_make_the_same() -> None:
    emitters = load(BUILT_IN)
    apart = made(emitters, parallel.emitting)
    assert values(apart) == values(made(emitters))
    assert any(not isinstance(artifact.body, bytes) for artifact in apart)
    spans = [artifact.span for artifact in apart if artifact.emitter == "markdown"]
    assert any(span and span.source.text == CONTRACT for span in spans)


def test_templates_that_the_child_compiled_are_known_afterwards() -> None:
    INPUTS.codes.clear()
    made(load(BUILT_IN), parallel.emitting)
    apart = set(INPUTS.codes)
    made(load(BUILT_IN))
    assert apart == set(INPUTS.codes)


def test_what_the_child_cannot_do_the_parent_does() -> None:
    emitters = [*load(["markdown"]), Broken(os.getpid())]
    found = [artifact.path for artifact in made(emitters, parallel.emitting)]
    assert found[-2:] == ["one", "two"]


@pytest.mark.parametrize("cut", [1, 8, 9, 1000])
def test_what_the_child_wrote_and_lost_the_parent_makes(
    cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = parallel._write

    def lose(
        emitters: Sequence[Emitter], api: Api, find: pipeline.Find, to: IO[bytes]
    ) -> None:
        write(emitters, api, find, to)
        to.truncate(to.tell() - cut)

    monkeypatch.setattr(parallel, "_write", lose)
    emitters = load(BUILT_IN)
    found = made(emitters, parallel.emitting)
    assert values(found) == values(made(emitters))
    assert all(isinstance(artifact.body, bytes) for artifact in found)


def test_no_child_is_left_behind_by_a_parent_that_fails() -> None:
    with pytest.raises(RuntimeError):
        made([Broken(0, "markdown"), *load(["openapi"])], parallel.emitting)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_no_child_is_left_behind_where_the_rules_find_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []
    text = CONTRACT.replace("Nothing", "Query")
    file = SourceFile("specs/jobs.contract.yaml", "jobs", text.encode())
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: begun.append(child := fork()) or child)
    workers = pipeline.Workers(emitting=parallel.emitting)
    compiled = pipeline.compile(replace(INPUTS, files=(file,)), load(BUILT_IN), workers)
    assert [one.code for one in compiled.diagnostics] == ["CG237"]
    assert len(begun) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(begun[0], os.WNOHANG)
