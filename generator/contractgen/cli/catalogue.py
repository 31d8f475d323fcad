"""Every diagnostic code, gathered from the packages that declare them; works offline.

Nothing is declared here: a code lives beside the check that raises it.
"""

from functools import cache
from importlib import import_module

from contractgen.diagnostics import Code

_PACKAGES = (
    "read.codes",
    "documents",
    "resolve",
    "rules",
    "output",
    "cli.settings",
    "resources",
)
_PAGES = "docs/diagnostics"


@cache
def codes() -> dict[str, Code]:
    """Return every code by its id, sorted.

    Raises ValueError if two checks declare different codes of one id: that is a bug.
    """
    found: dict[str, Code] = {}
    for name in _PACKAGES:
        declared: tuple[Code, ...] = import_module(f"contractgen.{name}").CODES
        for code in declared:
            if found.setdefault(code.id, code) != code:
                raise ValueError(f"{code.id} is declared twice")
    return dict(sorted(found.items()))


def page(code: Code) -> str:
    """Return the Markdown page of a code: `explain` prints it, docs/ publishes it."""
    parts = [f"# {code.id}: {code.title}", code.why]
    if code.wrong:
        parts += ["## Wrong", _fenced(code.wrong, code.language)]
    if code.right:
        parts += ["## Right", _fenced(code.right, code.language)]
    parts += ["## What to do", code.mend]
    return "\n\n".join(parts) + "\n"


def project_url() -> str | None:
    """Return the project's home from the installed package's metadata, if it says."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("contractgen").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = dict(url.split(", ", 1) for url in urls if ", " in url)
    for label in ("Issues", "Repository", "Source", "Homepage"):
        if label in named:
            return str(named[label])
    return None


def page_url(code: Code) -> str | None:
    """Return where a code's page can be read, if the project's home is known."""
    home = project_url()
    if home is None:
        return None
    return f"{home.removesuffix('/issues')}/blob/main/{_PAGES}/{code.id}.md"


def _fenced(text: str, language: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"
