"""Documents that packages share, made of parts."""

import pytest
from contractgen.emit.shared import Texts, column, union


def test_texts_are_looped_over_and_nothing_else() -> None:
    texts = Texts(lambda: iter("ab"))
    assert [*texts] == [*texts] == ["a", "b"]
    with pytest.raises(TypeError, match="flag"):
        bool(texts)


def test_a_union_keeps_the_order() -> None:
    facts = {"a": column(["y", "x"]), "b": column(["x", "z"]), "c": column([])}
    assert union(facts) == ("y", "x", "z")
