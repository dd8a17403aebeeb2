"""Numbers and their marks."""

from __future__ import annotations

import math

import pytest

from ketgui.importing.vocabulary import numbers


@pytest.mark.parametrize(
    ("words", "decimal", "thousands", "question"),
    [
        (["27,5", "30"], ",", "", ""),
        (["1 234", "980"], "", " ", ""),
        (["1.234,5"], ",", ".", ""),
        (["27,5", "27.5"], "", "", "two_marks"),
        (["1.234", "2.345"], "", "", "decimal_or_thousands"),
    ],
)
def test_marks_come_from_the_whole_column(words, decimal, thousands, question) -> None:
    assert numbers.propose(words, None, None) == numbers.Marks(decimal, thousands, question)


def test_the_range_tells_a_decimal_from_a_thousand() -> None:
    assert numbers.propose(["1.234"], 0, 60).decimal == "."
    assert numbers.propose(["1.234"], 100, 20_000).thousands == "."


@pytest.mark.parametrize("word", ["1_000", "0x1A", "inf", "nan", "27*", "<10", ""])
def test_what_only_a_programmer_calls_a_number_is_none(word: str) -> None:
    assert not numbers.is_numeric(word)
    assert math.isnan(numbers.read(word, ".", ""))


def test_digits_and_signs_of_other_keyboards_are_plain_ones() -> None:
    assert numbers.write_plainly(" −２７\u00a0") == "-27"
    assert numbers.write_plainly("٢٧٫٥") == "27,5"
