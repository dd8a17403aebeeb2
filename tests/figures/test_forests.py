"""Estimates with their intervals: the difference on its own axis, groups, published rates."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue.outcomes import estimation, group_forest, literature_forest
from ketgui.figures.forest import height_ratio
from ketgui.figures.spec import Axis, Errors, FigureSpec, Panel, Points, Words
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange


def marks(panel: Panel, kind: type) -> list:
    return [mark for mark in panel.marks if isinstance(mark, kind)]


def test_the_difference_has_an_axis_of_its_own_with_zero_at_the_mean_before(example):
    (panel,), change = estimation.build(example).panels, example[PairedChange]
    assert (panel.y.low, panel.y.high) == (0, 60)
    ticks = marks(panel, Words)
    assert "0" in [tick.text for tick in ticks]
    for tick in ticks:
        assert tick.y == pytest.approx(change.mean_before - float(tick.text))
    point, interval = marks(panel, Points)[-1], marks(panel, Errors)[-1]
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
    interval = marks(spec.panels[0], Errors)[-1]
    limits = [change.mean_before - end for end in (interval.high[0], interval.low[0])]
    assert limits == pytest.approx(change.difference_ci)
    assert "t interval" in spec.caption


def test_published_studies_have_one_name_and_open_symbols_if_unlike(example):
    (panel,) = literature_forest.build(example).panels
    names = [name for _at, name in panel.y.ticks or () if name]
    assert names.count("Payette 2023") == 1
    filled = {p.hover[0]: p.filled for p in marks(panel, Points)}
    assert filled["Payette 2023, remission: 9.5\u00a0%"]
    assert not filled["Swainson 2021, response: 51.0\u00a0%"]


def test_groups_stand_under_the_name_of_their_variable(example):
    spec = group_forest.build(example)
    (panel,) = spec.panels
    names = [name for _at, name in panel.y.ticks or ()]
    assert names[:4] == ["All (n = 21)", "Sex:", "Female (n = 7)", "Male (n = 14)"]
    heights = {name: at for at, name in panel.y.ticks or ()}
    drawn = {mark.hover[0].split(": ")[-2]: mark.y[0] for mark in marks(panel, Points)}
    assert heights["Sex:"] not in drawn.values()
    assert drawn["Female (n = 7)"] == heights["Female (n = 7)"]
    assert marks(panel, Points)[1].hover[0].startswith("Sex: Female (n = 7): 7.7 [")
    assert spec.height_ratio > figure_of(9).height_ratio


def figure_of(lines: int) -> FigureSpec:
    """Return a forest figure's page for so many lines."""
    ticks = tuple((float(at), "name") for at in range(lines))
    panel = Panel(Axis(0, 1), Axis(0, lines, "", ticks))
    return FigureSpec("any", "Any", (panel,), height_ratio=height_ratio(panel))
