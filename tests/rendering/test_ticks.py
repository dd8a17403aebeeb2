"""The ticks of an axis and their words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ketgui.figures import theme
from ketgui.figures.spec import Axis
from ketgui.rendering import lettering, ticks


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


def test_rows_are_as_high_as_the_lines_of_their_labels(qapp):
    names = ((3.0, "short"), (2.0, "a much longer name that needs three lines or more"), (1.0, "x"))
    axis, fitted = ticks.fit_left_axis(Axis(0.5, 3.5, "", names, rows=True), 200, 120)
    lines = [label.count("\n") + 1 for _at, label in fitted.labels]
    assert lines[1] >= 3
    shares = dict(axis.knots)
    edges = [shares[at] for at in (0.5, 1.5, 2.5, 3.5)]
    low, middle, high = (b - a for a, b in pairwise(edges))
    assert low == pytest.approx(high)
    # What is left over is shared out evenly: the rows differ by their lines.
    line = lettering.measure_line(theme.TEXT_SIZE)
    assert (middle - low) * 120 == pytest.approx((lines[1] - 1) * line)
    assert [shares[at] for at in (1.0, 2.0, 3.0)] == pytest.approx(
        [(a + b) / 2 for a, b in pairwise(edges)]
    )


def test_an_axis_without_rows_stays_straight(qapp):
    axis, _ticks = ticks.fit_left_axis(Axis(0, 10), 200, 120)
    assert axis.knots == ()


def test_names_under_a_heading_are_indented(qapp):
    names = ((3.0, "All"), (2.0, "Sex"), (1.0, "Women"))
    axis = Axis(0.5, 3.5, "", names, rows=True, headings=(2.0,))
    _axis, fitted = ticks.fit_left_axis(axis, 200, 120)
    assert [label for _at, label in fitted.labels] == ["All", "Sex", "\u00a0\u00a0Women"]
