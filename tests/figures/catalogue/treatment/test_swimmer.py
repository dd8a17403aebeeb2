"""The lane of each patient."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ketgui.figures.catalogue.treatment import course_calendar, swimmer
from ketgui.figures.spec import Bars, Lines, Panel, Points
from ketgui.statistics.analysis import analyse
from tests.figures.catalogue.treatment.presets import PAPER
from tests.figures.marks import marks


def titled(panel: Panel) -> dict[str, Points]:
    return dict(zip([one.text for one in panel.legend], marks(panel, Points), strict=True))


def test_every_patient_has_a_lane_with_all_that_was_received(example):
    panel = swimmer.draw_panel(example)
    assert [name for _y, name in panel.y.ticks or ()] == list(example.pairs.patient_id)
    seen = titled(panel)
    assert set(seen) == {"Last TMS session", "Infusion", "Rating", "Adverse event"}
    assert len(seen["Infusion"].x) == 126
    assert len(seen["Last TMS session"].x) == 21
    assert max(seen["Last TMS session"].x) < 0
    assert seen["Infusion"].hover[0] == "SYN01: infusion 1, day 0"
    (lanes,) = marks(panel, Lines)
    assert len(lanes.ids) == 21
    (bands,) = marks(panel, Bars)
    assert list(zip(bands.y0, bands.y1, strict=True))[:2] == [(0.5, 1.5), (2.5, 3.5)]
    at = dict(zip(seen["Infusion"].ids, seen["Infusion"].y, strict=True))
    assert at["SYN01"] == 21
    assert at["SYN21"] == 1


def test_a_stop_is_drawn_at_the_last_infusion(example):
    rows = example.cohort.infusions
    gone = (rows["patient_id"] == "SYN07") & (rows["infusion_number"] > 4)
    cut = analyse(replace(example.cohort, infusions=rows[~gone]), PAPER)
    stop = titled(swimmer.draw_panel(cut))["Stopped early"]
    assert (stop.ids, stop.x) == (("SYN07",), (7.0,))
    assert swimmer.sort_lanes(cut, "infusions")[-1] == "SYN07"
    assert swimmer.sort_lanes(cut, "duration")[-1] == "SYN07"


def test_lanes_stand_in_the_order_asked_for(analysis_of):
    shown = analysis_of([(30, 28), (30, 10), (30, None)])
    assert swimmer.sort_lanes(shown, "cohort") == ["P01", "P02", "P03"]
    assert swimmer.sort_lanes(shown, "change") == ["P02", "P01", "P03"]
    assert set(swimmer.ORDERS) == {"cohort", "infusions", "duration", "change"}


def test_an_early_end_of_tms_is_before_an_interruption_of_the_axis(analysis_of):
    tms = [{"patient_id": "P01", "end_date": "2023-01-01"}]
    infusions = [{"patient_id": "P01", "date": "2024-01-01", "infusion_number": 1}]
    events = [{"patient_id": "P01", "term": "nausea", "infusion_number": n} for n in (1, 9)]
    shown = analysis_of([(30, 20)], tms_courses=tms, infusions=infusions, adverse_events=events)
    panel = swimmer.draw_panel(shown)
    seen = titled(panel)
    assert set(seen) == {"Last TMS session", "Infusion", "Adverse event"}
    assert seen["Last TMS session"].x == (-365.0,)
    assert panel.x.breaks == (-14.0,)
    # A year takes less of the axis than the days of the infusions.
    assert dict(panel.x.knots)[-14.0] < 0.2
    # The ninth infusion is not among those received: its event has no place.
    assert seen["Adverse event"].x == (0.0,)
    assert "changes its scale" in swimmer.build(shown).caption


def test_without_a_day_there_is_no_lane_to_draw(analysis_of):
    shown = analysis_of([(30, 20)], infusions=[{"patient_id": "P01"}])
    assert swimmer.draw_panel(shown).reason == "No infusion has a date or a study day."


def test_a_dated_course_of_tms_is_a_block_on_its_lane(analysis_of):
    tms = [{"patient_id": "P01", "start_date": "2024-01-10", "end_date": "2024-02-09"}]
    infusions = [{"patient_id": who, "date": "2024-03-01"} for who in ("P01", "P02")]
    shown = analysis_of([(30, 20)] * 2, tms_courses=tms, infusions=infusions)
    panel = swimmer.draw_panel(shown)
    _lanes, block = marks(panel, Lines)
    assert block.paths == (((-51.0, 2.0), (-21.0, 2.0)),)
    assert block.ids == ("P01",)
    assert panel.legend[0].text == "TMS"
    assert panel.x.low < -51
    (drawn,) = marks(course_calendar.draw_panel(shown), Bars)
    assert (drawn.x0[0], drawn.x1[0]) == (-51.0, -21.0)
    assert "no true length" not in course_calendar.build(shown).caption


def test_of_very_many_patients_the_first_in_the_order_are_drawn(analysis_of):
    n = 305
    infusions = [
        {"patient_id": f"P{who:02d}", "day": float(day)}
        for who in range(1, n + 1)
        for day in range(1 + (who > n - 5))
    ]
    shown = analysis_of([(30, 20)] * n, infusions=infusions)
    panel = swimmer.draw_panel(shown, "infusions")
    lanes, *_rest = marks(panel, Lines)
    assert len(lanes.ids) == 60
    assert panel.y.high == 60.5
    # The five who had two infusions are the first in this order.
    seen = titled(panel)["Infusion"]
    assert len(seen.x) == 60 + 5
    assert "The first 60 of 305 patients" in swimmer.build(shown, "infusions").caption
    assert "The first" not in swimmer.build(analysis_of([(30, 20)])).caption


def test_who_stopped_early_may_be_among_those_that_are_not_drawn(analysis_of):
    n = 305
    infusions = [{"patient_id": f"P{who:02d}", "day": 0.0} for who in range(1, n + 1)]
    shown = analysis_of([(30, 20)] * n, PAPER, infusions=infusions)
    stops = titled(swimmer.draw_panel(shown))["Stopped early"]
    assert len(stops.ids) == 60
    assert "P305" not in stops.ids


def test_ratings_days_apart_do_not_touch_at_the_narrow_end_and_events_of_a_day_stay_on_it(
    analysis_of,
):
    infusions = [{"patient_id": "P01", "infusion_number": 1 + n, "day": 2.0 * n} for n in range(3)]
    ratings = [
        {"patient_id": "P01", "scale": "madrs", "day": day, "score": 20.0} for day in (3, 90, 91)
    ]
    events = [
        {"patient_id": "P01", "term": term, "infusion_number": 1} for term in ("nausea", "anxiety")
    ]
    shown = analysis_of([(30, 20)], infusions=infusions, assessments=ratings, adverse_events=events)
    panel = swimmer.draw_panel(shown)
    seen = titled(panel)
    assert seen["Adverse event"].x == (0.0, 0.0)
    *_middle, first, second = sorted(seen["Rating"].x)
    assert first == 90
    days, shares = zip(*panel.x.knots, strict=True)
    apart = np.diff(np.interp([first, second], days, shares))
    # A triangle of 2.2 points on an axis of a figure of 90 mm, which is about 200 points long.
    assert apart > 2.2 / 200
    # The text still gives the day.
    assert "day 91" in seen["Rating"].hover[-1]
