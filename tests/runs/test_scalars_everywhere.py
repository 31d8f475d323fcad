"""One verdict on every value, whichever surface is asked, for every scalar and an enum.

Asked are: a body over HTTP, a query string, GraphQL variables, the JSON Schemas of
OpenAPI and of events (an independent validator), and the compiler for `default` and
`example`. `tests/node` asks JavaScript. What GraphQL takes beyond that is in
`test_graphql_coercion.py`; lengths, bounds and patterns are in `test_limits.py`.
"""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from contractgen.config import EMITTERS
from contractgen.scalars import ALIASES, SCALARS, Kind
from fastapi import FastAPI
from starlette.testclient import TestClient

from ..support import compile_files
from .generated import Generated, generate, importable
from .verdicts import VERDICTS, Row

ENUM = "Kind"
TABLE = VERDICTS | {
    ENUM: Row(["a", "on fire", "1"], [1, True, "A", "b", "on_fire", "", "a\n", [], ["a"]])
}
PLACES = ("plain", "array", "nullable", "given", "rest")
FLAT = [
    name
    for name in TABLE
    if not name.startswith("JSON")
]
BEYOND = "is beyond ±(2^53-1)"
VALUE_CODES = {"CG220", "CG221", "CG222", "CG223", "CG224", "CG225", "CG226"}
