"""The support modules: what generated code has in common, whatever the contracts."""

from msgspec import Struct

from contractgen.emit.base import Api
from contractgen.render.fragments import PyText
from contractgen.render.python import py_string
from contractgen.views.problems import TYPE_BASE


class Support(Struct, frozen=True):
    """Nothing: the module is the same in every package."""


class ContractSupport(Struct, frozen=True):
    """Everything `python/_contract.py.jinja` shows.

    `async_` and `await_` are empty where the service's methods are plain functions:
    its events are then published by plain calls, on the thread of the method.
    """

    async_: PyText
    await_: PyText
    problem_type: PyText


def support(_: Api) -> Support:
    """Return the view of a support module that does not vary."""
    return Support()


def contract(api: Api) -> ContractSupport:
    """Return the view of the module that knows how methods are called."""
    waits = api.config.python.service == "async"
    return ContractSupport(
        async_=PyText("async " if waits else ""),
        await_=PyText("await " if waits else ""),
        problem_type=py_string(TYPE_BASE),
    )
