"""The TypedDicts have the keys of the contract language, no more and no fewer."""

from typing import Any

import pytest
from contractgen import dsl
from contractgen.documents import language, vocabulary
from contractgen.dsl import shapes

PAIRS = [
    (shapes.Names, vocabulary.NAMES),
    (shapes.Defaults, language.DEFAULTS),
    (shapes.EnumValue, vocabulary.ENUM_ITEM),
    (shapes.Field, vocabulary.FIELD_SHAPE),
    (shapes.InlineModel, vocabulary.INLINE_MODEL),
    (shapes.EventMeta, language.EVENT_META),
    (shapes.OperationMeta, language.OPERATION_META),
    (shapes.ErrorSpec, language.ERROR),
    (shapes.Success, language.SUCCESS),
    (shapes.IO, language.IO),
    (shapes.RateLimit, language.RATE_LIMIT),
    (shapes.Policy, language.POLICY),
    (shapes.EmittedEvent, language.EMISSION_REF),
    (shapes.InlineEvent, language.INLINE_EMISSION),
    (shapes.SideEffects, language.SIDE_EFFECTS),
    (shapes.Transport, language.TRANSPORT),
    (shapes.Scenario, language.SCENARIO),
    (shapes.Example, language.EXAMPLE),
    (shapes.Acceptance, language.ACCEPTANCE),
    (shapes.Event, language.EVENT),
    (shapes.Operation, language.OPERATION),
]


def _name(each: Any) -> str:
    """Name a test alike in every worker: an object's address is not a name."""
    return getattr(each, "__name__", "shape")


@pytest.mark.parametrize(("typed", "shape"), PAIRS, ids=_name)
def test_keys_are_those_of_the_language(typed: Any, shape: Any) -> None:
    assert set(typed.__annotations__) == {key.name for key in shape.keys}


def test_every_scalar_has_a_method() -> None:
    scalars = pytest.importorskip("contractgen.scalars")
    named = {name for name in vars(dsl.ScalarTypeEnum) if not name.startswith("_")}
    assert named == {row.name for row in scalars.SCALARS} | set(scalars.ALIASES)
