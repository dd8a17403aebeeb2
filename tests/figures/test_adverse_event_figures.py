"""The adverse events' figures: what they count is what the tables count."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.safety import (
    adverse_event_dots,
    adverse_event_heat_map,
    adverse_event_timeline,
    adverse_events,
)
from ketgui.figures.spec import Bars, Points, Words
from ketgui.statistics.analysis import Analysis, analyse

EVENTS = pd.DataFrame(
    {
        "patient_id": ["P1", "P1", "P1", "P2", "P3"],
        "term": ["nausea", "nausea", "headache", "nausea", "headache"],
        "severity": ["mild", "severe", "mild", None, "moderate"],
        "infusion_number": [1.0, 2.0, 2.0, 1.0, None],
        "serious": [False, True, False, False, False],
    }
)


@pytest.fixture
def analysis() -> Analysis:
    cohort = Cohort(
        apply_schema("patients", pd.DataFrame({"patient_id": ["P1", "P2", "P3", "P4"]})),
        infusions=apply_schema(
            "infusions",
            pd.DataFrame({"patient_id": ["P1", "P1", "P2"], "infusion_number": [1, 2, 1]}),
        ),
        adverse_events=apply_schema("adverse_events", EVENTS),
        recorded=frozenset({"adverse_events"}),
    )
    return analyse(cohort, AnalysisPlan())


def test_parts_of_a_bar_are_patients_at_their_highest_severity(analysis):
    panel = adverse_events.panel(analysis)
    bars = [mark for mark in panel.marks if isinstance(mark, Bars)]
    nausea = [(bar.x0[0], bar.x1[0], bar.hover[0]) for bar in bars if "nausea" in bar.hover[0]]
    assert nausea == [
        (0.0, 25.0, "nausea: 2/4 (50.0\u00a0%); Severity not recorded 1/4 (25.0\u00a0%)"),
        (25.0, 50.0, "nausea: 2/4 (50.0\u00a0%); Severe 1/4 (25.0\u00a0%)"),
    ]
    assert [entry.text for entry in panel.legend] == [
        "Severity not recorded", "Mild", "Moderate", "Severe",
    ]  # fmt: skip


def test_the_dots_are_the_tables_shares(analysis):
    words = [mark.text for mark in adverse_event_dots.panel(analysis).marks
             if isinstance(mark, Words)]  # fmt: skip
    assert words[:2] == ["3/4 (75.0\u00a0%)", "1/4 (25.0\u00a0%)"]
    treated = replace(analysis.plan, events=EventPlan(denominator="treated"))
    again = analyse(analysis.cohort, treated)
    assert "2 patients with an infusion recorded" in adverse_event_dots.build(again).caption


def test_the_heat_map_counts_patients_and_shows_every_infusion(analysis):
    panel = adverse_event_heat_map.panel(analysis)
    counted = [mark.text for mark in panel.marks if isinstance(mark, Words)]
    assert counted == ["2", "1", "0", "1"]
    assert [words for _at, words in panel.x.ticks or ()] == ["1\nn = 2", "2\nn = 1"]


def test_a_heat_map_of_many_infusions_numbers_them_alone(analysis):
    given = pd.DataFrame({"patient_id": "P1", "infusion_number": range(1, 13)})
    cohort = replace(analysis.cohort, infusions=apply_schema("infusions", given))
    panel = adverse_event_heat_map.panel(analyse(cohort, AnalysisPlan()))
    assert [words for _at, words in panel.x.ticks or ()] == [str(n) for n in range(1, 13)]


def test_a_heat_map_numbers_infusions_that_are_only_dated(analysis):
    given = pd.DataFrame(
        {"patient_id": "P1", "date": pd.to_datetime(["2024-03-01", "2024-03-04", "2024-03-06"])}
    )
    cohort = replace(analysis.cohort, infusions=apply_schema("infusions", given))
    panel = adverse_event_heat_map.panel(analyse(cohort, AnalysisPlan()))
    assert [words.split("\n")[0] for _at, words in panel.x.ticks or ()] == ["1", "2", "3"]


def test_the_timeline_is_of_one_patient_and_can_be_of_another(analysis):
    figure = adverse_event_timeline.FIGURE
    assert figure.variants is not None
    assert figure.variants.choices(analysis) == (("P1", "P1"), ("P2", "P2"), ("P3", "P3"))
    first = figure.build(analysis)
    assert "P1" in first.caption
    rings = [m for m in first.panels[0].marks if isinstance(m, Points) and m.symbol == "circle"]
    assert [ring.x for ring in rings] == [(2.0,)]
    # The severities are drawn upon their outlines, the rings below both.
    symbols = [m for m in first.panels[0].marks if isinstance(m, Points)]
    assert [mark.filled for mark in symbols] == [False, False, True, True]
    assert symbols[0].symbol == "circle"
    third = figure.variants.build(analysis, "P3")
    assert "stands at 0" in third.caption
