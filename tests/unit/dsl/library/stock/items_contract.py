"""What the library has."""

from contractgen.dsl import (
    ScalarTypeEnum,
    contract_file,
    define_enum,
    define_event,
    define_schema_model,
)

contract_file(package="shelves", defaults={"owners": ["stock"], "stability": "stable"})

OWNERS = ["stock", "web"]

Shelf = define_enum(
    "Shelf",
    ["a", {"value": "b", "name": "B"}],
    description="A shelf",
)
Item = define_schema_model(
    name="Item",
    fields={
        "id": {"type": ScalarTypeEnum.ID()},
        "shelf": {"type": Shelf, "default": "a"},
        "parts": "Item[]?",
    },
)
Moved = define_event(
    meta={"key": "item.moved", "version": "1.2.0", "description": "Moved.", "tags": []},
    payload=Item,
    pii=("id",),
)
