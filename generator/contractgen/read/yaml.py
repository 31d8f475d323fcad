"""YAML contracts: libyaml's events to nodes.

An own composer, because contracts use a small part of YAML and need three things no
loader gives together: a place for every node, scalars left as written, and speed.
Whatever a contract does not need (tags, aliases, merge keys, several documents) is
refused with its place. What the keys mean is not known here.
"""

import re
from typing import Any, NoReturn, cast

from contractgen.diagnostics import Code, Diagnostic
from contractgen.nodes import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Style,
    mappings,
)
from contractgen.read import libyaml
from contractgen.read.text import (
    DUPLICATE_KEY,
    EMPTY_FILE,
    FORBIDDEN_CHARACTER,
    KEY_NOT_TEXT,
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_KEY,
    MAX_SCALAR,
    TOO_DEEP,
    TOO_LONG,
    forbidden_in,
    unix_lines,
)
from contractgen.read.yaml_syntax import SEVERAL_DOCUMENTS, directive, explain, tab_at
from contractgen.source import Source, Span
from contractgen.suggest import shown

NOT_A_MAPPING = Code(
    "CG115",
    "a contract file holds a mapping",
    "At its top level a contract file is a mapping from `contractgen`, `package`, "
    "`models`, `commands` … to what they declare; a list or a single text declares "
    "nothing.",
    "Start the file with `contractgen: 1` and put what it declares under its key.",
    "- CancelJobInput",
    "contractgen: 1\nmodels:\n  CancelJobInput: …",
)
ALIAS = Code(
    "CG116",
    "YAML anchor, alias or merge key",
    "Anchors (`&name`), aliases (`*name`) and merge keys (`<<`) copy parts of a file "
    "by name. A few lines of them can unfold to gigabytes, and a reader of the "
    "contract must follow them to see what a field is.",
    "Declare a model, an enum or an event once and refer to it by its name; use "
    "`defaults` for owners, tags and stability. A text that starts with `*` or `&` "
    "needs quotes.",
    "models:\n  A: { fields: &f { id: String } }\n  B: { fields: *f }",
    "models:\n  A: { fields: { id: String } }\n  B: { fields: { id: String } }",
)
TAG = Code(
    "CG117",
    "YAML tag",
    "Tags (`!name`, `!!str`) tell a YAML reader which object to make of a value. "
    "Contracts hold data alone; the type of a value follows from where it stands.",
    "Delete the tag. To make a number a text, quote it; a text that starts with `!` "
    "needs quotes as well.",
    "default: !!str 7",
    'default: "7"',
)
CODES = (NOT_A_MAPPING, ALIAS, TAG)

_STYLES = {
    "": Style.PLAIN,
    "'": Style.TEXT,
    '"': Style.TEXT,
    "|": Style.TEXT,
    ">": Style.TEXT,
}

# What YAML 1.1 or 1.2 reads as null, a boolean, a number or a date. A lone y or n is
# left alone: no loader in use takes it for a boolean, and points have an y.
_NOT_TEXT = re.compile(
    r"""(?: ~? | null | true | false | yes | no | on | off
    | [-+]?0b[01_]+ | [-+]?0o?[0-7_]+ | [-+]?0x[0-9a-f_]+
    | [-+]?(?:\d[\d_]*)(?:\.[\d_]*)?(?:e[-+]?\d+)? | [-+]?\.\d[\d_]*(?:e[-+]?\d+)?
    | [-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)? | [-+]?\.inf | \.nan
    | \d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d[\d:. +\-tz]*)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def read_yaml(source: Source) -> tuple[Mapping | None, list[Diagnostic]]:
    """Return the file's mapping, or None where there are diagnostics."""
    if found := directive(source):
        return None, [found]
    composer = _Composer(source)
    root = composer.root()
    if not composer.found and root:
        composer.found = _tabs(source, root)
    return (None if composer.found else root), composer.found


def read_again(source: Source) -> dict[int, Mapping]:
    """Return the mappings of a text that was read before, by where they start."""
    root, _ = read_yaml(source)
    return mappings(root) if root else {}


class _StopReading(Exception):  # noqa: N818 (a signal)
    """The rest of the file is not worth reading: the reason is in `found`."""


class _Composer:
    """Puts nodes together from events, one method for each kind of node."""

    __slots__ = ("depth", "found", "good_keys", "next_event", "source", "texts")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.next_event: Any = libyaml.parser(source.text).get_event
        self.depth = 0
        self.good_keys: set[str] = set()
        self.texts: dict[str, str] = {}  # each text once, however often it occurs

    def root(self) -> Mapping | None:
        """Return the document's mapping; whatever is wrong goes to `found`."""
        node = None
        try:
            while (event := self.next_event()) is not None:
                if type(event) is libyaml.DocumentStart:
                    node = self.document(event, node)
        except _StopReading:
            return None
        except libyaml.SyntaxProblem as error:
            self.found.append(explain(self.source, cast(libyaml.Problem, error)))
            return None
        if isinstance(node, Mapping):
            return node
        if not self.found:
            self.found.append(self.no_mapping(node))
        return None

    def document(self, event: libyaml.Event, earlier: Node | None) -> Node:
        if earlier is not None:
            advice = "move what follows to a file of its own"
            self.stop(SEVERAL_DOCUMENTS, event, "one document per file", advice)
        return self.node(self.next_event())

    def no_mapping(self, node: Node | None) -> Diagnostic:
        if node is None or (isinstance(node, Scalar) and node.start == node.end):
            advice = "start with `contractgen: 1`"
            return EMPTY_FILE.at(Span(self.source, 0, 0), "empty file", help=advice)
        kind = "list" if isinstance(node, Sequence) else "single text"
        message = f"a contract file holds a mapping, not a {kind}"
        span = Span(self.source, node.start, node.start + 1)
        advice = "start with `contractgen: 1`; declarations go under their key"
        return NOT_A_MAPPING.at(span, message, help=advice)

    # Here goes half of the time that reading takes.

    def mapping(self, start: int) -> Mapping:
        next_event = self.next_event
        entries: dict[str, Entry] = {}
        value: Node | None = None
        while type(event := next_event()) is not libyaml.MappingEnd:
            key = self.key(event, entries)
            event = next_event()
            is_scalar = type(event) is libyaml.ScalarValue
            value = self.scalar(event) if is_scalar else self.node(event)
            entries[key.text] = Entry(key, value)
        return Mapping(self.source, start, _end(event, value), entries)

    def key(self, event: Any, entries: dict[str, Entry]) -> Scalar:
        is_scalar = type(event) is libyaml.ScalarValue
        node = self.scalar(event) if is_scalar else self.odd_key(event)
        name = node.text
        if name not in self.good_keys or name in entries:
            self.inspect_key(node, entries)
        return node

    def scalar(self, event: libyaml.Scalar) -> Scalar:
        style = event.style
        value = self.texts.setdefault(event.value, event.value)
        start = event.start_mark.index
        node = Scalar(self.source, start, event.end_mark.index, value, _STYLES[style])
        if style or event.anchor or event.tag or len(value) > MAX_KEY:
            self.inspect(event, node)
        return node

    def sequence(self, start: int) -> Sequence:
        items: list[Node] = []
        while type(event := self.next_event()) is not libyaml.SequenceEnd:
            items.append(self.node(event))
        end = _end(event, items[-1] if items else None)
        return Sequence(self.source, start, end, items)

    def node(self, event: Any) -> Node:
        kind = cast(Any, type(event))
        if kind is libyaml.ScalarValue:
            return self.scalar(event)
        if kind is libyaml.Alias:
            return self.alias(event)
        if event.anchor or event.tag:
            self.refuse_properties(event)
        if self.depth == MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            advice = "declare a model for the inner part and refer to it"
            self.stop(TOO_DEEP, event, message, advice)
        make = self.mapping if kind is libyaml.MappingStart else self.sequence
        self.depth += 1
        node = make(event.start_mark.index)
        self.depth -= 1
        return node

    # What a contract does not need.

    def odd_key(self, event: Any) -> Scalar:
        if type(event) is not libyaml.Alias:
            if event.anchor or event.tag:
                self.refuse_properties(event)
            self.stop(KEY_NOT_TEXT, event, "keys must be text", "quote it")
        return self.alias(event)

    def inspect_key(self, node: Scalar, entries: dict[str, Entry]) -> None:
        if (entry := entries.get(node.text)) is not None:
            message = f"duplicate key {shown(node.text)}"
            advice = "keep one of the two, or rename one"
            found = DUPLICATE_KEY.at(node.span, message, help=advice)
            self.add(found.also(entry.key.span, "first used here"))
        elif len(node.text) > MAX_KEY:
            message = f"this key has {len(node.text):,} characters; {MAX_KEY:,} is most"
            self.report(TOO_LONG, node, message, "is a colon or a quote missing?")
        elif node.style is not Style.PLAIN:
            return
        elif node.text == "<<":
            advice = "write the keys out; `defaults` holds owners, tags and stability"
            self.report(ALIAS, node, "merge keys are not allowed", advice)
        elif _NOT_TEXT.fullmatch(node.text):
            advice = f'quote it: "{node.text}"'
            self.report(KEY_NOT_TEXT, node, "keys must be text", advice)
        else:
            self.good_keys.add(node.text)

    def inspect(self, event: libyaml.Scalar, node: Scalar) -> None:
        if event.anchor or event.tag:
            self.refuse_properties(event)
        if len(node.text) > MAX_SCALAR:
            message = f"this text has {len(node.text):,} characters; the limit is "
            advice = "long prose belongs in a document that the contract links to"
            self.report(TOO_LONG, node, f"{message}{MAX_SCALAR:,}", advice)
        if event.style == '"':
            node.text = unix_lines(node.text)
            if bad := forbidden_in(node.text):
                message = f"forbidden character {bad}, written as an escape"
                self.report(FORBIDDEN_CHARACTER, node, message, "remove it")
        elif event.style in {"|", ">"}:  # libyaml ends these at the next node
            node.end = node.start + len(node.span.text.rstrip())

    def refuse_properties(self, event: libyaml.NodeEvent) -> None:
        start = event.start_mark.index
        span = Span(self.source, start, self.end_of_word(start))
        if event.anchor:
            advice = "declare a model and refer to it by its name"
            self.add(ALIAS.at(span, "anchors are not allowed", help=advice))
        if event.tag:
            advice = "delete the tag; quote a text that starts with !"
            self.add(TAG.at(span, "tags are not allowed", help=advice))

    def alias(self, event: libyaml.NodeEvent) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        node = Scalar(self.source, start, end, f"*{event.anchor}", Style.TEXT)
        advice = "refer to a model by its name; quote a text that starts with *"
        self.report(ALIAS, node, "aliases are not allowed", advice)
        return node

    def report(self, code: Code, node: Scalar, message: str, help: str) -> None:
        self.add(code.at(node.span, message, help=help))

    def add(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)
        if len(self.found) == MAX_FINDINGS:
            raise _StopReading

    def stop(
        self, code: Code, event: libyaml.Event, message: str, help: str
    ) -> NoReturn:
        start = event.start_mark.index
        end = min(
            start + (3 if code is SEVERAL_DOCUMENTS else 1), len(self.source.text)
        )
        self.found.append(code.at(Span(self.source, start, end), message, help=help))
        raise _StopReading

    def end_of_word(self, start: int) -> int:
        found = re.compile(r"[^\s,\[\]{}]+").match(self.source.text, start)
        return found.end() if found else start


def _end(event: libyaml.Event, last: Node | None) -> int:
    """Return where a container ends: one in block style with its last child."""
    end = event.end_mark.index
    return last.end if last and event.start_mark.index == end else end


def _tabs(source: Source, root: Mapping) -> list[Diagnostic]:
    """Tab indentation that libyaml lets pass: inside flow style and plain text."""
    text = source.text
    if "\t" not in text or not ("\n\t" in text or " \t" in text):
        return []
    texts = _text_lines(root)
    found: list[Diagnostic] = []
    for match in re.finditer(r"^[ ]*\t", text, re.MULTILINE):
        inside = any(start < match.start() < end for start, end in texts)
        if not inside and (tab := tab_at(source, match.start())):
            found.append(tab)
    return found[:MAX_FINDINGS]


def _text_lines(root: Mapping) -> list[tuple[int, int]]:
    """Return where texts of several lines stand: there a tab is content."""
    pending: list[Node] = [root]
    texts: list[tuple[int, int]] = []
    while pending:
        node = pending.pop()
        match node:
            case Scalar(style=Style.TEXT) if "\n" in node.span.text:
                texts.append((node.start, node.end))
            case Scalar():
                pass
            case Sequence():
                pending.extend(node.items)
            case Mapping():
                for entry in node.entries.values():
                    pending += (entry.key, entry.value)
    return texts
