"""Which fields are alike: what a surface writes for one, it writes for all of them.

Most APIs repeat a few fields (`id`, `createdAt`) in many models, so emitters keep what
they made by this key. It holds all that a contract says of a field but its place.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeAlias, TypeVar

from contractgen.ir import Constant, Field, ScalarType

Likeness: TypeAlias = Hashable

Also = TypeVar("Also", bound=Hashable)
Made = TypeVar("Made")


class Alike(Generic[Also, Made]):
    """What one surface made of fields and whatever else it needed.

    Made anew for each document: what is kept goes with it, at once, since nothing here
    refers to who makes it.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[Likeness, Also], Made] = {}

    def of(self, field: Field, also: Also, make: Callable[[Field, Also], Made]) -> Made:
        """Return what `make` made of the field, or of one like it."""
        key = likeness(field), also
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make(field, also)
        return made


def likeness(field: Field) -> Likeness:
    """Return a key that fields share if they differ in their origin at most."""
    kind = field.type
    return (
        field.name,
        kind.row.name if isinstance(kind, ScalarType) else kind,
        field.description,
        field.array,
        field.optional,
        field.nullable,
        field.default and _spelt(field.default),
        field.limits,
        field.deprecated,
        field.pii,
        field.example and _spelt(field.example),
        field.names,
    )


def _spelt(constant: Constant) -> str:
    return repr(constant.value)  # the values 1 and true are equal, their text is not
