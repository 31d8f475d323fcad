"""The surface syntax: nodes become records, and every key is checked by itself.

    document, diagnostics = decode(tree)

Knows each key's kind, grammar and limits; knows nothing across keys or files. Names
are linked, defaults filled and values read in `resolve`.
"""

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents import grammar, kinds, shapes
from contractgen.documents.kinds import Broken, JsonSchema, Record
from contractgen.documents.language import FILE, LANGUAGE_VERSION
from contractgen.documents.surface import FileDoc
from contractgen.nodes import Scalar, Tree
from contractgen.suggest import shown

WRONG_LANGUAGE = Code(
    "CG164",
    "another version of the contract language",
    "The first key of a contract file says which version of the language it is "
    "written in, so that a later version can change what a key means.",
    "Write `contractgen: 1`. A file of a later version needs a later contractgen.",
    wrong="contractgen: 2\npackage: jobs\n",
    right="contractgen: 1\npackage: jobs\n",
)

CODES = (*kinds.CODES, *shapes.CODES, *grammar.CODES, WRONG_LANGUAGE)

__all__ = ["CODES", "Broken", "Document", "contract_schema", "decode"]


class Document(Record):
    """One contract file, decoded. `module_path` is relative to its spec root."""

    module_path: str
    file: FileDoc


def decode(tree: Tree) -> tuple[Document | None, list[Diagnostic]]:
    """Return the records of `tree`; None where nothing of it can be relied on.

    Broken parts below the top keys are kept as Broken, so that names linked to them
    are still known.
    """
    version = tree.root.get("contractgen")
    if isinstance(version, Scalar) and version.text != str(LANGUAGE_VERSION):
        message = f"{shown(version.text)} is not a version of the contract language"
        help_ = f"write `contractgen: {LANGUAGE_VERSION}`"
        return None, [WRONG_LANGUAGE.at(version.span, message, help=help_)]
    found: list[Diagnostic] = []
    file = FILE.read(tree.root, found)
    told = found[: kinds.MAX_FINDINGS]
    if isinstance(file, Broken):
        return None, told
    return Document(tree.module_path, file), told


def contract_schema() -> JsonSchema:
    """Return the JSON Schema (2020-12) of contract files, for editors."""
    definitions: dict[str, JsonSchema] = {}
    schema = FILE.definition(definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A contractgen contract file",
        **schema,
        "$defs": dict(sorted(definitions.items())),
    }
