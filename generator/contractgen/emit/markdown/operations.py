"""The page of one operation: what the contract says, and how to call it."""

from textwrap import dedent

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.emit.markdown import calls
from contractgen.emit.markdown.tables import (
    FieldRow,
    FieldTables,
    Row,
    listed,
    reference,
)
from contractgen.ir import Emission, Example, Model, Operation, Policy, Scenario
from contractgen.render.fragments import MdText
from contractgen.render.json import to_json, to_json_phrase
from contractgen.render.markdown import (
    md_block,
    md_cell,
    md_code,
    md_code_cell,
    md_inline,
    md_link,
    md_prose,
)
from contractgen.source import Span


class Shape(Struct, frozen=True):
    """An input or output: its model, and a table of fields where it has any."""

    model: MdText
    description: MdText
    has_fields: bool
    fields: tuple[FieldRow, ...]


class ErrorRow(Struct, frozen=True):
    """A line of the table of errors."""

    code: MdText
    status: MdText
    gql_code: MdText
    description: MdText
    when: MdText


class Sample(Struct, frozen=True):
    """An acceptance example as blocks of JSON."""

    title: MdText
    blocks: tuple[Row, ...]


class Story(Struct, frozen=True):
    """An acceptance scenario: its steps in words."""

    title: MdText
    steps: tuple[Row, ...]


class OperationPage(Struct, frozen=True):
    """Everything `markdown/operation.md.jinja` shows."""

    title: MdText
    description: MdText
    metadata: tuple[Row, ...]
    goal: MdText
    context: MdText
    input: Shape
    output: Shape
    success: MdText
    errors: tuple[ErrorRow, ...]
    policy: tuple[Row, ...]
    events: tuple[Row, ...]
    samples: tuple[Sample, ...]
    stories: tuple[Story, ...]
    calls: calls.Calls
    source: MdText

    @property
    def has_errors(self) -> bool:
        """Whether any error is declared."""
        return bool(self.errors)

    @property
    def has_no_errors(self) -> bool:
        """Whether no error is declared."""
        return not self.errors

    @property
    def has_no_events(self) -> bool:
        """Whether no event is emitted."""
        return not self.events


def path(operation: Operation) -> str:
    """Return the page's path below the docs folder."""
    key, major = operation.id
    return f"{operation.package}/{key}.v{major}.md"


def view(api: Api, operation: Operation, tables: FieldTables) -> OperationPage:
    """Return the page of `operation`."""
    meta = operation.meta
    success = operation.success
    return OperationPage(
        title=md_inline(meta.key),
        description=md_prose(meta.description),
        metadata=_metadata(operation),
        goal=md_prose(meta.goal),
        context=md_prose(meta.context),
        input=_input(api, operation, tables),
        output=_output(api, operation, tables),
        success=_with_prose(f"Status {success.status}", success.description),
        errors=tuple(_errors(operation)),
        policy=tuple(_policy(operation.policy)),
        events=tuple(_emission(api, operation, one) for one in operation.emits),
        samples=tuple(map(_sample, operation.acceptance.examples)),
        stories=tuple(map(_story, operation.acceptance.scenarios)),
        calls=calls.view(api, operation),
        source=_source(operation),
    )


def _metadata(operation: Operation) -> tuple[Row, ...]:
    meta = operation.meta
    rows = [
        Row(MdText("Type"), MdText(operation.kind)),
        Row(MdText("Version"), md_inline(str(meta.version))),
        Row(MdText("Stability"), MdText(meta.stability)),
        Row(MdText("Owners"), listed(meta.owners)),
        Row(MdText("Tags"), listed(meta.tags)),
        Row(MdText("File"), md_code(operation.origin.span.source.path)),
    ]
    for name, value in meta.carried.items():
        plain = isinstance(value, str)
        shown = md_inline(str(value)) if plain else md_code(to_json_phrase(value))
        rows.append(Row(md_inline(name), shown))
    return tuple(rows)


def _input(api: Api, operation: Operation, tables: FieldTables) -> Shape:
    if operation.input is None:
        return _nothing("No input.")
    return _shape(api.contracts.models[operation.input], operation.package, tables)


def _output(api: Api, operation: Operation, tables: FieldTables) -> Shape:
    if operation.output is None:
        return _nothing("No content.")
    return _shape(api.contracts.models[operation.output], operation.package, tables)


def _nothing(words: str) -> Shape:
    return Shape(MdText(words), MdText(""), has_fields=False, fields=())


def _shape(model: Model, home: str, tables: FieldTables) -> Shape:
    rows = tables.rows(model, home)
    link = reference(model.symbol, home)
    return Shape(link, _after_dash(model.description), bool(rows), rows)


def _after_dash(description: str) -> MdText:
    return MdText(f" — {md_inline(description)}" if description else "")


def _with_prose(words: str, prose: str) -> MdText:
    return MdText(f"{words}: {md_inline(prose)}" if prose else f"{words}.")


def _errors(operation: Operation) -> list[ErrorRow]:
    return [
        ErrorRow(
            md_code_cell(error.code),
            MdText(str(error.http)),
            md_code_cell(error.gql_code),
            md_cell(error.description),
            md_cell(error.when),
        )
        for error in operation.errors
    ]


_AUTH = {
    "anonymous": "anybody, signed in or not",
    "user": "a signed-in user",
    "admin": "a signed-in administrator",
}
_DECLARED = MdText(" (declared, not yet enforced)")


def _policy(policy: Policy) -> list[Row]:
    rows = [Row(MdText("Who"), MdText(f"{_AUTH[policy.auth]} (`{policy.auth}`)"))]
    if policy.roles:
        rows.append(Row(MdText("Roles"), listed(policy.roles)))
    if policy.permissions:
        rows.append(Row(MdText("Permissions"), listed(policy.permissions)))
    limit = policy.rate_limit
    if limit is not None:
        words = f"{limit.rpm} requests a minute per {limit.key}{_DECLARED}"
        rows.append(Row(MdText("Rate limit"), MdText(words)))
    if policy.idempotent is not None:
        words = f"{'yes' if policy.idempotent else 'no'}{_DECLARED}"
        rows.append(Row(MdText("Idempotent"), MdText(words)))
    if policy.escalate is not None:
        words = f"{md_inline(policy.escalate)}{_DECLARED}"
        rows.append(Row(MdText("Escalate"), MdText(words)))
    for name, value in policy.carried.items():
        words = f"{md_code(to_json_phrase(value))}{_DECLARED}"
        rows.append(Row(md_inline(name), MdText(words)))
    return rows


def _emission(api: Api, operation: Operation, emission: Emission) -> Row:
    event = api.contracts.events[emission.event]
    home = "" if event.package == operation.package else f"../{event.package}/"
    stem = api.names.events[event.id].stem
    link = md_link(event.meta.key, f"{home}events.md#{anchor(stem)}")
    payload = reference(event.payload, operation.package)
    return Row(
        MdText(f"{link} {event.meta.version}, payload {payload}"),
        md_inline(emission.when),
    )


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives to a heading of ASCII letters and dots."""
    return heading.lower().replace(".", "")


def _sample(example: Example) -> Sample:
    given = (("Input", example.input), ("Output", example.output))
    blocks = tuple(
        Row(MdText(label), md_block(to_json(constant.value), "json"))
        for label, constant in given
        if constant is not None
    )
    return Sample(md_inline(example.key), blocks)


def _story(scenario: Scenario) -> Story:
    parts = (
        ("Given", scenario.given),
        ("When", scenario.when),
        ("Then", scenario.then),
    )
    steps = tuple(
        Row(MdText(label), md_inline(step)) for label, all_ in parts for step in all_
    )
    return Story(md_inline(scenario.key), steps)


def _source(operation: Operation) -> MdText:
    span = operation.origin.place.span
    language = "python" if span.source.path.endswith(".py") else "yaml"
    # A call stands behind the name it is given, a mapping in a column of its own.
    margin = "" if language == "python" else _margin(span)
    lines = _dedented(margin, span.text).split("\n")
    text = "\n".join([line.rstrip() for line in lines]).strip("\n")
    return md_block(text, language)


def _margin(span: Span) -> str:
    """Return blanks as wide as what stands before `span` on its line."""
    line = span.source.text.rfind("\n", 0, span.start) + 1
    return " " * (span.start - line)


def _dedented(margin: str, text: str) -> str:
    """Return `text`, which follows `margin`, without what all its lines begin with."""
    if text.count("\n") == text.count("\n" + margin):  # so it nearly always is
        return text.replace("\n" + margin, "\n")
    return dedent(margin + text)
