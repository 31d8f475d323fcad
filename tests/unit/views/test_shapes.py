"""What operations and events reach, and in which direction."""

from contractgen.ir import (
    Contracts,
    Field,
    Model,
    ModelType,
    Names,
    Origin,
    Package,
    Symbol,
)
from contractgen.nodes import Scalar, Style
from contractgen.source import Source
from contractgen.views.shapes import reach

_SCALAR = Scalar(Source("a", "x"), 0, 1, "x", Style.PLAIN)
_HERE = Origin(_SCALAR.span, _SCALAR)


def _chain(length: int) -> Contracts:
    """Return models M0 → M1 → … with the last pointing back to the first."""
    models = tuple(
        Model(
            Symbol("p", f"M{at}"),
            "",
            (Field("next", _to((at + 1) % length), optional=True, origin=_HERE),),
            inline=False,
            names=Names(),
            origin=_HERE,
        )
        for at in range(length)
    )
    return Contracts((Package("p", (), models, (), ()),))


def _to(at: int) -> ModelType:
    return ModelType(Symbol("p", f"M{at}"))


def test_a_circle_of_any_length_ends() -> None:
    found = reach(_chain(20_000), (Symbol("p", "M5"), None))
    assert len(found.models) == 20_000
    assert not found.enums


def test_nothing_reaches_nothing() -> None:
    assert not reach(_chain(3), ()).models
