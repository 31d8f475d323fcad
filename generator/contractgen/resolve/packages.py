"""Which package each contract file belongs to.

Says nothing of what is in the packages; a file without one is left out whole.
"""

from collections.abc import Sequence
from keyword import iskeyword

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents import Document
from contractgen.documents.grammar import PACKAGE
from contractgen.source import Span
from contractgen.suggest import shown

NO_PACKAGE = Code(
    "CG200",
    "a file without a package",
    "A contract belongs to the package that its file names, or else to the first "
    "folder below the spec root, with dashes as underscores. A file in the root has "
    "no such folder, and not every folder's name is a package name.",
    "Write `package: jobs` in the file, or move it to a folder of that name.",
    wrong="contractgen: 1\nmodels: {}\n",
    right="contractgen: 1\npackage: jobs\nmodels: {}\n",
)
RESERVED_PACKAGE = Code(
    "CG201",
    "a reserved package name",
    "Each package becomes a Python module beside generated modules and functions of "
    "the whole, such as `graphql` and `install`, and keywords cannot be imported.",
    "Choose another name for the package.",
    wrong="contractgen: 1\npackage: graphql\n",
    right="contractgen: 1\npackage: graph\n",
)

RESERVED = frozenset({"graphql", "install"})
"""Names that a generated package has itself."""


def package_of(
    document: Document, specs: Sequence[str], found: list[Diagnostic]
) -> str | None:
    """Return the package of `document`, or None with the reason in `found`."""
    name = document.file.package
    if name is None:
        folder, slash, _ = document.module_path.partition("/")
        name = folder.replace("-", "_")
        help_ = f"write `package: …`, or move the file into `{specs[0]}/<package>/`"
        if not slash:
            message = "a file in the root of the contracts must say its package"
            found.append(NO_PACKAGE.at(_language(document), message, help=help_))
            return None
        if not PACKAGE.matches(name):
            message = f"the folder {shown(folder)} does not name a package"
            found.append(NO_PACKAGE.at(_language(document), message, help=help_))
            return None
    if name in RESERVED or iskeyword(name):
        kind = "a Python keyword" if iskeyword(name) else "a generated module's name"
        message = f"{shown(name)} may not be a package: it is {kind}"
        span = _language(document)
        if document.file.package is not None:
            span = document.file.place.value_span("package")
        found.append(RESERVED_PACKAGE.at(span, message, help="choose another name"))
        return None
    return name


def _language(document: Document) -> Span:
    """Return the place of the one key that every file has."""
    return document.file.place.key_span("contractgen")


CODES = (NO_PACKAGE, RESERVED_PACKAGE)
