"""Patterns of scalars, held to a reader that is not ours."""

import re
from ipaddress import AddressValueError, IPv6Address
from itertools import product

import pytest
from contractgen.scalars import scalar

GROUPS = ("1", "0", "aF", "0b2", "FFFF", "a", "b", "c", "d")
TAILS = ("", "1.2.3.4", "255.249.199.99", "256.1.1.1", "1.2.3", "01.2.3.4", "1.2.3.4.5")


def matches(name: str, text: str) -> bool:
    row = scalar(name)
    assert row is not None
    return re.fullmatch(str(row.schema["pattern"]), text) is not None


def is_address(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def addresses(middle: str, tail: str) -> list[str]:
    """Return up to nine groups before `middle`, and as many after it."""
    ends = [tail] if tail else []
    return [
        ":".join(GROUPS[:left]) + middle + ":".join([*GROUPS[:right], *ends])
        for left, right in product(range(len(GROUPS) + 1), repeat=2)
    ]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("middle", [":", "::", ":::", "::1::"])
def test_a_url_takes_the_addresses_that_python_reads(middle: str, tail: str) -> None:
    tried = addresses(middle, tail)
    legal = [text for text in tried if is_address(text)]
    assert [text for text in tried if matches("URL", f"http://[{text}]/")] == legal
    assert bool(legal) == (middle in (":", "::") and tail in TAILS[:3])


@pytest.mark.parametrize("group", ["", "0", "fF09", "00001", "g", "-1", "1.2.3.4"])
def test_every_group_of_an_address_is_read(group: str) -> None:
    for at in range(8):
        text = ":".join([*GROUPS[:at], group, *GROUPS[at:7]])
        assert matches("URL", f"http://[{text}]") == is_address(text), text


@pytest.mark.parametrize(
    ("local", "legal"),
    [
        ("a" * 64, True),
        ("a" * 65, False),
        ("a." * 31 + "ab", True),
        ("a." * 64 + "a", False),
        ("a..b", False),
        (".a", False),
        ("a.", False),
    ],
)
def test_64_characters_and_dots_are_before_the_at(local: str, legal: bool) -> None:
    assert matches("EmailAddress", f"{local}@b.cd") == legal
