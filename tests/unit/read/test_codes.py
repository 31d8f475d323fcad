"""The codes of the readers: explained, in their ranges, each used once."""

from contractgen.read.codes import CODES


def test_codes_are_unique_and_in_range() -> None:
    numbers = [int(code.id.removeprefix("CG")) for code in CODES]
    assert numbers == sorted(set(numbers))
    assert all(101 <= number < 150 for number in numbers)


def test_codes_are_explained() -> None:
    for code in CODES:
        assert code.why.endswith("."), code.id
        assert code.mend.endswith("."), code.id
        assert code.title[0] != code.title[0].upper() or code.title[:4] == "YAML", (
            code.id
        )
