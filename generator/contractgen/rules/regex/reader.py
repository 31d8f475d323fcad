"""One pass over a pattern, from left to right, with a stack of its own.

No input makes it recurse, and each character is looked at once.
"""

from contractgen.rules.regex.characters import Characters, complement, union
from contractgen.rules.regex.groups import Group, Item, refuse_ambiguous
from contractgen.rules.regex.problem import costly, foreign, syntax

MAX_DEPTH = 20
MAX_REPEAT = 1000
MAX_SIZE = 2000
"""Characters of a pattern with its counted repetitions written out."""

_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_INSTEAD = {
    "d": "write `[0-9]`",
    "D": "write `[^0-9]`",
    "w": "write `[A-Za-z0-9_]`",
    "W": "write `[^A-Za-z0-9_]`",
    "s": "write a class of the blanks you mean, such as `[ ]`",
    "S": "write a class that leaves out the blanks you mean, such as `[^ ]`",
    "b": "spell out which characters may stand beside the word",
    "B": "spell out which characters may stand beside the word",
    "A": "write `^`",
    "Z": "write `$`",
    "z": "write `$`",
    "p": "write a class of ranges",
    "P": "write a class of ranges",
    "k": "write the group's pattern again",
    "-": "write `-` alone; only a class needs `\\-`",
} | dict.fromkeys("123456789", "write the group's pattern again")
_GROUPS = {
    "=": "look-ahead",
    "!": "look-ahead",
    "<=": "look-behind",
    "<!": "look-behind",
    "<": "a named group",
    "P": "a named group",
    ">": "an atomic group",
    "#": "a comment",
}


class Reader:
    """One pass over one pattern."""

    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0
        self.open: list[Group] = []
        self.group = Group(0)
        self.item: Item | None = None

    def read(self) -> None:
        """Read it all, or raise a refusal."""
        while self.at < len(self.text):
            self._token(self.text[self.at])
        self._keep(1, 1, self.at)
        if self.open:
            raise syntax(
                self.group.start, "the group is never closed", "add `)`, or write `\\(`"
            )

    def _token(self, char: str) -> None:
        match char:
            case "?" | "*" | "+" | "{":
                self._quantifier(char)
            case "(":
                self._open_group()
            case ")":
                self._close_group()
            case "|":
                self._keep(1, 1, self.at)
                self.group.alternative()
                self.at += 1
            case "^" | "$":
                self._keep(1, 1, self.at)
                self.at += 1
            case ".":
                raise foreign(
                    self.at,
                    "engines disagree on which line ends `.` matches",
                    "write a class, such as `[^\\n]` or `[ -~]`, or `\\.` for a dot",
                )
            case "]" | "}":
                raise syntax(self.at, f"`{char}` closes nothing", f"write `\\{char}`")
            case _:
                self._characters()

    def _characters(self) -> None:
        start = self.at
        found = self._class() if self.text[start] == "[" else self._single()
        self._keep(1, 1, start)
        self.item = Item(start, found, max(1, len(found) // 2))

    def _single(self, in_class: bool = False) -> Characters:
        char = self.text[self.at]
        if char == "\\":
            char = self._escaped(in_class)
        self.at += 1
        return ((ord(char), ord(char)),)

    def _escaped(self, in_class: bool) -> str:
        start = self.at
        self.at += 1
        char = self.text[self.at : self.at + 1]
        if not char:
            raise syntax(start, "a backslash ends the pattern", "write `\\\\`")
        if char in _SYNTAX or (in_class and char == "-"):
            return char
        instead = _INSTEAD.get(char, "write the character itself")
        raise foreign(start, f"`\\{char}` is not the same in every engine", instead)

    def _class(self) -> Characters:
        start = self.at
        self.at += 1
        negated = self.text.startswith("^", self.at)
        self.at += negated
        ranges: list[tuple[int, int]] = []
        while not self.text.startswith("]", self.at):
            if self.at >= len(self.text):
                raise syntax(start, "the class is never closed", "add `]`")
            ranges.append(self._range(first=not ranges))
        self.at += 1
        if not ranges:
            raise syntax(start, "the class is empty", "write `\\]` for a bracket")
        return complement(union([tuple(ranges)])) if negated else union([tuple(ranges)])

    def _range(self, *, first: bool) -> tuple[int, int]:
        """Read one member of a class: a character, or two with `-` between them."""
        start = self.at
        low = self._member(first=first)
        after = self.text[self.at : self.at + 2]
        if len(after) < 2 or after[0] != "-" or after[1] == "]":
            return low, low
        self.at += 1
        high = self._member(first=False)
        if high < low:
            raise syntax(start, "the range runs backwards", "swap its ends")
        return low, high

    def _member(self, *, first: bool) -> int:
        start, char = self.at, self.text[self.at]
        following = self.text[start + 1 : start + 2]
        if char == "[" or (char == "-" and not first and following != "]"):
            raise foreign(
                start, f"`{char}` means more to some engines here", f"write `\\{char}`"
            )
        if char in "&|~-" and char == following:
            raise foreign(
                start, f"`{char * 2}` joins classes in some engines", "write one"
            )
        return self._single(in_class=True)[0][0]

    def _open_group(self) -> None:
        start = self.at
        if self.text.startswith("(?", start):
            self._special_group(start)
        self._keep(1, 1, start)
        self.at += 3 if self.text.startswith("(?", start) else 1
        self.open.append(self.group)
        self.group = Group(start)
        if len(self.open) > MAX_DEPTH:
            raise costly(
                start, f"groups are nested deeper than {MAX_DEPTH}", "write it flat"
            )

    def _special_group(self, start: int) -> None:
        kind = self.text[start + 2 : start + 4]
        if kind.startswith(":"):
            return
        name = _GROUPS.get(kind) or _GROUPS.get(kind[:1], "a flag")
        raise foreign(
            start,
            f"`(?{kind[:1]}` is {name}, which not every engine has",
            "write `(?:` or `(`, and say the rest in the description",
        )

    def _close_group(self) -> None:
        if not self.open:
            raise syntax(self.at, "`)` closes nothing", "write `\\)`")
        self._keep(1, 1, self.at)
        closed = self.group.close()
        self.group = self.open.pop()
        self.item = closed
        self.at += 1

    def _quantifier(self, char: str) -> None:
        start = self.at
        low, high = self._counts() if char == "{" else _SHORT[char]
        self.at += char != "{"
        if self.item is None or not self.item.size:
            raise syntax(start, f"`{char}` repeats nothing", f"write `\\{char}`")
        following = self.text[self.at : self.at + 1]
        if following and following in "?+*{":
            raise foreign(
                self.at,
                "a quantifier follows a quantifier",
                "leave it out: only whether the whole matches counts",
            )
        self._keep(low, high, start)

    def _counts(self) -> tuple[int, int | None]:
        start = self.at
        end = self.text.find("}", start)
        low, comma, high = self.text[start + 1 : max(end, start)].partition(",")
        if not low and comma and _digits(high):
            raise foreign(
                start, "not every engine reads `{,n}`", f"write `{{0,{high}}}`"
            )
        if not _digits(low) or (high and not _digits(high)):
            raise syntax(start, "`{` begins no count here", "write `\\{` for a brace")
        self.at = end + 1
        least, most = int(low), int(high) if high else None if comma else int(low)
        if max(least, most or 0) > MAX_REPEAT:
            raise costly(
                start,
                f"a count is above {MAX_REPEAT}",
                "use `maxLength` for the length of a text",
            )
        if most is not None and most < least:
            raise syntax(start, "the least count is above the greatest", "swap them")
        return least, most

    def _keep(self, low: int, high: int | None, at: int) -> None:
        """Add the item at hand to its group, repeated `low` to `high` times."""
        item, self.item = self.item, None
        if item is None:
            return
        if high is None or high > 1:
            refuse_ambiguous(item, at)
        self.group.add(item, low, high)
        if self.group.size > MAX_SIZE:
            raise costly(
                at,
                f"written out, the pattern has more than {MAX_SIZE} characters",
                "count less, and use `maxLength` for the length of a text",
            )


_SHORT: dict[str, tuple[int, int | None]] = {
    "?": (0, 1),
    "*": (0, None),
    "+": (1, None),
}


def _digits(text: str) -> bool:
    return 0 < len(text) <= 6 and text.isascii() and text.isdigit()
