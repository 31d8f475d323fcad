"""Every encoder of contract text, and an independent parser that reads it back.

Each reader gets many texts at once and returns what it read. A surface's alphabet
holds what its grammar gives a meaning to, a letter and a digit.
"""

import ast
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from itertools import islice, product

import yaml
from contractgen.ir import Json
from contractgen.render import graphql, markdown, python
from contractgen.render.json import to_json, to_json_line
from contractgen.render.yaml import to_yaml
from contractgen.resolve.prose import prose
from graphql import Lexer, Source, TokenKind
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic_core import from_json

Texts = Sequence[str]


@dataclass(frozen=True)
class Surface:
    """An encoder with its reader. `legal` says which texts it is asked to take."""

    alphabet: str
    read_back: Callable[[Texts], list[str]]
    legal: Callable[[str], bool] = lambda _: True

    def texts(self, length: int) -> Iterator[str]:
        """Yield all legal texts of up to `length` characters."""
        for count in range(length + 1):
            yield from filter(
                self.legal, map("".join, product(self.alphabet, repeat=count))
            )

    def check(self, length: int, at_once: int = 2000) -> int:
        """Read all of them back; return how many there were.

        Raises AssertionError with the first text that comes back as another.
        """
        texts = self.texts(length)
        done = 0
        while some := list(islice(texts, at_once)):
            for text, read in zip(some, self.read_back(some), strict=True):
                assert read == text, f"{text!r} is read as {read!r}"
            done += len(some)
        return done


def _tidy(text: str) -> bool:
    """Whether this is prose as the resolver leaves it, with single blank lines."""
    return bool(text) and prose(text) == text and "\n\n\n" not in text


def _clean(text: str) -> bool:
    """Whether tools that show docstrings leave it as it is."""
    return _tidy(text) and cleandoc(text) == text


def _python_strings(texts: Texts) -> list[str]:
    source = ",\n".join(python.py_string(text) for text in texts)
    return list(ast.literal_eval(f"[{source}]"))


def _python_patterns(texts: Texts) -> list[str]:
    source = ",\n".join(python.py_pattern(text) for text in texts)
    return list(ast.literal_eval(f"[{source}]"))


def _docstrings(texts: Texts) -> list[str]:
    """As `inspect` and every editor sees them."""
    bodies = (f"def f():\n    {python.docstring(text, 4)}\n" for text in texts)
    tree = ast.parse("\n".join(bodies))
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    assert len(functions) == len(tree.body)
    assert {len(one.body) for one in functions} <= {1}
    return [ast.get_docstring(one) or "" for one in functions]


def _graphql_strings(texts: Texts) -> list[str]:
    return _graphql("\n".join(graphql.gql_string(text) for text in texts))


def _descriptions(texts: Texts) -> list[str]:
    return _graphql("".join(graphql.gql_description(text, 2) for text in texts))


def _graphql(source: str) -> list[str]:
    lexer = Lexer(Source(source))
    read: list[str] = []
    while (token := lexer.advance()).kind is not TokenKind.EOF:
        assert token.kind in (TokenKind.STRING, TokenKind.BLOCK_STRING), token
        read.append(token.value or "")
    return read


def _yaml(texts: Texts) -> list[str]:
    """As values of a mapping, items of a sequence, and keys."""
    values: dict[str, Json] = {f"k{at}": text for at, text in enumerate(texts)}
    all_: dict[str, Json] = {"values": values, "items": tuple(texts)}
    written = to_yaml({"a": {**all_, "keys": _keys(texts)}})
    read = yaml.load(str(written), yaml.CSafeLoader)["a"]
    assert [*read["values"].values()] == read["items"] == [*read["keys"]]
    return list(read["items"])


def _keys(texts: Texts) -> dict[str, Json]:
    return dict.fromkeys(texts, 1)


def _json(texts: Texts) -> list[str]:
    """Read by Python's parser and by pydantic's, which is Rust."""
    by_key = to_json({"a": (tuple(texts), _keys(texts))})
    on_a_line = to_json_line(tuple(texts))
    items, keys = from_json(by_key)["a"]
    assert json.loads(by_key) == {"a": [items, _keys(keys)]}
    assert from_json(on_a_line) == json.loads(on_a_line) == items == list(keys)
    return list(items)


_COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(
    ["table", "strikethrough"]
)
_BREAKS = {"softbreak": "\n", "hardbreak": "\n"}


def _visible(token: Token) -> str:
    """Return what a reader sees; what is active shows itself by its name."""
    if token.type in ("text", "text_special", "code_inline"):
        return token.content
    if token.content == "<br/>":
        return "\n"
    return _BREAKS.get(token.type, f"<{token.type}>")


def _inlines(source: str, kinds: set[str]) -> list[str]:
    tokens = _COMMONMARK.parse(source)
    other = {token.type for token in tokens} - kinds - {"inline"}
    assert not other, other
    inlines = (token for token in tokens if token.type == "inline")
    return ["".join(map(_visible, token.children or [])) for token in inlines]


def _paragraphs(texts: Texts) -> list[str]:
    """Each after a code block, so that none can reach the next."""
    source = "\n\n".join(f"```\n```\n\n{markdown.md_prose(text)}" for text in texts)
    found: list[list[str]] = []
    for token in _COMMONMARK.parse(source):
        if token.type == "fence":
            found.append([])
        elif token.type == "inline":
            found[-1].append("".join(map(_visible, token.children or [])))
        else:
            assert token.type in ("paragraph_open", "paragraph_close"), token
    return ["\n\n".join(one) for one in found]


def _list_items(texts: Texts) -> list[str]:
    source = "".join(f"- **x**: {markdown.md_inline(text)}\n" for text in texts)
    kinds = {f"{name}_{end}" for name in _LISTS for end in ("open", "close")}
    mark = "<strong_open>x<strong_close>: "
    return [one.removeprefix(mark) for one in _inlines(source, kinds)]


_LISTS = ("bullet_list", "list_item", "paragraph")
_TABLES = ("table", "thead", "tbody", "tr", "th", "td")


def _cells(texts: Texts) -> list[str]:
    return _table([markdown.md_cell(text) for text in texts])


def _code_cells(texts: Texts) -> list[str]:
    return _table([markdown.md_code_cell(text) for text in texts])


def _table(cells: Sequence[str]) -> list[str]:
    rows = "".join(f"| {cell} | z |\n" for cell in cells)
    kinds = {f"{name}_{end}" for name in _TABLES for end in ("open", "close")}
    read = _inlines(f"| a | b |\n| --- | --- |\n{rows}", kinds)
    assert read[1::2] == ["b", *["z"] * len(cells)]
    return read[2::2]


def _links(texts: Texts) -> list[str]:
    source = "".join(f"- {markdown.md_link(text, 'a.md')}\n" for text in texts)
    kinds = {f"{name}_{end}" for name in _LISTS for end in ("open", "close")}
    read = _inlines(source, kinds)
    ends = "<link_open>", "<link_close>"
    return [one.removeprefix(ends[0]).removesuffix(ends[1]) for one in read]


def _spans(texts: Texts) -> list[str]:
    source = "\n\n".join(f"x {markdown.md_code(text)}" for text in texts)
    read = _inlines(source, {"paragraph_open", "paragraph_close"})
    return [one.removeprefix("x ") for one in read]


def _fences(texts: Texts) -> list[str]:
    source = "\n\n".join(markdown.md_block(text, "yaml") for text in texts)
    tokens = _COMMONMARK.parse(source)
    assert {token.type for token in tokens} == {"fence"}
    return [token.content.removesuffix("\n") for token in tokens]


def _one_line(text: str) -> bool:
    return "\n" not in text and text == text.strip() != ""


_MARKS = "a1`*_<\n&"

SURFACES = {
    "python-string": Surface("a'\"\\\n{\ré\0", _python_strings),
    "python-pattern": Surface("a'\"\\\n${é", _python_patterns),
    "python-docstring": Surface("a'\"\\\n {é", _docstrings, _clean),
    "graphql-string": Surface('a"\\\n #{\ré', _graphql_strings),
    "graphql-description": Surface('a"\\\n \t#é', _descriptions, bool),
    "yaml": Surface("a0:#-\n '\"", _yaml),
    "yaml-marks": Surface("n~&*!|%@[,", _yaml),
    "yaml-odd": Surface("y=.\\\t\r\x85\u2028\ufeff\x7f", _yaml),
    "json": Surface('a"\\/\n\0\u2028😀', _json),
    "markdown-prose": Surface(_MARKS, _paragraphs, _tidy),
    "markdown-entities": Surface("a1&#;ltx", _paragraphs, _tidy),
    "markdown-starts": Surface("a1#>-+.) =", _paragraphs, _tidy),
    "markdown-marks": Surface("a[]()!\\~|", _paragraphs, _tidy),
    "markdown-list-item": Surface("a1-#*`[<>", _list_items, _one_line),
    "markdown-cell": Surface("a|\\`*<-[", _cells, _one_line),
    "markdown-code-cell": Surface("a|\\` ", _code_cells, _one_line),
    "markdown-link": Surface("a[]()\\`*<", _links, _one_line),
    "markdown-code": Surface("a`\\* <&", _spans, _one_line),
    "markdown-block": Surface("a`~\n #-", _fences),
}
