"""Every output read back as a list of leaves: where a text stands, and the text.

A place is made of names and positions and never of the text itself, so two outputs
have one shape exactly if their places are equal. Code that will not parse raises.
"""

import ast
import inspect
import io
import json
import shlex
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import unquote_plus

import yaml
from graphql import Node, parse
from markdown_it import MarkdownIt
from markdown_it.token import Token

Leaves: TypeAlias = Iterator[tuple[str, str]]

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_BREAKS = {"softbreak": "\n", "hardbreak": "\n"}


@cache  # support code is the same for all contracts
def leaves(path: str, text: str) -> list[tuple[str, str]]:
    """Return the leaves of one output, read by the kind its name says."""
    kind = path.rpartition(".")[2]
    return list(_READERS[kind](text))


def _python(text: str) -> Leaves:
    yield from _ast(ast.parse(text), "module")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    yield from ((f"comment {at}", comment) for at, comment in enumerate(comments))


def _ast(node: object, place: str) -> Leaves:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield f"{place} docstring", inspect.cleandoc(str(node.value.value))
    elif isinstance(node, ast.AST):
        for name, value in ast.iter_fields(node):
            yield from _ast(value, f"{place}.{type(node).__name__}.{name}")
    elif isinstance(node, list):
        for at, item in enumerate(node):
            yield from _ast(item, f"{place}.{at}")
    else:
        yield place, node if isinstance(node, str) else repr(node)


def _graphql(text: str) -> Leaves:
    yield from _sdl(parse(text), "document")


def _sdl(node: object, place: str) -> Leaves:
    if isinstance(node, Node):
        for key in node.keys:
            if key not in ("loc", "block"):
                yield from _sdl(getattr(node, key), f"{place}.{node.kind}.{key}")
    elif isinstance(node, list | tuple):
        for at, item in enumerate(node):
            yield from _sdl(item, f"{place}.{at}")
    else:
        yield place, node if isinstance(node, str) else repr(node)


def _json(text: str) -> Leaves:
    yield from _data(json.loads(text), "")


def _yaml(text: str) -> Leaves:
    yield from _data(yaml.load(text, yaml.CSafeLoader), "")


def _words_of_yaml(text: str) -> Leaves:
    """Read a contract shown in the docs: all its plain scalars are text."""
    yield from _data(yaml.load(text, yaml.CBaseLoader), "")  # noqa: S506  # makes text


def _data(value: Any, place: str) -> Leaves:
    if isinstance(value, dict):
        for at, (key, inner) in enumerate(value.items()):
            yield f"{place} key {at}", key
            yield from _data(inner, f"{place}/{at}")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _data(item, f"{place}/{at}")
    else:
        yield f"{place} {type(value).__name__}", str(value)


def _markdown(text: str) -> Leaves:
    """Paragraphs that follow one another count as one: prose may have several."""
    last = ""
    held: list[str] = []
    for place, words in _blocks(_MARKDOWN.parse(text)):
        if place == last and "paragraph" in place:
            held.append(words)
            continue
        if last:
            yield last, "\n\n".join(held)
        last, held = place, [words]
    yield last, "\n\n".join(held)


def _blocks(tokens: list[Token]) -> Leaves:
    opened: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token.type + token.tag)
            if token.type != "paragraph_open":
                yield " ".join(opened), ""
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline":
            yield " ".join([*opened, "inline"]), _words(token.children or [])
        else:
            place = " ".join([*opened, token.type, token.info])
            read = _FENCES.get(token.info, _plain)
            yield from (
                (f"{place} {inner}", words) for inner, words in read(token.content)
            )


def _shell(text: str) -> Leaves:
    for at, word in enumerate(shlex.split(text)):
        yield f"word {at}", unquote_plus(word) if "://127.0.0.1" in word else word


def _plain(text: str) -> Leaves:
    yield "text", text


def _words(children: list[Token]) -> str:
    """Return the visible text of a line; what is active in it stays to be seen."""
    return "".join(map(_word, children))


def _word(token: Token) -> str:
    if token.type in ("text", "text_special", "code_inline"):
        return token.content
    if token.content == "<br/>":
        return "\n"
    target = token.attrs.get("href", "") if token.type == "link_open" else ""
    return _BREAKS.get(token.type, f"⟦{token.type}{target}{token.content}⟧")


_FENCES: dict[str, Callable[[str], Leaves]] = {
    "sh": _shell,
    "yaml": _words_of_yaml,
    "json": _json,
    "python": _python,
    "graphql": _graphql,
}
_READERS: dict[str, Callable[[str], Leaves]] = {
    "py": _python,
    "typed": _plain,
    "graphql": _graphql,
    "json": _json,
    "yaml": _yaml,
    "md": _markdown,
}
