"""Imports msgspec without what it can do without.

Of typing_extensions it wants functions that `typing` has as well in every Python that
runs contractgen, and takes them from there if need be. To import typing_extensions
takes as long as to import msgspec.
"""

import sys
from typing import cast

_UNWANTED = "typing_extensions"


def import_msgspec() -> None:
    """Import msgspec before anybody else does.

    None among the modules says that there is no such module, as the import system's
    reference has it ("The module cache").
    """
    modules = cast(dict[str, object], sys.modules)
    if _UNWANTED in modules or "msgspec" in modules:
        return
    modules[_UNWANTED] = None
    try:
        __import__("msgspec")
    finally:
        del modules[_UNWANTED]
