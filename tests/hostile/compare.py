"""Holds the outputs of a hostile text against those of a harmless one."""

import json
import re
from collections.abc import Iterator
from inspect import cleandoc

from contractgen.resolve.prose import prose

from .rich import harmless, harmless_texts, outputs, with_text
from .surfaces import leaves

_MARKER = re.compile(r"Zq\d\dqz")
_QUOTED = re.compile(r'"Zq\d\dqz"')


def differences(text: str) -> Iterator[str]:
    """Yield where an output changed its shape, or does not hold `text` as it is."""
    made = outputs(with_text(text))
    plain = harmless()
    if [*made] != [*plain]:
        yield f"other files: {sorted({*made} ^ {*plain})}"
        return
    for path, content in made.items():
        if content == harmless_texts()[path]:
            continue  # support code, the same for all contracts
        yield from (f"{path}: {one}" for one in _file(path, content, text))


def _file(path: str, content: str, text: str) -> Iterator[str]:
    before, after = harmless()[path], leaves(path, content)
    for (place, old), (here, new) in zip(before, after, strict=False):
        if place != here:
            yield f"{here} in place of {place}: {new[:200]!r}"
            return
        if new != old and new not in _legal(place, old, text):
            yield f"{place}: {new[:300]!r} in place of {old[:200]!r}"
    if len(before) != len(after):
        yield f"{len(after)} parts in place of {len(before)}"


def _legal(place: str, old: str, text: str) -> Iterator[str]:
    """Yield what a leaf may read: the text, or all of it on one line.

    Prose is tidied once; what helps around a docstring is laid out anew by editors.
    """
    tidy = prose(text)
    lines = tidy.split("\n")
    forms = [text, tidy, " ".join(lines), lines[0]]
    forms += ["\n  ".join(lines), text.replace("\n", "\\n")]  # a list item; a code span
    if place.endswith("docstring"):
        forms.append(cleandoc(tidy))
    if place.endswith("inline"):  # Markdown knows one kind of blank line
        forms.append(re.sub("\n{2,}", "\n\n", tidy))
    partly = _put(_QUOTED, old, json.dumps(text, ensure_ascii=False))
    yield from (_put(_MARKER, partly, form) for form in forms)


def _put(pattern: re.Pattern[str], old: str, text: str) -> str:
    return pattern.sub(lambda _: text, old)
