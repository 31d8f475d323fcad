"""The linear matcher agrees with Python's engine, and never hangs."""

import re

import pytest
from contractgen.resolve.patterns import matcher
from hypothesis import given
from hypothesis import strategies as st

ATOMS = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", "[a-c]", r"\.", "^", "$", "-", "[-a]", r"[\]b-]"]
)
COUNTS = st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,2}", "{0,1}", "{1,}"])


def groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    options = st.lists(inner, min_size=1, max_size=3).map("|".join)
    return st.tuples(options.map("({})".format), COUNTS).map("".join)


PIECES = st.tuples(ATOMS.filter(lambda atom: atom not in "^$"), COUNTS).map("".join)
PATTERNS = st.lists(
    st.one_of(ATOMS, PIECES, st.recursive(PIECES, groups, max_leaves=4)), max_size=4
).map("".join)


@given(PATTERNS, st.text("abc.-]\n", max_size=6))
def test_it_agrees_with_python(pattern: str, text: str) -> None:
    matches = matcher(pattern)
    assert matches is not None, pattern
    expected = re.search(pattern.replace("$", r"\Z"), text) is not None
    assert matches(text) == expected


@pytest.mark.parametrize(
    "pattern",
    ["(?=a)", r"\1", "(?i)a", r"\d", r"\p{L}", "a{,2}", "a**", "a+?", "(", ")", "[",
     "[]", "{", "*", "a{2,1}", "a{9999}{9999}", "(" * 60 + ")" * 60, "\\", "[a-\\d]"],
)  # fmt: skip
def test_other_syntax_has_no_matcher(pattern: str) -> None:
    assert matcher(pattern) is None


def test_it_is_linear() -> None:
    for pattern in ("(a+)+$", "(x+x+)+y", "(a|a)*b", "^([a-z0-9_-]+)*@"):
        matches = matcher(pattern)
        assert matches is not None
        assert not matches(("a" if "a" in pattern else "x") * 5_000 + "!")
