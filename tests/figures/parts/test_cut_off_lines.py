"""Lines of the cut-offs: where the plan has them, and nowhere else."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.parts.cut_off_lines import draw_remission_line, draw_response_lines


def test_the_lines_are_at_the_plans_cut_offs():
    (remission,) = draw_remission_line(AnalysisPlan())
    response, partial = draw_response_lines(AnalysisPlan())
    assert (remission.at, response.at, partial.at) == (10, -50, -25)


def test_the_labels_say_the_plans_rules():
    plan = AnalysisPlan(remission_score=7, response_percent=40)
    assert "7" in draw_remission_line(plan)[0].label
    assert "40" in draw_response_lines(plan)[0].label


def test_a_scale_without_a_cut_off_has_no_line():
    assert draw_remission_line(AnalysisPlan(scale="cadss")) == ()
    assert draw_response_lines(AnalysisPlan(scale="cadss")) == ()
