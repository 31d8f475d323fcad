"""`schema`: the JSON Schemas of what people write, for editors and other tools."""

import json

from contractgen.cli import console, exits
from contractgen.cli.options import Document
from contractgen.cli.settings import config_schema


def run(of: Document) -> int:
    """Print the schema of contract files or of the configuration."""
    if of is Document.CONFIG:
        schema = config_schema()
    else:
        from contractgen.documents import contract_schema

        schema = contract_schema()
    console.out(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
    return exits.CLEAN
