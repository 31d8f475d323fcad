"""Groups of a pattern, and whether repeating one is safe for a backtracking engine.

Such an engine tries every way to split a text among the rounds of a repetition. Where
there are two ways per round their number doubles with each round: `(a+)+$` takes
seconds for 30 characters. A repetition is accepted if each text splits in one way at
most, by one of two simple proofs: every round has a fixed form, or every round begins
or ends with a separator that occurs nowhere else in it, as in `(-[a-z]+)*`.
"""

from msgspec import Struct, field

from contractgen.rules.regex.characters import Characters, overlap
from contractgen.rules.regex.problem import costly


class Item(Struct):
    """What a quantifier repeats: characters, or a closed group.

    `characters` are those it may begin with, empty if it may begin with nothing.
    """

    start: int
    characters: Characters
    size: int
    group: "Group | None" = None


class Part(Struct):
    """Characters of a group; `once`: exactly one of them stands there, always."""

    characters: Characters
    once: bool


class Group(Struct):
    """An open or closed group; the whole pattern is one too.

    `leads` holds, per alternative, the characters it must start with, position by
    position as far as that is fixed: enough to tell alternatives apart. `choices`
    counts quantifiers that leave a choice, `split` says that alternatives in here can
    begin alike, `size` counts characters with repetitions written out.
    """

    start: int
    leads: list[list[Characters]] = field(default_factory=lambda: [[]])
    parts: list[Part] = field(default_factory=list["Part"])
    growing: bool = True
    choices: int = 0
    split: bool = False
    size: int = 0

    def add(self, item: Item, low: int, high: int | None) -> None:
        """Append `item`, repeated `low` to `high` times (None: without end)."""
        once = low == high == 1
        if self.growing and low and item.characters:
            self.leads[-1].append(item.characters)
        self.growing &= once and item.group is None
        self.choices += low != high
        self.size += item.size * max(1, high or low)
        inner = item.group
        if inner is None:
            self.parts.append(Part(item.characters, once))
            return
        self.choices += inner.choices
        self.split |= inner.split
        once &= len(inner.leads) == 1
        self.parts += [
            Part(part.characters, part.once and once) for part in inner.parts
        ]

    def alternative(self) -> None:
        """Begin another alternative."""
        self.leads.append([])
        self.growing = True

    def close(self) -> Item:
        """Return the finished group as an item."""
        alike = len(self.leads) > 1 and _alike(self.leads)
        self.split = self.split or alike
        firsts = [lead[0] for lead in self.leads if lead]
        known = len(firsts) == len(self.leads)
        begins = tuple(part for first in firsts for part in first) if known else ()
        return Item(self.start, begins, self.size, self)

    @property
    def separated(self) -> bool:
        """Whether its first or last character marks where a round begins or ends."""
        if len(self.leads) > 1 or len(self.parts) < 2 or self.choices > 1:
            return False
        return _marks(self.parts[0], self.parts[1:]) or _marks(
            self.parts[-1], self.parts[:-1]
        )


def refuse_ambiguous(item: Item, offset: int) -> None:
    """Raise a refusal if repeating `item` may split one text in several ways."""
    group = item.group
    if group is None:
        return
    if group.split:
        raise costly(
            offset,
            "a quantifier repeats alternatives that can begin alike",
            "let each alternative begin with another character",
        )
    if group.choices and not group.separated:
        raise costly(
            offset,
            "a quantifier repeats a group that holds a quantifier",
            "quantify once, give the inner one a fixed count such as `{4}`, or begin "
            "each round with a character that occurs nowhere else in it: `(-[a-z]+)*`",
        )


def _alike(leads: list[list[Characters]]) -> bool:
    """Return whether two alternatives may match the beginning of one text."""
    return any(
        all(overlap(a, b) for a, b in zip(one, other, strict=False))
        for index, one in enumerate(leads)
        for other in leads[:index]
    )


def _marks(mark: Part, others: list[Part]) -> bool:
    return mark.once and not any(
        overlap(mark.characters, other.characters) for other in others
    )
