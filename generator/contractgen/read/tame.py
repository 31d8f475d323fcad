"""Tame YAML, read line by line: what nearly all contracts are written in.

A line has a key, a value or both; a value is plain, quoted or in flow style, and ends
with its line. Whatever could mean anything else is left to libyaml, as every mistake
is (`read.yaml`), which takes half as long again. What is read here it would read the
same, node by node; tests hold the two together.
"""

import re
from string import ascii_letters, digits
from typing import TypeVar

from contractgen.nodes import Entry, Mapping, Node, Scalar, Sequence, Style
from contractgen.source import Source

_KEY = r"([A-Za-z_][A-Za-z0-9_.-]{0,99}):"
_LINE = re.compile(rf"( *)(- +)?(?:{_KEY}(?: +|$))?(.*)\n?", re.MULTILINE)
_END = re.compile(r" *(?: #.*)?$", re.MULTILINE)
_BLOCK_STARTS = frozenset(f"{ascii_letters}{digits}_/$.(")

# In flow style, a plain text has no commas, colons, hashes or brackets.
_PLAIN = r"((?:[A-Za-z0-9_/$.(]|[^\x00-\xa0]|-(?=[0-9]))[^,:#?\[\]{}\n]*)"
_SCALAR = rf"""(?:{_PLAIN}|"([^"\\\n]*)"|'([^'\n]*)')"""
_VALUE = re.compile(_SCALAR)
_PAIR = re.compile(rf" *{_KEY} +{_SCALAR} *([,}}])")
_ITEM = re.compile(rf" *{_SCALAR} *([,\]])")
_PAIR_OF_FLOW = re.compile(rf" *{_KEY} +(?=[{{\[])")
_ITEM_OF_FLOW = re.compile(r" *(?=[{\[])")
_AFTER_FLOW = re.compile(r" *([,}\]])")
_EMPTY = re.compile(r"\{ *\}|\[ *\]")

_NO_TEXT = frozenset(("null", "true", "false", "yes", "no", "on", "off"))

# Well below what libyaml and `read.yaml` allow: who has more shall hear it from them.
_MAX_LINE = 900  # characters
_MAX_DEPTH = 12  # of blocks, and of flow style in them

_Block = TypeVar("_Block", Mapping, Sequence)


class _WildError(Exception):
    """This is not tame."""


def read_tame(source: Source) -> Mapping | None:
    """Return the file's mapping, or None where libyaml has to read it."""
    try:
        return _Reader(source).root()
    except _WildError:
        return None


class _Reader:
    """Puts nodes together from lines. Raises _WildError."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._texts: dict[str, str] = {}  # each text once, however often it occurs
        self._names: dict[str, str] = {}  # the same for keys, which were found good
        # What is read becomes the value of a key without a name, left of all columns.
        self._file = Mapping(source, 0, 0, {})
        self._waiting: Scalar | None = Scalar(source, 0, 0, "", Style.PLAIN)
        self._open: list[tuple[int, Mapping | Sequence]] = [(-1, self._file)]

    def root(self) -> Mapping:
        """Return the mapping of all lines."""
        if "\t" in self._text:
            raise _WildError
        for line in _LINE.finditer(self._text):
            spaces, dash, key, rest = line.groups()
            if len(rest) > _MAX_LINE:
                raise _WildError
            if dash:
                self._item(len(spaces), line)
            elif key:
                mapping = self._mapping(len(spaces), line.start(3))
                self._member(mapping, key, rest, line)
            elif rest and rest[0] != "#":
                raise _WildError
        if self._waiting:
            raise _WildError
        while self._open:
            self._close()
        root = self._file.entries[""].value
        if not isinstance(root, Mapping):
            raise _WildError
        return root

    def _item(self, column: int, line: re.Match[str]) -> None:
        """Add a line with a dash to the sequence in its column."""
        _, dash, key, rest = line.groups()
        items = self._sequence(column, line.start(2)).items
        if key:
            mapping = Mapping(self._source, line.start(3), 0, {})
            items.append(mapping)
            self._enter(column + len(dash), mapping)
            self._member(mapping, key, rest, line)
        else:
            items.append(self._value(rest, line.start(4)))

    def _member(
        self, mapping: Mapping, key: str, rest: str, line: re.Match[str]
    ) -> None:
        """Add a line with a key to its mapping."""
        name = self._name(key, line.start(3), mapping.entries)
        if rest:
            value = self._value(rest, line.start(4))
            mapping.entries[name.text] = Entry(name, value)
        else:
            self._waiting = name

    # Blocks.

    def _mapping(self, column: int, start: int) -> Mapping:
        """Return the mapping in a column; a new one where a key waits for it."""
        if self._waiting:
            return self._begin(Mapping(self._source, start, 0, {}), column, 1)
        return self._back_to(column, Mapping)

    def _sequence(self, column: int, start: int) -> Sequence:
        """Return the sequence in a column, which may be that of the key before it."""
        if self._waiting:
            return self._begin(Sequence(self._source, start, 0, []), column, 0)
        return self._back_to(column, Sequence)

    def _begin(self, made: _Block, column: int, further: int) -> _Block:
        """Enter the block a key waits for, at least `further` columns right of it."""
        here, mapping = self._open[-1]
        name, self._waiting = self._waiting, None
        if name is None or not isinstance(mapping, Mapping) or column < here + further:
            raise _WildError
        mapping.entries[name.text] = Entry(name, made)
        self._enter(column, made)
        return made

    def _enter(self, column: int, block: Mapping | Sequence) -> None:
        if len(self._open) > _MAX_DEPTH:
            raise _WildError
        self._open.append((column, block))

    def _back_to(self, column: int, kind: type[_Block]) -> _Block:
        here, block = self._open[-1]
        while here > column or (here == column and type(block) is not kind):
            self._close()
            here, block = self._open[-1]
        if here < column or not isinstance(block, kind):
            raise _WildError
        return block

    def _close(self) -> None:
        """End a block where the last of what it holds ends."""
        _, block = self._open.pop()
        if isinstance(block, Mapping):
            block.end = next(reversed(block.entries.values())).value.end
        else:
            block.end = block.items[-1].end

    # Keys and values.

    def _name(self, key: str, start: int, entries: dict[str, Entry]) -> Scalar:
        good = self._names.get(key)
        if good is None:
            if key.lower() in _NO_TEXT:
                raise _WildError
            good = self._names[key] = key
        if key in entries:
            raise _WildError
        return Scalar(self._source, start, start + len(key), good, Style.PLAIN)

    def _value(self, rest: str, start: int) -> Node:
        """Return the value that a line ends with."""
        first = rest[:1]
        if first in _BLOCK_STARTS or first > "\xa0":
            return self._plain(rest, start)
        if first in ("{", "["):
            value: Node = self._flow(start, 0)
        elif found := _VALUE.match(self._text, start):
            value = self._scalar(found, 1)
        else:
            raise _WildError
        if not _END.match(self._text, value.end):
            raise _WildError
        return value

    def _plain(self, rest: str, start: int) -> Scalar:
        text = (rest.partition(" #")[0] if "#" in rest else rest).rstrip(" ")
        if ":" in text and (": " in text or text[-1] == ":"):
            raise _WildError
        text = self._texts.setdefault(text, text)
        return Scalar(self._source, start, start + len(text), text, Style.PLAIN)

    def _scalar(self, found: re.Match[str], group: int) -> Scalar:
        """Return what one of three groups holds: a plain text, or in either quotes."""
        plain = found[group]
        if plain is not None:
            return self._plain(plain, found.start(group))
        group += 1 if found[group + 1] is not None else 2
        start, end = found.span(group)
        text = self._texts.setdefault(found[group], found[group])
        return Scalar(self._source, start - 1, end + 1, text, Style.TEXT)

    # Flow style.

    def _flow(self, start: int, depth: int) -> Mapping | Sequence:
        if depth > _MAX_DEPTH:
            raise _WildError
        if self._text[start] == "{":
            return self._flow_mapping(start, depth)
        return self._flow_sequence(start, depth)

    def _flow_mapping(self, start: int, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        if empty := _EMPTY.match(self._text, start):
            return Mapping(self._source, start, empty.end(), entries)
        at, mark = start + 1, ","
        while mark == ",":
            value: Node
            if pair := _PAIR.match(self._text, at):
                name = self._name(pair[1], pair.start(1), entries)
                value = self._scalar(pair, 2)
                at, mark = pair.end(), pair[5]
            elif pair := _PAIR_OF_FLOW.match(self._text, at):
                name = self._name(pair[1], pair.start(1), entries)
                value = self._flow(pair.end(), depth + 1)
                at, mark = self._after(value)
            else:
                raise _WildError
            entries[name.text] = Entry(name, value)
        if mark != "}":
            raise _WildError
        return Mapping(self._source, start, at, entries)

    def _flow_sequence(self, start: int, depth: int) -> Sequence:
        items: list[Node] = []
        if empty := _EMPTY.match(self._text, start):
            return Sequence(self._source, start, empty.end(), items)
        at, mark = start + 1, ","
        while mark == ",":
            if item := _ITEM.match(self._text, at):
                items.append(self._scalar(item, 1))
                at, mark = item.end(), item[4]
            elif item := _ITEM_OF_FLOW.match(self._text, at):
                items.append(self._flow(item.end(), depth + 1))
                at, mark = self._after(items[-1])
            else:
                raise _WildError
        if mark != "]":
            raise _WildError
        return Sequence(self._source, start, at, items)

    def _after(self, value: Node) -> tuple[int, str]:
        """Return where it goes on after a value in flow style, and the mark there."""
        found = _AFTER_FLOW.match(self._text, value.end)
        if not found:
            raise _WildError
        return found.end(), found[1]
