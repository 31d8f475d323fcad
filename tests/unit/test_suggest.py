"""What is suggested in place of a word that nobody knows."""

import pytest
from contractgen.suggest import closest

KNOWN = ("q", "id", "name", "description", "jobId")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("descripton", "description"), ("jobid", "jobId"), ("nmae", "name")),
        *(("Q", "q"), ("ID", "id"), ("is", "id")),
        *(("w", None), ("i", None), ("", None), ("other", None), ("d" * 65, None)),
    ],
)
def test_a_word_is_suggested_if_it_is_close(word: str, meant: str | None) -> None:
    assert closest(word, KNOWN) == meant
