"""Documents that all packages share: made of what each of them adds.

A package adds facts, and texts to sections. Those of packages that are not compiled
this time are taken from the document as the last build left it, so that a change of
one package costs no more than that package.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Generic, TypeVar

from contractgen.artifact import Artifact, Parts, Rows
from contractgen.emit.base import Api, Document
from contractgen.ir import Package
from contractgen.render.fragments import Fragment, Part

_Part = TypeVar("_Part")


class ForgottenError(Exception):
    """The last build did not leave what it should: everything has to be built."""


def column(texts: Iterable[str]) -> Rows:
    """Return a fact that is a list of texts."""
    return tuple((str(text),) for text in texts)


def some(texts: Iterable[str]) -> Rows:
    """Return a fact that tells whether there are any texts."""
    return column(islice(texts, 1))


def union(facts: Mapping[str, Rows]) -> tuple[str, ...]:
    """Return what lists of texts hold, each once and in their order."""
    return tuple(dict.fromkeys(text for rows in facts.values() for (text,) in rows))


class Texts(Generic[_Part]):
    """The texts of one section, package by package, made while a template loops."""

    def __init__(self, loop: Callable[[], Iterator[_Part]]) -> None:
        self._loop = loop

    def __iter__(self) -> Iterator[_Part]:
        return self._loop()

    def __bool__(self) -> bool:
        """Raise TypeError: that would be known only once they are made."""
        raise TypeError("whether there are any is said by a flag of the view")


class Shared:
    """A document in the making: gathers facts and texts, and has them rendered."""

    def __init__(self, api: Api, path: str) -> None:
        self._path = path
        self._templates = api.templates
        self._made = {package.name: package for package in api.packages}
        self._order = sorted(api.before.packages | self._made.keys())
        self._before = api.before.documents.get(path)
        self._facts: dict[str, dict[str, Rows]] = {}

    def facts(self, name: str, make: Callable[[Package], Rows]) -> Mapping[str, Rows]:
        """Return a fact about every package, by package and in their order."""
        found: dict[str, Rows] = {}
        for package in self._order:
            made = self._made.get(package)
            found[package] = make(made) if made else self._known(name, package)
        self._facts[name] = found
        return found

    def rendered(
        self, section: str, template: str, view: Callable[[Package], object]
    ) -> Texts[Part]:
        """Return what a template of its own makes of each package's view."""

        def make(package: Package) -> Fragment:  # templates print nothing else
            return Fragment(self._templates.render(template, view(package)))

        return self.texts(section, make)

    def texts(self, section: str, make: Callable[[Package], Fragment]) -> Texts[Part]:
        """Return what packages add to a section, but those that add nothing."""

        def loop() -> Iterator[Part]:
            for package in self._order:
                made = self._made.get(package)
                data = make(made).encode() if made else self._cut(section, package)
                if data:
                    yield Part(data, section, package)

        return Texts(loop)

    def artifact(self, template: str, view: object, emitter: str) -> Artifact:
        """Return the document, rendered with `view`."""
        made = self._templates.encode(template, view)
        parts = Parts(made.places, self._facts)
        return Artifact(self._path, made.content, emitter, "contracts", parts=parts)

    def _known(self, name: str, package: str) -> Rows:
        try:
            return self._document().parts.facts[name][package]
        except KeyError:
            raise ForgottenError from None

    def _cut(self, section: str, package: str) -> memoryview:
        """Return a text as it was; nothing where the package added nothing."""
        before = self._document()
        begin, end = before.parts.texts.get(section, {}).get(package, (0, 0))
        return memoryview(before.content)[begin:end]

    def _document(self) -> Document:
        if self._before is None:
            raise ForgottenError
        return self._before
