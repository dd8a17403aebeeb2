"""Round numbers that cover a range."""

from __future__ import annotations

import pytest

from ketgui.figures.round_numbers import round_ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 60, ["0", "10", "20", "30", "40", "50", "60"]),
        (0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-25, 5, ["−25", "−20", "−15", "−10", "−5", "0", "5"]),
        (3, 14, ["4", "6", "8", "10", "12", "14"]),
    ],
)
def test_ticks_are_round_and_inside(low, high, expected):
    ticks = round_ticks(low, high)
    assert [words for _at, words in ticks] == expected
    assert all(low <= at <= high for at, _words in ticks)


def test_there_are_about_as_many_as_asked_for():
    assert len(round_ticks(0, 100, 5)) == 6
