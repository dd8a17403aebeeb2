"""The curve of time to relapse."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.follow_up import relapse_curve
from ketgui.figures.spec import Area, Lines, Points
from ketgui.statistics.analysis import analyse
from tests.figures.marks import marks
from tests.follow_up_cohort import make_cohort


def test_the_curve_falls_in_steps_and_a_plus_marks_each_last_rating():
    spec = relapse_curve.build(analyse(make_cohort(), AnalysisPlan()))
    (panel,) = spec.panels
    (line,) = marks(panel, Lines)
    assert line.paths[0][0] == (0.0, 100.0)
    assert line.paths[0][-1] == pytest.approx((26.0, 80 / 3))
    plus = next(one for one in marks(panel, Points) if one.symbol == "plus")
    assert plus.x == (1 / 7, 4.0, 26.0)
    (band,) = marks(panel, Area)
    assert min(x for x, _y in band.outline) == 4.0
    assert panel.x.ticks is not None
    assert [label for _at, label in panel.x.ticks][:2] == ["0\nn = 6", "4\nn = 5"]
    assert "On maintenance: 2 of 6." in spec.caption


def test_without_follow_up_the_panel_says_why(analysis_of):
    assert relapse_curve.build(analysis_of([(30, 10)])).panels[0].reason
