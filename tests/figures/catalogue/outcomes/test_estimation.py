"""The mean difference on an axis of its own."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue.outcomes import estimation
from ketgui.figures.spec import Area, DirectLabel, ErrorBars, Lines, Panel, Points
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from tests.figures.marks import marks
from tests.figures.rising import analyse_rising


def test_the_difference_has_an_axis_of_its_own_with_zero_at_the_mean_before(example):
    (panel,), change = estimation.build(example).panels, example[PairedChange]
    assert (panel.y.low, panel.y.high) == (0, 60)
    ticks = list_ticks(panel)
    assert "0" in [tick.text for tick in ticks]
    for tick in ticks:
        assert tick.y == pytest.approx(change.mean_before - float(tick.text))
    point = marks(panel, Points)[-1]
    assert point.y == pytest.approx((change.mean_before - change.mean_difference,) * 2)
    assert point.y == pytest.approx((change.mean_after,) * 2)
    of_t, of_bootstrap = marks(panel, ErrorBars)[-2:]
    assert find_limits(of_t, change) == pytest.approx(change.difference_ci)
    assert find_limits(of_bootstrap, change) == pytest.approx(example[RobustChange].bootstrap_ci)
    named = [mark.text for mark in marks(panel, DirectLabel) if mark.above]
    assert named == ["t", "BCa"]
    assert point.hover[0] == "Mean difference: 9.0; t [6.4, 11.6]; BCa [6.5, 11.3]"


def find_limits(interval: ErrorBars, change: PairedChange) -> list[float]:
    assert isinstance(change.mean_before, float)
    return [change.mean_before - end for end in (interval.high[0], interval.low[0])]


def list_ticks(panel: Panel) -> list[DirectLabel]:
    """Return the labels of the axis of the difference; the others name the intervals."""
    return [mark for mark in marks(panel, DirectLabel) if not mark.above]


@pytest.mark.parametrize(("n", "clouds"), [(7, 0), (8, 1)])
def test_of_few_patients_no_distribution_is_drawn_but_both_intervals(analysis_of, n, clouds):
    analysis = analysis_of([(30.0 + k, 20.0 - 3 * (k % 4)) for k in range(n)])
    spec = estimation.build(analysis)
    assert len(marks(spec.panels[0], Area)) == clouds
    assert [m.text for m in marks(spec.panels[0], DirectLabel) if m.above] == ["t", "BCa"]
    assert ("distribution of the resampled means" in spec.caption) == bool(clouds)


def test_the_lines_of_both_means_meet_both_axes(example):
    panel = estimation.draw_panel(example)
    change = example[PairedChange]
    dashed = next(mark for mark in marks(panel, Lines) if mark.dash == "dashed" and not mark.ids)
    assert dashed.paths == (
        ((1.0, change.mean_before), (3.6, change.mean_before)),
        ((2.0, change.mean_after), (3.6, change.mean_after)),
    )


def test_the_estimation_of_very_many_has_the_t_interval(analysis_of):
    pairs = [(40.0 - n % 7, 20.0 - n % 11) for n in range(5001)]
    analysis = analysis_of(pairs)
    spec = estimation.build(analysis)
    change = analysis[PairedChange]
    interval = marks(spec.panels[0], ErrorBars)[-1]
    assert find_limits(interval, change) == pytest.approx(change.difference_ci)
    assert "from the t distribution (t)" in spec.caption
    assert "BCa" not in spec.caption


def test_where_a_higher_score_is_better_the_difference_leads_up(analysis_of):
    analysis = analyse_rising(analysis_of)
    (panel,), change = estimation.build(analysis).panels, analysis[PairedChange]
    point, interval = marks(panel, Points)[-1], marks(panel, ErrorBars)[-1]
    assert point.y == pytest.approx((change.mean_before + change.mean_difference,) * len(point.y))
    limits = [end - change.mean_before for end in (interval.low[0], interval.high[0])]
    assert limits == pytest.approx(analysis[RobustChange].bootstrap_ci)
    for tick in list_ticks(panel):
        assert tick.y == pytest.approx(change.mean_before + float(tick.text))
        assert 0 <= tick.y <= 40
    assert panel.x.ticks
    assert panel.x.ticks[-1][1].startswith("After − before\n")
