"""The course of each patient."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.outcomes import (
    trajectories,
)
from ketgui.figures.spec import Lines, Points
from ketgui.statistics.analysis import analyse
from tests.figures.marks import marks
from tests.follow_up_cohort import make_cohort


def test_everyone_with_a_rating_is_in_the_course_and_the_caption_says_who_is_not(analysis_of):
    infusions = [{"patient_id": f"P0{n}", "day": day} for n in (1, 2, 3) for day in (0, 3)]
    pairs = [(30.0, 12.0), (28.0, None), (None, 20.0), (25.0, 20.0)]
    analysis = analysis_of(pairs, infusions=infusions)
    spec = trajectories.build(analysis)
    (panel,) = spec.panels
    dots = {who for drawn in marks(panel, Points) for who in drawn.ids}
    assert dots == {"P01", "P02", "P03"}
    assert "Drawn: three of four enrolled patients." in spec.caption
    assert "One patient has no rating with a place in the course." in spec.caption
    assert "Not both ratings" in [entry.text for entry in panel.legend]


def test_the_course_can_be_drawn_along_weeks(example):
    assert trajectories.FIGURE.variants is not None
    keys = [key for key, _words in trajectories.FIGURE.variants.choices(example)]
    assert keys == ["infusions", "week"]
    spec = trajectories.FIGURE.variants.build(example, "week")
    assert spec.panels[0].x.label == "Week from the first infusion"
    assert "by week" in spec.caption
    patients = [line for line in marks(spec.panels[0], Lines) if line.ids]
    assert sum(len(line.ids) for line in patients) == 21


def test_without_days_there_is_no_course_by_week(analysis_of):
    analysis = analysis_of([(30.0, 12.0)])
    assert trajectories.FIGURE.variants is not None
    assert len(trajectories.FIGURE.variants.choices(analysis)) == 1
    assert trajectories.build(analysis, "week").panels[0].reason


def test_visits_of_follow_up_come_after_the_infusions():
    spec = trajectories.build(analyse(make_cohort(), AnalysisPlan()))
    ticks = spec.panels[0].x.ticks
    assert ticks is not None
    assert [label for _at, label in ticks] == [
        "0\nn = 8", "6\nn = 8", "+4 wk\nn = 7", "+8 wk\nn = 5", "+12 wk\nn = 5",
    ]  # fmt: skip
    assert "Visits of follow-up" in spec.caption
