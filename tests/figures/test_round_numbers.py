"""Round numbers that cover a range."""

from __future__ import annotations

import pytest

from ketgui.figures.round_numbers import find_round_ticks


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
    ticks = find_round_ticks(low, high)
    assert [words for _at, words in ticks] == expected
    assert all(low <= at <= high for at, _words in ticks)


def test_there_are_about_as_many_as_asked_for():
    assert len(find_round_ticks(0, 100, 5)) == 6


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [(0, 0.5, 5, "0.5"), (0, 0.2, 4, "0.20"), (0, 5, 5, "5"), (-0.05, -0.01, 4, "−0.01")],
)
def test_numbers_have_the_places_of_their_step(low, high, most, expected):
    assert find_round_ticks(low, high, most)[-1][1] == expected
