"""Counts of patients and events against R, and their denominators."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.events.event_plan import EventPlan
from ketgui.statistics.events import (
    EventView,
    build_event_table,
)
from ketgui.statistics.rows import Share
from ketgui.statistics.study import Study
from tests.statistics.events.oracle import (
    PLAN,
    R,
    assert_line,
    by_label,
    cohort_of,
    of_the_oracle,
    study_of,
)


def test_against_r_by_class_and_term():
    table = build_event_table(of_the_oracle(), EventView("soc_term"))
    lines = by_label(table)
    for name, wanted in {**R["soc"], **R["term"]}.items():
        assert_line(lines[name], wanted)
    assert len(table.lines) == 2 + len(R["soc"]) + len(R["term"])
    assert [line.indent for line in table.lines][:4] == [0, 0, 0, 1]


def test_against_r_of_those_treated():
    whole = of_the_oracle()
    plan = replace(PLAN, events=EventPlan(denominator="treated"))
    table = build_event_table(Study.of(whole.cohort, plan), EventView("term"))
    lines = by_label(table)
    assert 0 < table.n < whole.cohort.enrolled
    for name, wanted in R["treated"].items():
        assert_line(lines["Any adverse event" if name == "any" else name], wanted)
    assert len(table.lines) == 1 + len(R["treated"])
    assert table.left_out == R["any"]["events"] - R["treated"]["any"]["events"]


def test_only_sixteen_of_twenty_one_have_events_and_all_are_the_denominator():
    ids = [f"P{n}" for n in range(21)]
    events = [{"patient_id": who, "term": "nausea", "serious": False} for who in ids[:16]]
    for by in ("summary", "soc_term", "term", "severity", "relatedness", "onset"):
        table = build_event_table(study_of(cohort_of(ids, events)), EventView(by))
        shares = [cell for line in table.lines for cell in line.cells if isinstance(cell, Share)]
        assert shares
        assert {cell.n for cell in shares} == {21}


def test_those_treated_are_the_denominator_by_choice():
    ids = [f"P{n}" for n in range(10)]
    events = [{"patient_id": who, "term": "nausea"} for who in ("P0", "P1", "P9")]
    cohort = cohort_of(ids, events, [(who, 1) for who in ids[:4]])
    plan = replace(PLAN, events=EventPlan(denominator="treated"))
    table = build_event_table(study_of(cohort, plan), EventView("term"))
    assert by_label(table)["nausea"][0] == Share(2, 4)
