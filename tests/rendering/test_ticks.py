"""The ticks of an axis and their words."""

from __future__ import annotations

import pytest

from ketgui.figures.spec import Axis
from ketgui.rendering import ticks


def test_crowded_numbers_are_left_out_at_equal_steps(qapp):
    axis = Axis(0, 100, ticks=tuple((float(at), str(at)) for at in range(0, 101, 10)))
    shown = [words for _at, words in ticks.fit_bottom_ticks(axis, 100).labels]
    assert [int(words) for words in shown if words] in ([0, 20, 40, 60, 80, 100], [0, 30, 60, 90])


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 60, ["0", "10", "20", "30", "40", "50", "60"]),
        (0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-25, 5, ["−25", "−20", "−15", "−10", "−5", "0", "5"]),
    ],
)
def test_round_ticks(qapp, low, high, expected):
    assert [words for _at, words in ticks.find_ticks(Axis(low, high))] == expected
