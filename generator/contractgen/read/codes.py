"""Every kind of finding that the readers make, for `explain` and the docs."""

from contractgen.read import text, yaml, yaml_syntax
from contractgen.read.python.codes import CODES as PYTHON_CODES

CODES = (*text.CODES, *yaml_syntax.CODES, *yaml.CODES, *PYTHON_CODES)
