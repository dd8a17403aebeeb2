"""Estimates with their intervals in a column."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.parts.forest import (
    Estimate,
    EstimateLine,
    compute_height_ratio,
    draw_forest,
    make_rate_line,
)
from ketgui.figures.parts.rows import GroupHeading
from ketgui.figures.spec import DirectLabel, ErrorBars, Points, Rule
from ketgui.statistics.tests.proportion import Proportion
from tests.figures.marks import marks

LINES = (
    GroupHeading("Sex", "mean"),
    EstimateLine("Female", "8.0", (Estimate(8.0, (-5.0, 15.0)),), cells=("8.0",)),
    EstimateLine("Male", "9", (Estimate(9),), cells=("9",)),
)
COLUMNS = ("Group", "Mean")


def drawn(at: float | None = None, lines=LINES):
    return draw_forest(
        lines, title="t", axis_label="x", low=0, high=10, reason="none", at=at, columns=COLUMNS
    )


def test_lines_stand_from_the_top_down_under_their_heading():
    panel = drawn()
    assert panel.y.ticks == ((3.0, "Sex"), (2.0, "Female"), (1.0, "Male"))
    assert panel.y.headings == (3.0,)
    assert [(label.text, label.bold) for label in marks(panel, DirectLabel)] == [
        ("mean", True),
        ("8.0", False),
        ("9", False),
    ]
    assert [(point.x, point.y) for point in marks(panel, Points)] == [
        ((8.0,), (2.0,)),
        ((9,), (1,)),
    ]


def test_two_estimates_of_a_line_are_side_by_side_on_it():
    both = EstimateLine("Study", "8 · 3", (Estimate(8.0), Estimate(3.0)))
    upper, lower = marks(drawn(lines=(both,)), Points)
    assert upper.y[0] - 1 == pytest.approx(1 - lower.y[0])
    assert 0 < upper.y[0] - lower.y[0] < 0.5


def test_its_table_has_its_lines():
    table = drawn().table
    assert table is not None
    assert table().headers == COLUMNS
    assert table().rows == (("Sex", ""), ("Female", "8.0"), ("Male", "9"))


def test_an_interval_is_cut_at_the_limits_of_the_axis():
    (interval,) = marks(drawn(), ErrorBars)
    assert (interval.low, interval.high) == ((0,), (10,))


def test_a_line_of_reference_is_drawn_where_it_is_asked_for():
    assert not marks(drawn(), Rule)
    assert [rule.at for rule in marks(drawn(5), Rule)] == [5]


def test_without_lines_there_is_a_reason():
    assert drawn(lines=()).reason == "none"


def test_more_lines_need_more_height_up_to_a_limit():
    panels = [drawn(lines=LINES * n) for n in (1, 10, 99)]
    low, middle, high = map(compute_height_ratio, panels)
    assert low < middle < high == 2.5


def test_a_rate_without_denominator_has_no_line():
    assert make_rate_line("any", Proportion.of(0, 0, AnalysisPlan()), "#000000") is None
    line = make_rate_line("any", Proportion.of(4, 21, AnalysisPlan()), "#000000")
    assert line is not None
    assert line.estimates[0].value == pytest.approx(100 * 4 / 21)
