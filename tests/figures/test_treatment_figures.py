"""Swimmer plot, train pattern and course calendar: what they place where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.figures.catalogue.treatment import course_calendar, swimmer, train_pattern
from ketgui.figures.spec import Bars, Lines, Panel, Points, Words
from ketgui.statistics.analysis import analyse

TMS: dict[str, Any] = {preset.key: preset.protocol for preset in TMS_PRESETS}
PAPER = AnalysisPlan(
    treatment=PlannedTreatment(
        (TMS["payette_2023_brainsway"],),  # type: ignore[arg-type]
        KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    )
)


def marks(panel: Panel, kind: type) -> list:
    return [mark for mark in panel.marks if isinstance(mark, kind)]


def titled(panel: Panel) -> dict[str, Points]:
    return dict(zip([one.text for one in panel.legend], marks(panel, Points), strict=True))


def test_every_patient_has_a_lane_with_all_that_was_received(example):
    panel = swimmer.panel(example)
    assert [name for _y, name in panel.y.ticks or ()] == list(example.pairs.patient_id)
    seen = titled(panel)
    assert set(seen) == {"Last TMS session", "Infusion", "Rating", "Adverse event"}
    assert len(seen["Infusion"].x) == 126
    assert len(seen["Last TMS session"].x) == 21
    assert max(seen["Last TMS session"].x) < 0
    assert seen["Infusion"].hover[0] == "SYN01: infusion 1, day 0"
    (lanes,) = marks(panel, Lines)
    assert len(lanes.ids) == 21
    at = dict(zip(seen["Infusion"].ids, seen["Infusion"].y, strict=True))
    assert at["SYN01"] == 21
    assert at["SYN21"] == 1


def test_a_stop_is_drawn_at_the_last_infusion(example):
    rows = example.cohort.infusions
    gone = (rows["patient_id"] == "SYN07") & (rows["infusion_number"] > 4)
    cut = analyse(replace(example.cohort, infusions=rows[~gone]), PAPER)
    stop = titled(swimmer.panel(cut))["Stopped early"]
    assert (stop.ids, stop.x) == (("SYN07",), (7.0,))
    assert swimmer.lane_order(cut, "infusions")[-1] == "SYN07"
    assert swimmer.lane_order(cut, "duration")[-1] == "SYN07"


def test_lanes_stand_in_the_order_asked_for(analysis_of):
    shown = analysis_of([(30, 28), (30, 10), (30, None)])
    assert swimmer.lane_order(shown, "cohort") == ["P01", "P02", "P03"]
    assert swimmer.lane_order(shown, "change") == ["P02", "P01", "P03"]
    assert set(swimmer.ORDERS) == {"cohort", "infusions", "duration", "change"}


def test_an_early_end_of_tms_is_an_open_square_at_the_edge(analysis_of):
    tms = [{"patient_id": "P01", "end_date": "2023-01-01"}]
    infusions = [{"patient_id": "P01", "date": "2024-01-01", "infusion_number": 1}]
    events = [{"patient_id": "P01", "term": "nausea", "infusion_number": n} for n in (1, 9)]
    shown = analysis_of([(30, 20)], tms_courses=tms, infusions=infusions, adverse_events=events)
    seen = titled(swimmer.panel(shown))
    assert set(seen) == {"Last TMS session, earlier", "Infusion", "Adverse event"}
    earlier = seen["Last TMS session, earlier"]
    assert (earlier.x, earlier.filled) == ((-60.0,), False)
    assert "day −365" in earlier.hover[0]
    # The ninth infusion is not among those received: its event has no place.
    assert seen["Adverse event"].x == (0.0,)
    assert "more than 60 days" in swimmer.build(shown).caption


def test_without_a_day_there_is_no_lane_to_draw(analysis_of):
    shown = analysis_of([(30, 20)], infusions=[{"patient_id": "P01"}])
    assert swimmer.panel(shown).reason == "No infusion has a date or a study day."


@pytest.mark.parametrize(
    ("key", "trains", "pulses"),
    [
        ("payette_2023_magventure", 30, 100),
        ("payette_2023_brainsway", 55, 36),
        ("standard_10_hz", 75, 40),
        ("itbs_600", 20, 30),
        ("saint_itbs_1800", 60, 30),
    ],
)
def test_a_session_has_its_trains_and_a_train_its_pulses(key, trains, pulses):
    session = marks(train_pattern.session_panel(TMS[key]), Bars)
    assert [len(bars.x0) for bars in session] == [trains - 1, 1]
    # The train that is drawn by itself is the session's first, in the same colour.
    (alone,) = marks(train_pattern.train_panel(TMS[key]), Bars)
    assert (session[1].x0, session[1].colour) == ((0.0,), alone.colour)
    assert session[0].colour != alone.colour
    (lines,) = marks(train_pattern.train_panel(TMS[key]), Lines)
    assert len(lines.paths) == pulses


def test_theta_bursts_are_three_pulses_20_ms_apart_every_200_ms():
    times = train_pattern.pulse_seconds(TMS["itbs_600"])
    assert times[:4] == pytest.approx((0, 0.02, 0.04, 0.2))
    assert max(times) < 2


def test_a_long_train_is_a_block_and_an_unknown_one_a_reason():
    long = TmsProtocol(frequency_hz=1, train_seconds=1800, trains=1)
    panel = train_pattern.train_panel(long)
    assert marks(panel, Lines) == []
    assert [len(bars.x0) for bars in marks(train_pattern.session_panel(long), Bars)] == [0, 1]
    unknown = TMS["right_1_hz"]
    assert train_pattern.session_panel(unknown).reason == "Not reported: Train duration."
    assert train_pattern.train_panel(unknown).reason == "Not reported: Train duration."
    impossible = replace(long, frequency_hz=-1.0)
    assert train_pattern.train_panel(impossible).reason == "A value of the protocol cannot be."


@pytest.mark.parametrize("named", ["pulses_per_train", "pulses_per_session"])
def test_a_train_of_which_only_the_pulses_are_known_is_drawn_in_its_time(named):
    one = replace(TMS["right_1_hz"], **{named: 360})
    (bars,) = [bars for bars in marks(train_pattern.session_panel(one), Bars) if bars.x0]
    assert (bars.x0, bars.x1) == ((0.0,), (6.0,))
    train = train_pattern.train_panel(one)
    assert train.reason == ""
    (lines,) = marks(train, Lines)
    assert [len(lines.paths), lines.paths[-1][0]] == [360, (359.0, 0.0)]


def test_planned_protocols_are_drawn_before_those_received(example):
    received = train_pattern.build(example)
    assert [panel.title for panel in received.panels[::2]] == ["MagVenture B70", "Brainsway H1"]
    planned = train_pattern.build(analyse(example.cohort, PAPER))
    assert [panel.title for panel in planned.panels] == ["Brainsway H1", "One train"]
    assert planned.panels[0].subtitle == "1980 pulses in 20:10\u00a0min"
    unnamed = (TMS["itbs_600"], TMS["standard_10_hz"])
    both = replace(PAPER, treatment=replace(PAPER.treatment, tms=unnamed))
    several = train_pattern.build(analyse(example.cohort, both))
    assert [panel.title for panel in several.panels[::2]] == ["TMS 1", "TMS 2"]


def test_planned_infusions_fall_on_monday_wednesday_friday(example):
    assert course_calendar.planned_days(PAPER.treatment) == (0, 2, 4, 7, 9, 11)
    assert course_calendar.infusion_days(example) == (0, 2, 4, 7, 9, 11)
    weekly = PlannedTreatment(ketamine=KetamineProtocol(infusions_per_week=1, weeks=3))
    assert course_calendar.planned_days(weekly) == (0, 7, 14)


def test_a_block_of_tms_is_as_long_as_its_sessions(example):
    twenty = replace(PAPER.treatment, tms=(TmsProtocol(sessions=20),))
    found = analyse(example.cohort, replace(PAPER, treatment=twenty))
    (block,) = marks(course_calendar.panel(found), Bars)
    # Twenty weekdays span four weeks less their last weekend.
    assert block.x1[0] - block.x0[0] == 26
    (words,) = marks(course_calendar.panel(found), Words)
    assert words.text == "45 days to the first infusion"
    assert "no true length" not in course_calendar.build(found).caption
    assert "no true length" in course_calendar.build(example).caption


def test_a_dated_course_of_tms_is_a_block_on_its_lane(analysis_of):
    tms = [{"patient_id": "P01", "start_date": "2024-01-10", "end_date": "2024-02-09"}]
    infusions = [{"patient_id": who, "date": "2024-03-01"} for who in ("P01", "P02")]
    shown = analysis_of([(30, 20)] * 2, tms_courses=tms, infusions=infusions)
    panel = swimmer.panel(shown)
    _lanes, block = marks(panel, Lines)
    assert block.paths == (((-51.0, 2.0), (-21.0, 2.0)),)
    assert block.ids == ("P01",)
    assert panel.legend[0].text == "TMS"
    assert panel.x.low < -51
    (drawn,) = marks(course_calendar.panel(shown), Bars)
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
    panel = swimmer.panel(shown, "infusions")
    lanes, *_rest = marks(panel, Lines)
    assert len(lanes.ids) == 300
    assert panel.y.high == 300.7
    # The five who had two infusions are the first in this order.
    seen = titled(panel)["Infusion"]
    assert len(seen.x) == 300 + 5
    assert "The first 300 of 305 patients" in swimmer.build(shown, "infusions").caption
    assert "The first" not in swimmer.build(analysis_of([(30, 20)])).caption


def test_who_stopped_early_may_be_among_those_that_are_not_drawn(analysis_of):
    n = 305
    infusions = [{"patient_id": f"P{who:02d}", "day": 0.0} for who in range(1, n + 1)]
    shown = analysis_of([(30, 20)] * n, PAPER, infusions=infusions)
    stops = titled(swimmer.panel(shown))["Stopped early"]
    assert len(stops.ids) == 300
    assert "P305" not in stops.ids
