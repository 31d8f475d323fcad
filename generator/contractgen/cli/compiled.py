"""Templates compiled ahead: kept beside the built-in ones, as Python keeps modules.

Compiling the templates takes as long as all else that a small build does. What is
kept here is code, trusted as the modules of this package are, and in the same place;
where that cannot be written, or bytecode is not wanted, every build compiles anew.
"""

import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, find_spec
from types import CodeType

from contractgen import resources


def load() -> dict[str, CodeType]:
    """Return code by template text; nothing if there is none for this Python."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        with open(_path(), "rb") as file:
            data = file.read()
        mark = _mark()
        if data[:32] == mark and data[32:64] == sha256(data[64:]).digest():
            codes: dict[str, CodeType] = marshal.loads(data[64:])  # noqa: S302  # ours
            return codes
    return {}


def keep(codes: dict[str, CodeType], loaded: frozenset[str]) -> None:
    """Keep code for the next build, if some was not `loaded`. Never fails.

    Only the built-in templates are kept: what projects override is theirs.
    """
    if sys.dont_write_bytecode or codes.keys() <= loaded:
        return
    ours = {text: codes[text] for text in resources.builtin().values() if text in codes}
    if ours.keys() <= loaded:
        return
    body = marshal.dumps(ours)
    path = _path()
    draft = f"{path}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(draft, "wb") as file:
            file.write(_mark() + sha256(body).digest() + body)
        os.replace(draft, path)


def _path() -> str:
    name = f"templates.{sys.implementation.cache_tag}.pyc"
    return str(resources.folder() / "__pycache__" / name)


def _mark() -> bytes:
    """Return a digest of everything that code depends on beside its template.

    Jinja reads templates; it is found, but not imported.
    """
    state = sha256(MAGIC_NUMBER)
    for path in _compilers():
        with open(path, "rb") as file:
            state.update(file.read())
    return state.digest()


def _compilers() -> Iterator[str]:
    """Yield the files that make code of templates."""
    yield os.path.join(os.path.dirname(resources.__file__), "render", "compiler.py")
    jinja = find_spec("jinja2")
    for folder in (jinja.submodule_search_locations or ()) if jinja else ():
        for name in ("lexer.py", "parser.py"):
            yield os.path.join(folder, name)
