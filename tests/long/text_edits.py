"""Every text of this repository's contracts edited, one at a time.

python -m tests.long text_edits
"""

from ..properties.test_text_edits import EVERYWHERE, check_bytes, named


def main(_arguments: list[str]) -> int:
    """Edit each; return how many changed more than themselves."""
    wrong = hidden = 0
    for place in EVERYWHERE:
        try:
            hidden += not check_bytes(place)
        except AssertionError as error:
            wrong += 1
            print(f"{named(place)}: {str(error)[:300]}")
    print(f"{len(EVERYWHERE)} texts, {hidden} of them shown nowhere")
    return wrong
