"""Parts of a view that a template loops over, made while it does.

A document may have megabytes: its parts are written one by one, and none is kept.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import starmap
from typing import Generic, TypeVar

_Value = TypeVar("_Value")
_Made = TypeVar("_Made")


class Each(Generic[_Made]):
    """What `make` returns for each member of an object, made anew by every loop."""

    def __init__(
        self, members: Mapping[str, _Value], make: Callable[[str, _Value], _Made]
    ) -> None:
        self._size = len(members)
        self._loop: Callable[[], Iterator[_Made]]
        self._loop = lambda: starmap(make, members.items())

    def __iter__(self) -> Iterator[_Made]:
        return self._loop()

    def __len__(self) -> int:
        return self._size
