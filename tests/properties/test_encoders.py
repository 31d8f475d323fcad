"""All short texts come back from every surface as they were.

`python -m tests.long encoders` does the same with texts of up to six characters.
"""

import pytest

from .encoders import SURFACES


@pytest.mark.parametrize("name", SURFACES)
def test_all_texts_of_up_to_four_characters(name: str) -> None:
    assert SURFACES[name].check(4) >= 500
