"""The score after against the score before."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue.outcomes import scatter
from ketgui.figures.spec import Area, Lines, Points
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from tests.figures.marks import marks
from tests.figures.rising import analyse_rising


def test_every_patient_lies_at_both_scores(example):
    drawn = {
        who: (x, y)
        for points in marks(scatter.draw_panel(example), Points)
        for who, x, y in zip(points.ids, points.x, points.y, strict=True)
    }
    pairs = example.pairs
    expected = zip(pairs.patient_id, pairs.before, pairs.after, strict=True)
    assert drawn == {who: (before, after) for who, before, after in expected}


def test_the_line_of_no_change_is_the_diagonal(example):
    (line,) = marks(scatter.draw_panel(example), Lines)
    assert all(x == y for x, y in line.paths[0])


def test_the_band_is_as_wide_as_the_reliable_change(example):
    (band,) = marks(scatter.draw_panel(example), Area)
    assert band.outline[1][1] - band.outline[1][0] == pytest.approx(
        example[ReliableChange].threshold
    )


def test_the_scale_is_the_axis_of_both(example):
    panel = scatter.draw_panel(example)
    assert (panel.x.low, panel.x.high) == (panel.y.low, panel.y.high) == (0, 60)


def test_where_a_higher_score_is_better_improvement_lies_above_the_line(analysis_of):
    assert (
        "above the dashed line is improvement" in scatter.build(analyse_rising(analysis_of)).caption
    )
