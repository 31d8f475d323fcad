"""The templates: built-in ones, and a project's own that replace them by name.

Templates are read whole and handed on as values, so nothing that renders can reach
a file. A project's templates are code it trusts, but only what lies in their folder
is ever read: links are refused.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from contractgen.diagnostics import Code, Diagnostic
from contractgen.source import Span
from contractgen.suggest import closest

SUFFIX = ".jinja"
BAD_TEMPLATE = Code(
    "CG199",
    "template that cannot be used",
    "`templates` names a folder whose files replace built-in templates of the same "
    "name. A file that replaces nothing would never be rendered: its name is "
    "misspelt, or the built-in template was renamed by a newer version. Only regular "
    "UTF-8 files inside the folder are read, never what a link leads to.",
    "Rename the file to the template it should replace, delete it, or put the file "
    "itself where the link is.",
    "my-templates/markdown/operatoin.md.jinja",
    "my-templates/markdown/operation.md.jinja",
    language="text",
)
CODES = (BAD_TEMPLATE,)


def folder() -> Path:
    """Return the built-in templates: the installed ones, else the checkout's."""
    installed = Path(__file__).resolve().parent / "templates"
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[2] / "templates"


def builtin() -> dict[str, str]:
    """Return every built-in template: name (`python/models.py.jinja`) → text."""
    root = folder()
    return {name: _read(root / name) for name in _names(root)}


def overrides(
    root: Path, shown: str, known: dict[str, str], place: Span | None
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the templates of a project's own folder, and what is wrong with them.

    `shown` is how messages call the folder, `place` where the configuration names it.
    """
    if not root.is_dir():
        message = f"there is no folder `{shown}` for templates"
        return {}, [BAD_TEMPLATE.at(place, message)]
    texts: dict[str, str] = {}
    findings: list[Diagnostic] = []
    for name in _names(root):
        problem, hint = _usable(root, name, known)
        if not problem:
            try:
                texts[name] = _read(root / name)
            except UnicodeDecodeError:
                problem = "is not UTF-8"
            except OSError as error:
                problem = f"cannot be read: {(error.strerror or 'error').lower()}"
        if problem:
            message = f"the template `{shown}/{name}` {problem}"
            findings.append(BAD_TEMPLATE.at(place, message, help=hint))
    return texts, findings


def _usable(
    root: Path, name: str, known: dict[str, str]
) -> tuple[str | None, str | None]:
    path = root / name
    if path.is_symlink():
        return "is a link", "put the file itself there"
    if not path.is_file():
        return "is not a regular file", None
    if name not in known:
        guess = closest(name, known)
        return "replaces nothing", f"did you mean `{guess}`?" if guess else None
    return None, None


def _names(root: Path) -> Iterator[str]:
    """Yield everything named like a template, sorted, with forward slashes."""
    found: list[str] = []
    for here, folders, names in os.walk(root):
        below = Path(here).relative_to(root)
        linked = [one for one in folders if (Path(here) / one).is_symlink()]
        candidates = [one for one in names if one.endswith(SUFFIX)]
        found += [(below / one).as_posix() for one in (*candidates, *linked)]
    yield from sorted(found)


def _read(path: Path) -> str:
    return path.read_bytes().decode().replace("\r\n", "\n")
