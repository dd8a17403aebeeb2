"""The change of each patient as a bar."""

from __future__ import annotations

from ketgui.figures import theme
from ketgui.figures.catalogue.outcomes import (
    waterfall,
)
from ketgui.figures.spec import Bars, Points
from tests.figures.marks import marks
from tests.figures.rising import analyse_rising


def test_bars_of_a_crowd_have_the_outcome_most_of_them_had(analysis_of):
    pairs = [(30.0, 9.0)] * 1200 + [(30.0, 29.0)] * 1200
    spec = waterfall.build(analysis_of(pairs))
    (panel,) = spec.panels
    wide = {bar.colour: len(bar.x0) for bar in marks(panel, Bars)}
    assert wide == {theme.NON_RESPONDER: 200, theme.REMITTER: 200}
    assert "Each bar stands for neighbours" in spec.caption


def test_bars_too_thin_for_a_symbol_end_in_a_dot(analysis_of):
    few, more = ([(30.0, 9.0 + n % 20) for n in range(size)] for size in (20, 100))
    for pairs, filled in ((few, False), (more, True)):
        dots = marks(waterfall.draw_panel(analysis_of(pairs)), Points)
        assert {dot.filled for dot in dots} == {filled}
        assert sum(len(dot.ids) for dot in dots) == len(pairs)


def test_percentages_of_a_best_score_other_than_0_are_named_so(analysis_of, example):
    (panel,) = waterfall.build(analyse_rising(analysis_of)).panels
    assert panel.y.label == "Change of the distance from 40 (%)"
    assert waterfall.build(example).panels[0].y.label == "Change from before (%)"
