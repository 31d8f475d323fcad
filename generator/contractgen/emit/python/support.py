"""The support modules: what generated code has in common, whatever the contracts."""

from dataclasses import dataclass

from contractgen.emit.base import Api
from contractgen.render.fragments import PyText


@dataclass(frozen=True, slots=True)
class Support:
    """A support module; nothing of it varies but how methods are called.

    `async_` and `await_` are empty for services whose methods are plain functions.
    """

    async_: PyText = PyText("async ")
    await_: PyText = PyText("await ")


def support(api: Api) -> Support:
    """Return the support of the configured kind of service."""
    if api.config.python.service == "async":
        return Support()
    return Support(PyText(""), PyText(""))
