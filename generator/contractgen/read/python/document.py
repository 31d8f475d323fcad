"""A read module to the document that YAML would give."""

from contractgen.diagnostics import Diagnostic
from contractgen.nodes import Entry, Mapping, Node, Scalar, Sequence, Style
from contractgen.read.python.codes import TOO_MUCH, WRONG_VALUE
from contractgen.read.python.expressions import MAX_VALUES
from contractgen.read.python.modules import Module
from contractgen.read.python.values import (
    Data,
    Definition,
    Items,
    Pairs,
    Reference,
    Refused,
)
from contractgen.read.text import DUPLICATE_KEY, MAX_DEPTH, TOO_DEEP

_LISTS = {"event": "events", "command": "commands", "query": "queries"}
_NAMED = {"enum": "enums", "model": "models"}


def write(module: Module) -> Mapping:
    """Return the document of a module; what is wrong goes to `module.found`."""
    writer = _Writer(module)
    root = writer.mapping(0, len(module.source.text))
    writer.head(root)
    for section in (*_NAMED.values(), *_LISTS.values()):
        writer.section(root, section)
    return root


class _Writer:
    """Copies values into nodes, since one value may be used in several places."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._source = module.source
        self._home = module.home
        self._written = 0

    def mapping(self, start: int, end: int) -> Mapping:
        return Mapping(self._source, start, end, {})

    def head(self, root: Mapping) -> None:
        key = Scalar(self._source, 0, 0, "contractgen", Style.TEXT)
        language: Node = Scalar(self._source, 0, 0, "1", Style.VALUE)
        root.entries["contractgen"] = Entry(key, language)
        for name, (given, value) in (
            self._home.file.entries.items() if self._home.file else ()
        ):
            called = "contractgen" if name == "language" else name
            key = Scalar(given.source, given.start, given.end, called, Style.TEXT)
            self._guarded(root, key, value, 2)

    def section(self, root: Mapping, section: str) -> None:
        found = [
            definition
            for definition in self._home.definitions
            if (_NAMED | _LISTS)[definition.kind] == section
        ]
        if not found:
            return
        start, end = found[0].sections.start, found[-1].sections.end
        key = Scalar(self._source, start, start, section, Style.TEXT)
        if section in _LISTS.values():
            items = Sequence(self._source, start, end, [])
            root.entries[section] = Entry(key, items)
            for definition in found:
                items.items += self._one(definition)
            return
        named = self.mapping(start, end)
        root.entries[section] = Entry(key, named)
        for definition in found:
            if definition.name:
                self._named(named, definition.name, definition)

    def _named(self, named: Mapping, name: Scalar, definition: Definition) -> None:
        if earlier := named.entries.get(name.text):
            message = f"`{name.text[:60]}` is defined twice"
            found = DUPLICATE_KEY.at(name.span, message, help="rename one of the two")
            self._module.found.append(found.also(earlier.key.span, "first here"))
            return
        self._guarded(named, name, definition.sections, 3)

    def _one(self, definition: Definition) -> list[Node]:
        try:
            return [self._node(definition.sections, 3)]
        except Refused as refused:
            self._note(refused.diagnostic)
            return []

    def _guarded(self, into: Mapping, key: Scalar, value: Data, depth: int) -> None:
        try:
            into.entries[key.text] = Entry(key, self._node(value, depth))
        except Refused as refused:
            self._note(refused.diagnostic)

    def _note(self, diagnostic: Diagnostic | None) -> None:
        if diagnostic and diagnostic not in self._module.found:
            self._module.found.append(diagnostic)

    def _node(self, value: Data, depth: int) -> Node:
        self._written += 1
        if self._written > MAX_VALUES:
            advice = "refer to a model in place of repeating its parts"
            message = "this contract unfolds too far"
            raise Refused(TOO_MUCH.at(value.span, message, help=advice))
        if isinstance(value, Scalar):
            return value
        if isinstance(value, Reference):
            return self._reference(value)
        if depth > MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            advice = "declare a model for the inner part and refer to it"
            raise Refused(TOO_DEEP.at(value.span, message, help=advice))
        if isinstance(value, Items):
            items = [self._node(item, depth + 1) for item in value.values]
            return Sequence(value.source, value.start, value.end, items)
        return self._pairs(value, depth)

    def _pairs(self, pairs: Pairs, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        for name, (key, value) in pairs.entries.items():
            if name == "ref" and isinstance(value, Reference):
                event = self._event(key, value)
                entries["ref"] = event["ref"]
                if "version" not in pairs.entries:
                    entries["version"] = event["version"]
            else:
                entries[name] = Entry(key, self._node(value, depth + 1))
        return Mapping(pairs.source, pairs.start, pairs.end, entries)

    def _reference(self, reference: Reference) -> Scalar:
        definition = reference.definition
        if definition.name is None:
            an = "an" if definition.kind == "event" else "a"
            message = f"{an} {definition.kind} cannot stand here"
            advice = 'models and enums are types; an event goes into {"ref": …}'
            raise Refused(WRONG_VALUE.at(reference.span, message, help=advice))
        text = definition.name.text
        home = definition.home.package
        if home is not None and home != self._home.package:
            text = f"{home}.{text}"
        return self._text(reference, text)

    def _event(self, key: Scalar, reference: Reference) -> dict[str, Entry]:
        """Return `ref` and `version` as a declared event fills them in."""
        meta = reference.definition.sections.get("meta")
        found: dict[str, Entry] = {}
        for name, source in (("ref", "key"), ("version", "version")):
            value = meta.get(source) if isinstance(meta, Pairs) else None
            if reference.definition.kind != "event" or not isinstance(value, Scalar):
                message = f"`ref` wants an event with a `{source}`"
                advice = "refer to what define_event returned"
                raise Refused(WRONG_VALUE.at(reference.span, message, help=advice))
            called = Scalar(key.source, key.start, key.end, name, Style.TEXT)
            found[name] = Entry(called, self._text(reference, value.text))
        return found

    def _text(self, at: Reference, text: str) -> Scalar:
        return Scalar(at.source, at.start, at.end, text, Style.TEXT)
