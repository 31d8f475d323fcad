"""All texts of up to six characters through every encoder and back.

python -m tests.long encoders [SURFACE…]
"""

from ..properties.encoders import SURFACES

LENGTH = 6


def main(arguments: list[str]) -> int:
    """Check the surfaces named, or all; return how many lose a text."""
    lost = 0
    for name in arguments or SURFACES:
        try:
            print(f"{name:22}{SURFACES[name].check(LENGTH):10,} texts", flush=True)
        except AssertionError as error:
            print(f"{name:22}{error}", flush=True)
            lost += 1
    return lost
