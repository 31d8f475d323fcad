"""Diagnostics for people: message, source line, caret, second places, help.

error[CG203]: unknown model `CancelJobInpt`
  --> specs/jobs/jobs.contract.yaml:12:14
   |
12 |       input: CancelJobInpt
   |              ^^^^^^^^^^^^^
   = help: did you mean `CancelJobInput`?
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from contractgen.cli.report.paint import Paint, plain
from contractgen.cli.report.visible import columns, untabbed, visible
from contractgen.diagnostics import Diagnostic
from contractgen.source import Span

_WINDOW = 100
"""Columns of a source line that are shown at most."""


def render(diagnostics: Iterable[Diagnostic], paint: Paint = plain) -> str:
    """Return all diagnostics, a blank line after each."""
    return "".join(f"{one(found, paint)}\n" for found in diagnostics)


def one(found: Diagnostic, paint: Paint = plain) -> str:
    """Return one diagnostic, every line ended."""
    places = [found.span, *(label.span for label in found.labels)]
    gutter = max((len(str(span.line)) for span in places if span), default=1)
    return "".join(f"{line}\n" for line in _Page(gutter, paint).lines(found))


class _Page(Struct, frozen=True):
    """`gutter` is the width of the widest line number."""

    gutter: int
    paint: Paint

    def lines(self, found: Diagnostic) -> Iterator[str]:
        paint, kind = self.paint, found.severity.value
        head = paint(f"{kind}[{found.code}]", kind)
        yield f"{head}{paint(': ' + visible(found.message), 'strong')}"
        if found.span:
            yield from self._excerpt(found.span, "--> ^", kind)
        for label in found.labels:
            yield from self._excerpt(label.span, "::: -", "place", label.text)
        edge = f"{' ' * (self.gutter + 1)}{paint('=', 'place')}"
        if found.help:
            yield f"{edge} {paint('help', 'strong')}: {visible(found.help)}"
        for fix in found.fixes:
            if not found.help or not _says(found.help, fix.replacement):
                told = f"{visible(fix.title)}: `{visible(fix.replacement)}`"
                yield f"{edge} {paint('fix', 'strong')}: {told}"

    def _excerpt(
        self, span: Span, marks: str, style: str, text: str = ""
    ) -> Iterator[str]:
        paint = self.paint
        arrow, mark = marks.split()
        yield f"{' ' * self.gutter}{paint(arrow, 'place')} {visible(str(span))}"
        edge = f"{' ' * (self.gutter + 1)}{paint('|', 'place')}"
        yield edge
        line, before, under = _window(span)
        yield f"{paint(f'{span.line:>{self.gutter}} |', 'place')} {line}".rstrip()
        note = f" {paint(visible(text), style)}" if text else ""
        yield f"{edge} {' ' * before}{paint(mark * max(under, 1), style)}{note}"


def _says(help: str, replacement: str) -> bool:
    """Whether the help already tells the replacement, quotes aside."""
    bare = replacement.strip().strip("\"'")
    return f"`{bare}`" in help


def _window(span: Span) -> tuple[str, int, int]:
    """Return the printed source line, the columns before the span and under it.

    A span of several lines is underlined to the end of its first line. Of a long
    line only the surroundings of the span are shown.
    """
    line, column = span.source.line(span.line), span.column - 1
    skipped = max(column - _WINDOW, 0)  # a line may be long, and findings many
    source = line[skipped : column + _WINDOW]
    beyond = len(line) > skipped + len(source)
    start = column - skipped
    end = min(start + max(span.end - span.start, 0), len(source))
    cells = [untabbed(character) for character in source]
    first = last = start
    budget = _WINDOW
    while budget > 0 and (first > 0 or last < len(cells)):
        if last < len(cells) and (last < end or last - end <= start - first):
            budget -= columns(cells[last])
            last += 1
        elif first > 0:
            first -= 1
            budget -= columns(cells[first])
        else:
            budget -= columns(cells[last])
            last += 1
    left = "..." if first > 0 or skipped else ""
    right = "..." if last < len(cells) or beyond else ""
    shown = f"{left}{''.join(cells[first:last])}{right}"
    before = columns(left) + sum(map(columns, cells[first:start]))
    return shown, before, sum(map(columns, cells[start : min(end, last)]))
