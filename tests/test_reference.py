"""The pages made from the code are committed as the code makes them."""

import pytest

from .reference import DOCS, pages, stale

MENDS = "run `make docs`"


@pytest.mark.parametrize("path", pages())
def test_a_page_is_what_the_code_says(path: str) -> None:
    file = DOCS / path
    assert file.is_file(), f"docs/{path} is missing: {MENDS}"
    assert file.read_text("utf-8") == pages()[path], f"docs/{path} is old: {MENDS}"


def test_no_page_is_left_over() -> None:
    assert stale() == [], MENDS
