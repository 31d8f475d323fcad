"""Text of a contract is text on every surface, whatever it tries to be.

Each text stands in every place of the language at once. The shape of all outputs must
be that of a harmless text, and every place must read back equal.
"""

import pytest

from .compare import differences
from .rich import PLACES, harmless_texts, places_reached

PYTHON = [
    '"""',
    "'''",
    '"""\nimport os; os.system("id")\n"""',
    "x\"\"\"\n\nPWN = 1\n'''",
    "\\",
    'ends with \\"',
    'ends with "',
    '\\"""',
    "\\N{BULLET} \\x41 \\u0041 \\101",
    "__import__('os').system('id')",
    "datetime.now()",
    "{__import__('os')}",
    "%s %(x)s {0} {x!r}",
    "# -*- coding: latin-1 -*-",
    "# type: ignore",
    "x\nPWN = 1",
    "pass\n    return 1",
    "None",
    "f'{x}'",
]
TEMPLATES = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{# x #}",
    "{%- include '/etc/passwd' -%}",
    "${x} #{x} <%= x %>",
    "{{< x >}}",
]
MARKDOWN = [
    "# H",
    "H\n===",
    "H\n---",
    "---",
    "***",
    "- x\n- y",
    "1. x",
    "> x",
    "    code",
    "```",
    "```\nx\n```",
    "~~~\nx",
    "`x",
    "``x`",
    "a|b",
    "a\n| x |\n|---|\n| y |",
    "[x](javascript:alert(1))",
    "![x](https://x.test/y.png)",
    "[ref]: javascript:x",
    "[ref]\n\n[ref]: javascript:x",
    "<https://x.test>",
    "*x* **x** _x_ __x__ ~~x~~",
    "a\\\nb",
    "a\\",
    "$x$",
    ":::danger\nx\n:::",
    "import x from 'y'",
    "export const PWN = 1",
    "+ x",
    "\\# x",
    "&lt;script&gt; &amp;amp; &#60;",
]
HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- contractgen:end -->",
    "-->",
    "<!--",
    "<details ontoggle=x>",
    "]]>",
    "</td></tr></table>",
    "<br/>",
    "</title><script>alert(1)</script>",
    "{alert(1)}",
]
DATA = [
    "no",
    "null",
    "~",
    "1.10",
    "0x1F",
    "2024-01-01",
    "=",
    "<<",
    "a: b",
    "- a",
    "a # b",
    "@x",
    "%x",
    "!x",
    "&x *x",
    "? x",
    '"',
    "'",
    "x\n---\ny: 1",
    "x\n...\ny: 1",
    "x: |\n  y",
    '"}, "x": {',
    "*/ export const PWN=1; /*",
    '"""\n}\ntype Pwn { x: Int }\n"""',
    "$ref: '#/x'",
    "# contractgen: hash=0",
    "<<<<<<< HEAD\n=======\n>>>>>>> x",
]
UNICODE = [
    "日本語 🎉 é 👩‍👩‍👧",
    "السلام عليكم",
    "á ñ",
    "\U0001f600" * 20,
    "\ufb01eld \uff4aobs",
    "\ttab\tx",
    "a\n\n\n\nb",
    " leading",
    "-",
]
CORPUS = [*PYTHON, *TEMPLATES, *MARKDOWN, *HTML, *DATA, *UNICODE]


@pytest.mark.parametrize("text", CORPUS, ids=ascii)
def test_text_stays_text(text: str) -> None:
    assert [*differences(text)] == []


def test_every_place_reaches_an_output() -> None:
    assert [*places_reached()] == [*range(1, PLACES + 1)]
    kinds = {path.rpartition(".")[2] for path in harmless_texts()}
    assert kinds == {"py", "typed", "graphql", "yaml", "json", "md"}
