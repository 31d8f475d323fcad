"""Every name on every surface, decided once."""

from contractgen.names.decision import decide
from contractgen.names.table import (
    EnumNames,
    EventNames,
    ModelNames,
    NameTable,
    OperationNames,
    PackageNames,
)

__all__ = [
    "EnumNames",
    "EventNames",
    "ModelNames",
    "NameTable",
    "OperationNames",
    "PackageNames",
    "decide",
]
