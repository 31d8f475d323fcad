"""A job service: the contracts of `specs/`, implemented over a database.

Shows a generated package at work. It has no worker that does jobs: they end in tests.
"""

import sys
from pathlib import Path

# The generated package is not installed here: it is found where the build wrote it.
# In a project of your own, `[python] output = "src"` puts it where it is imported from.
sys.path.insert(0, str(Path(__file__).parents[2] / "generated" / "python"))
