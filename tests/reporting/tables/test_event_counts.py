"""Counts of events as a table with its notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.tables.event_counts import build_event_count_table
from ketgui.statistics.events import EventView, build_event_table
from tests.reporting.tables.event_cohorts import EVENTS, PATIENTS, PLAN, SCORES, study_of


def test_groups_are_headed_with_their_own_n(analysis):
    table = build_event_count_table(
        build_event_table(study_of(analysis), EventView("group", "sex")), PLAN, group="Sex"
    )
    assert table.heading == "Adverse events, by group (sex) (N = 4)"
    assert table.headers[0] == "N = 4"
    assert [(one.title, one.columns) for one in table.groups] == [
        ("", 1), ("Female (N = 1)", 2), ("Male (N = 3)", 2),
    ]  # fmt: skip


def test_a_line_that_cannot_be_counted_has_its_reason_once(analysis):
    table = build_event_count_table(build_event_table(study_of(analysis), EventView()), PLAN)
    stopped = next(row for row in table.rows if row[0] == "Treatment stopped")
    assert set(stopped[1:]) == {"–"}
    assert table.note.count("Treatment stopped: ") == 1


def test_what_is_left_out_is_said_below(analysis):
    table = build_event_count_table(
        build_event_table(study_of(analysis), EventView("term")), PLAN, filters="Serious: Yes"
    )
    assert table.note.startswith("Only these events are counted: Serious: Yes.")


def test_what_is_counted_and_by_which_interval_is_said_below(analysis, analysis_of):
    note = build_event_count_table(
        build_event_table(study_of(analysis), EventView("term")), PLAN
    ).note
    assert note.startswith("N: all enrolled patients. Each patient counts once per line;")
    assert "Intervals: 95% CI (Clopper–Pearson). Rates have exact Poisson intervals, which" in note
    by_infusion = build_event_count_table(
        build_event_table(study_of(analysis), EventView("infusion")), PLAN
    ).note
    assert "Percentages at an infusion are of the patients who received it." in by_infusion
    assert "Poisson" not in by_infusion
    events = EventPlan(denominator="treated", severity_scale="ctcae", severity_version="5.0")
    plan = replace(PLAN, events=events, interval_method="wilson", confidence_level=0.9)
    other = analysis_of(SCORES, plan, adverse_events=EVENTS, patients=PATIENTS,
                        infusions=[{"patient_id": "P01", "infusion_number": 1}])  # fmt: skip
    note = build_event_count_table(
        build_event_table(study_of(other), EventView("summary")), plan
    ).note
    assert "N: all patients with a recorded infusion." in note
    assert "Intervals: 90% CI (Wilson)." in note
    assert "Grades are of the CTCAE, version 5.0." in note
    levels = build_event_count_table(
        build_event_table(study_of(other), EventView("severity")), plan
    ).note
    assert "at the highest level; events" in levels
    assert "Intervals" not in levels


def test_a_table_says_who_and_what_is_not_in_its_counts(analysis_of):
    events = EventPlan(denominator="treated")
    some = analysis_of(
        SCORES, replace(AnalysisPlan(), events=events), adverse_events=EVENTS, patients=PATIENTS,
        infusions=[{"patient_id": "P01", "infusion_number": 1}],
    )  # fmt: skip
    note = build_event_count_table(
        build_event_table(study_of(some), EventView("soc_term")), some.plan
    ).note
    assert "One patient was not asked about adverse events." in note
    assert "One event of a patient who is not counted was left out." in note
    assert "The file gives no class for nausea; the class shown is a suggestion." in note
    assert (
        "suggested"
        not in build_event_count_table(
            build_event_table(study_of(some), EventView("term")), some.plan
        ).note
    )


@pytest.mark.parametrize(
    ("infused", "said"),
    [
        (("P01", "P02"), ""),
        (("P01",), "One event of a patient without a recorded infusion is in the rates."),
        (("P02",), "Three events of patients without a recorded infusion are in the rates."),
        ((), ""),
    ],
)
def test_rates_say_which_events_have_no_infusion_below_them(analysis_of, infused, said):
    infusions = [{"patient_id": who, "infusion_number": 1} for who in infused]
    found = analysis_of(SCORES, adverse_events=EVENTS, patients=PATIENTS, infusions=infusions)
    note = build_event_count_table(
        build_event_table(study_of(found), EventView("summary")), PLAN
    ).note
    assert ("without a recorded infusion" in note) == bool(said)
    assert said in note
