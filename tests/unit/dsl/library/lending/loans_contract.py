"""Who has what."""

from __future__ import annotations

from typing import Final

import stock.items_contract as items
from contractgen import dsl
from contractgen.dsl import ScalarTypeEnum as T
from contractgen.dsl import define_command, define_query
from stock.items_contract import OWNERS, Item, Moved

__all__ = ["Lend"]
VERSION: Final = "1.0.0"
LIMIT: int
BASE: dsl.OperationMeta = {
    "key": "lending.lend",
    "version": VERSION,
    "owners": [*OWNERS, "x"],
    "tags": ["a" + "b"],
    "description": "Länd\r\nan item 😀",
    "goal": "g",
    "context": "c",
}
OUT: dsl.IO = {
    "input": None,
    "output": {
        "name": "Out",
        "fields": {
            "n": {"type": T.Int(), "min": -1, "max": 2.5, "isOptional": True},
            "m": {"type": T.JSON(), "default": [None, False, 0x1F, 1_000, 1e3]},
        },
    },
}
Loan = dsl.define_schema_model(
    name="Loan",
    description=None,
    fields={"item": {"type": items.Item}, "shelf": items.Shelf, "day": T.Date()},
)
Lend = define_command(
    meta={**BASE, "version": "2.0.0"},
    io={
        "input": dsl.define_schema_model(name="LendInput", fields={"id": T.ID()}),
        "output": Loan,
        "errors": {"NOT_FOUND": {"description": "d", "http": 404}},
    },
    policy={"auth": "user", "rateLimit": {"rpm": 60, "key": "user"}},
    sideEffects={
        "emits": [
            {"ref": Moved, "when": "w"},
            {"version": "9.9.9", "ref": items.Moved, "when": "w"},
            {"key": "a.b", "version": "1.0.0", "when": "w", "payload": Item},
        ]
    },
    transport={},
    acceptance=None,
    names={"python": "lend"},
    capability="lending",
)
Same = Lend
Loans = define_query(
    meta={**BASE, "key": "lending.list"}, io=OUT, policy={"auth": "anonymous"}
)
