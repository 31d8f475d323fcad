"""An edit of prose changes that prose in the outputs, and not a byte beside it."""

import random

import pytest
from contractgen.resolve.prose import prose

from ..hostile.surfaces import leaves
from .prose import Place, places
from .specs import Outputs, contracts, outputs

BEFORE, AFTER = "Zq one two three qz", "Qx six ten seven zy"
LINES = 'Qx six.\n\n`Ten` "seven" {eight} | zy'
EVERYWHERE = [
    place for path, text in sorted(contracts().items()) for place in places(path, text)
]
SOME = random.Random(3).sample(EVERYWHERE, 16)  # noqa: S311  # the same ones each time


def named(place: Place) -> str:
    return f"{place.path}:{place.start}"


def pair(place: Place, after: str) -> tuple[Outputs, Outputs]:
    files = dict(contracts())
    before = outputs(place.replaced(files, BEFORE))
    return before, outputs(place.replaced(files, after))


def check_bytes(place: Place) -> bool:
    """Assert that nothing else changed; return whether the text is shown at all."""
    before, after = pair(place, AFTER)
    expected = {
        path: content.replace(BEFORE.encode(), AFTER.encode())
        for path, content in before.items()
    }
    assert [*after] == [*expected]
    assert after == expected
    return after != before


def test_there_is_prose_everywhere() -> None:
    assert len(EVERYWHERE) > 130
    assert {place.path for place in EVERYWHERE} == {*contracts()}


@pytest.mark.parametrize("place", SOME, ids=named)
def test_words_for_words(place: Place) -> None:
    assert check_bytes(place), "this text reaches no output"


@pytest.mark.parametrize("place", SOME[:6], ids=named)
def test_a_text_of_another_shape(place: Place) -> None:
    """It may take other lines and quotes, but no place of another text changes."""
    before, after = pair(place, LINES)
    assert [*after] == [*before]
    for path, content in after.items():
        old, new = leaves(path, before[path].decode()), leaves(path, content.decode())
        changed = [
            (place, was)
            for (place, was), (here, now) in zip(old, new, strict=True)
            if place != here or was != now
        ]
        assert all(BEFORE in was for _, was in changed), path
    assert prose(LINES) == LINES
