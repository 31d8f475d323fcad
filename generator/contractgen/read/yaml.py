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
    composer.run()
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
    """Puts nodes into the container on top of an explicit stack; no recursion."""

    __slots__ = (
        "container",
        "documents",
        "found",
        "good_keys",
        "key",
        "source",
        "stack",
        "texts",
    )

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.documents = Sequence(source, 0, 0, [])
        self.container: Sequence | Mapping = self.documents
        self.stack: list[Sequence | Mapping] = []
        self.key: Scalar | None = None
        self.good_keys: set[str] = set()
        self.texts: dict[str, str] = {}  # each text once, however often it occurs

    def run(self) -> None:
        """Read all events; what is wrong goes to `found`."""
        handlers: dict[type, Any] = {
            libyaml.ScalarValue: self.scalar,
            libyaml.MappingStart: self.mapping,
            libyaml.SequenceStart: self.sequence,
            libyaml.MappingEnd: self.end,
            libyaml.SequenceEnd: self.end,
            libyaml.Alias: self.alias,
            libyaml.DocumentStart: self.document,
        }
        handler_of = handlers.get
        next_event = libyaml.parser(self.source.text).get_event
        try:
            while (event := next_event()) is not None:
                if handler := handler_of(type(event)):
                    handler(event)
        except _StopReading:
            pass
        except libyaml.SyntaxProblem as error:
            self.found.append(explain(self.source, cast(libyaml.Problem, error)))

    def root(self) -> Mapping | None:
        """Return the document's mapping; anything else becomes a diagnostic."""
        node = self.documents.items[0] if self.documents.items else None
        if isinstance(node, Mapping):
            return node
        if self.found:
            return None
        if node is None or (isinstance(node, Scalar) and node.start == node.end):
            advice = "start with `contractgen: 1`"
            span = Span(self.source, 0, 0)
            self.found.append(EMPTY_FILE.at(span, "empty file", help=advice))
            return None
        kind = "list" if isinstance(node, Sequence) else "single text"
        message = f"a contract file holds a mapping, not a {kind}"
        span = Span(self.source, node.start, node.start + 1)
        advice = "start with `contractgen: 1`; declarations go under their key"
        self.found.append(NOT_A_MAPPING.at(span, message, help=advice))
        return None

    # Event handlers, the most frequent first.

    def scalar(self, event: libyaml.Scalar) -> None:
        style = event.style
        value = self.texts.setdefault(event.value, event.value)
        start = event.start_mark.index
        node = Scalar(self.source, start, event.end_mark.index, value, _STYLES[style])
        if style or event.anchor or event.tag or len(value) > MAX_KEY:
            self.inspect(event, node)
        # What `place` does, written out: this is where half of the time goes.
        container = self.container
        if isinstance(container, Sequence):
            container.items.append(node)
        elif (key := self.key) is not None:
            container.entries[key.text] = Entry(key, node)
            self.key = None
        elif value in self.good_keys and value not in container.entries:
            self.key = node
        else:
            self.take_key(container, node)

    def mapping(self, event: libyaml.NodeEvent) -> None:
        start = event.start_mark.index
        self.open(event, Mapping(self.source, start, start, {}))

    def sequence(self, event: libyaml.NodeEvent) -> None:
        start = event.start_mark.index
        self.open(event, Sequence(self.source, start, start, []))

    def open(self, event: libyaml.NodeEvent, node: Mapping | Sequence) -> None:
        if event.anchor or event.tag:
            self.refuse_properties(event)
        if isinstance(self.container, Mapping) and self.key is None:
            self.stop(KEY_NOT_TEXT, event, "keys must be text", "quote it")
        if len(self.stack) == MAX_DEPTH:
            self.stop(
                TOO_DEEP,
                event,
                f"nested more than {MAX_DEPTH} levels deep",
                "declare a model for the inner part and refer to it",
            )
        self.place(node)
        self.stack.append(self.container)
        self.container = node

    def end(self, event: libyaml.Event) -> None:
        node = self.container
        end = event.end_mark.index
        if event.start_mark.index == end:  # block style: ends with its last child
            if isinstance(node, Mapping):
                end = next(reversed(node.entries.values())).value.end
            else:
                end = node.items[-1].end
        node.end = end
        self.container = self.stack.pop()

    def place(self, node: Node) -> None:
        container = self.container
        if isinstance(container, Sequence):
            container.items.append(node)
        elif (key := self.key) is not None:
            container.entries[key.text] = Entry(key, node)
            self.key = None
        elif isinstance(node, Scalar):  # an alias; `open` has refused all else
            self.take_key(container, node)

    def take_key(self, container: Mapping, node: Scalar) -> None:
        name = node.text
        if (entry := container.entries.get(name)) is not None:
            message = f"duplicate key {shown(name)}"
            advice = "keep one of the two, or rename one"
            found = DUPLICATE_KEY.at(node.span, message, help=advice)
            self.add(found.also(entry.key.span, "first used here"))
        elif name not in self.good_keys:
            self.inspect_key(node)
        self.key = node

    # What a contract does not need.

    def inspect_key(self, node: Scalar) -> None:
        if len(node.text) > MAX_KEY:
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

    def alias(self, event: libyaml.NodeEvent) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        node = Scalar(self.source, start, end, f"*{event.anchor}", Style.TEXT)
        advice = "refer to a model by its name; quote a text that starts with *"
        self.report(ALIAS, node, "aliases are not allowed", advice)
        self.place(node)

    def document(self, event: libyaml.Event) -> None:
        if self.documents.items:
            advice = "move what follows to a file of its own"
            self.stop(SEVERAL_DOCUMENTS, event, "one document per file", advice)

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


def _tabs(source: Source, root: Mapping) -> list[Diagnostic]:
    """Tab indentation that libyaml lets pass: inside flow style and plain text."""
    if "\n\t" not in source.text and " \t" not in source.text:
        return []
    texts = _text_lines(root)
    found: list[Diagnostic] = []
    for match in re.finditer(r"^[ ]*\t", source.text, re.MULTILINE):
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
