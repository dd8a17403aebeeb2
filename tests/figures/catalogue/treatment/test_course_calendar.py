"""The usual course of both treatments."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.figures.catalogue.treatment import course_calendar
from ketgui.figures.spec import Bars, DirectLabel
from ketgui.statistics.analysis import analyse
from tests.figures.catalogue.treatment.presets import PAPER
from tests.figures.marks import marks


def test_planned_infusions_fall_on_monday_wednesday_friday(example):
    assert course_calendar.list_planned_days(PAPER.treatment) == (0, 2, 4, 7, 9, 11)
    assert course_calendar.find_infusion_days(example) == (0, 2, 4, 7, 9, 11)
    weekly = PlannedTreatment(ketamine=KetamineProtocol(infusions_per_week=1, weeks=3))
    assert course_calendar.list_planned_days(weekly) == (0, 7, 14)


def test_a_block_of_tms_is_as_long_as_its_sessions(example):
    twenty = replace(PAPER.treatment, tms=(TmsProtocol(sessions=20),))
    found = analyse(example.cohort, replace(PAPER, treatment=twenty))
    (block,) = marks(course_calendar.draw_panel(found), Bars)
    # Twenty weekdays span four weeks less their last weekend.
    assert block.x1[0] - block.x0[0] == 26
    (words,) = marks(course_calendar.draw_panel(found), DirectLabel)
    assert words.text == "45 days to the first infusion"
    assert "no true length" not in course_calendar.build(found).caption
    assert "no true length" in course_calendar.build(example).caption
