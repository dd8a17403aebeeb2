"""Differences against normal quantiles."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import (
    normal_quantiles,
)
from ketgui.figures.spec import Points
from tests.figures.marks import marks


def test_differences_of_too_many_patients_are_drawn_without_a_test(analysis_of):
    many = [(40.0 - n % 7, 20.0 - n % 11) for n in range(5001)]
    panel = normal_quantiles.draw_panel(analysis_of(many))
    assert not panel.reason
    assert panel.subtitle == ""


def test_outlying_patients_are_open_diamonds_and_stay(analysis_of):
    pairs = [(30.0, 30.0 - change) for change in (8, 9, 10, 9, 8, 10, 9, 30)]
    spec = normal_quantiles.build(analysis_of(pairs))
    drawn = {p.symbol: p.ids for p in marks(spec.panels[0], Points)}
    assert drawn["diamond"] == ("P08",)
    assert len(drawn["circle"]) == 7
    assert "one patient outside Tukey's fences" in spec.caption


def test_w_is_written_as_in_the_sentence(example):
    assert "W = .984, p = .967" in normal_quantiles.draw_panel(example).subtitle
