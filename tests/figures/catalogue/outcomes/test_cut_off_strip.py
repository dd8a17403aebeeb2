"""The rates under each cut-off."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.outcomes import cut_off_strip
from ketgui.figures.spec import Points
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from tests.figures.marks import marks


def test_each_cut_off_is_a_point_at_its_rate(example):
    points = marks(cut_off_strip.draw_panel(example), Points)
    rates = [one.rate.percent for one in example[CutOffs].cut_offs]
    assert [point.x[0] for point in points] == rates


def test_a_star_marks_the_definitions_of_the_plan(example):
    points = marks(cut_off_strip.draw_panel(example), Points)
    chosen = [one.chosen for one in example[CutOffs].cut_offs]
    assert [point.symbol == "star" for point in points] == chosen
    assert sum(chosen) == 2


def test_without_patients_there_is_a_reason(analysis_of):
    assert cut_off_strip.draw_panel(analysis_of()).reason


def test_without_definitions_the_reason_is_that_they_are_not_set(analysis_of):
    panel = cut_off_strip.draw_panel(analysis_of([(5, 3), (6, 2)], AnalysisPlan(scale="cgi_s")))
    assert panel.reason == "Response and remission are not set for CGI-S."
