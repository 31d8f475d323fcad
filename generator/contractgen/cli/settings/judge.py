"""What several configuration keys must be together, and against the disk."""

import os
from collections.abc import Iterator
from pathlib import Path

from contractgen.cli.settings.codes import BAD_EMIT, BAD_PATH
from contractgen.cli.settings.places import Path as KeyPath
from contractgen.cli.settings.places import Places
from contractgen.config import Config
from contractgen.diagnostics import Diagnostic

_NEED_PYTHON = ("fastapi", "graphql")


def judge(
    config: Config, places: Places, at: KeyPath, root: Path
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a configuration whose single values are right."""
    yield from _emit(config, places, at)
    yield from _overlaps(config, places, at)
    yield from _links(config, places, at, root)


def _emit(config: Config, places: Places, at: KeyPath) -> Iterator[Diagnostic]:
    for index, name in enumerate(config.emit):
        place = places.value((*at, "emit", index))
        if name in _NEED_PYTHON and "python" not in config.emit:
            message = f"the emitter `{name}` needs the emitter `python`"
            hint = 'add "python" to `emit`'
            yield BAD_EMIT.at(place, message, help=hint)
        first = config.emit.index(name)
        if first < index:
            earlier = places.value((*at, "emit", first))
            found = BAD_EMIT.at(place, f"`{name}` is listed twice")
            yield found.also(earlier, "first listed here")


def _overlaps(config: Config, places: Places, at: KeyPath) -> Iterator[Diagnostic]:
    for index, spec in enumerate(config.specs):
        place = places.value((*at, "specs", index))
        for earlier, other in enumerate(config.specs[:index]):
            if _holds(spec, other) or _holds(other, spec):
                message = f"the specs folders `{other}` and `{spec}` overlap"
                found = BAD_PATH.at(place, message)
                yield found.also(places.value((*at, "specs", earlier)), "the other one")
        for key, folder in _written(config, at):
            if _holds(folder, spec):
                message = (
                    f"the output folder `{folder}` holds the contracts in `{spec}`"
                )
                hint = "choose another folder, such as `generated`"
                yield BAD_PATH.at(places.value(key), message, help=hint).also(
                    place, "contracts are read from here"
                )


def _written(config: Config, at: KeyPath) -> list[tuple[KeyPath, str]]:
    """Return every folder that a build owns, with the key that names it."""
    return [
        ((*at, "output"), config.output),
        ((*at, "python", "output"), config.package_folder),
    ]


def _links(
    config: Config, places: Places, at: KeyPath, root: Path
) -> Iterator[Diagnostic]:
    """Yield paths that leave the project through a link."""
    named = [((*at, "specs", index), one) for index, one in enumerate(config.specs)]
    named += _written(config, at)
    if config.templates:
        named.append(((*at, "templates"), config.templates))
    inside = os.path.realpath(root)
    for key, folder in named:
        real = os.path.realpath(os.path.join(inside, folder))
        if os.path.commonpath([inside, real]) != inside:
            message = f"`{folder}` leads out of the project through a link"
            yield BAD_PATH.at(places.value(key), message)


def _holds(outer: str, inner: str) -> bool:
    """Whether `outer` is `inner` or a folder above it, on any file system."""
    above, below = (
        [step for step in one.casefold().split("/") if step not in {"", "."}]
        for one in (outer, inner)
    )
    return below[: len(above)] == above
