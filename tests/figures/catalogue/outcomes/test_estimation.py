"""The mean difference on an axis of its own."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue.outcomes import estimation
from ketgui.figures.spec import DirectLabel, ErrorBars, Points
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from tests.figures.marks import marks
from tests.figures.rising import analyse_rising


def test_the_difference_has_an_axis_of_its_own_with_zero_at_the_mean_before(example):
    (panel,), change = estimation.build(example).panels, example[PairedChange]
    assert (panel.y.low, panel.y.high) == (0, 60)
    ticks = marks(panel, DirectLabel)
    assert "0" in [tick.text for tick in ticks]
    for tick in ticks:
        assert tick.y == pytest.approx(change.mean_before - float(tick.text))
    point, interval = marks(panel, Points)[-1], marks(panel, ErrorBars)[-1]
    assert point.y == pytest.approx((change.mean_before - change.mean_difference,))
    assert point.y == pytest.approx((change.mean_after,))
    limits = [change.mean_before - end for end in (interval.high[0], interval.low[0])]
    assert limits == pytest.approx(example[RobustChange].bootstrap_ci)
    assert point.hover == ("Mean difference: 9.0 [6.5, 11.3]",)


def test_the_estimation_of_very_many_has_the_t_interval(analysis_of):
    pairs = [(40.0 - n % 7, 20.0 - n % 11) for n in range(5001)]
    analysis = analysis_of(pairs)
    spec = estimation.build(analysis)
    change = analysis[PairedChange]
    interval = marks(spec.panels[0], ErrorBars)[-1]
    limits = [change.mean_before - end for end in (interval.high[0], interval.low[0])]
    assert limits == pytest.approx(change.difference_ci)
    assert "t interval" in spec.caption


def test_where_a_higher_score_is_better_the_difference_leads_up(analysis_of):
    analysis = analyse_rising(analysis_of)
    (panel,), change = estimation.build(analysis).panels, analysis[PairedChange]
    point, interval = marks(panel, Points)[-1], marks(panel, ErrorBars)[-1]
    assert point.y == pytest.approx((change.mean_before + change.mean_difference,))
    limits = [end - change.mean_before for end in (interval.low[0], interval.high[0])]
    assert limits == pytest.approx(analysis[RobustChange].bootstrap_ci)
    for tick in marks(panel, DirectLabel):
        assert tick.y == pytest.approx(change.mean_before + float(tick.text))
        assert 0 <= tick.y <= 40
    assert panel.x.ticks
    assert panel.x.ticks[-1][1].startswith("After − before\n")
