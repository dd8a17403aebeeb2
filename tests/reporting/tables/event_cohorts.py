"""Small cohorts with adverse events."""

from __future__ import annotations

from typing import Any

from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.tables.event_counts import build_event_count_table
from ketgui.statistics.events import EventView, build_event_table
from ketgui.statistics.study import Study

NB = "\u00a0"
EVENTS: list[dict[str, Any]] = [
    {"patient_id": "P02", "term": "Nausées", "infusion_number": 2, "serious": True},
    {"patient_id": "P01", "term": "nausea", "infusion_number": 3, "serious": False},
    {"patient_id": "P01", "term": "=1+1", "infusion_number": 1, "duration_hours": 1.5},
    {"patient_id": "P01", "term": "itching"},
]


PATIENTS: list[dict[str, Any]] = [
    {"patient_id": "P01", "sex": "female", "events_asked": True},
    {"patient_id": "P02", "sex": "male", "events_asked": False},
    {"patient_id": "P03", "sex": "male", "events_asked": True},
    {"patient_id": "P04", "sex": "male"},
]


PLAN = AnalysisPlan()
SCORES = [(30, 20)] * 4


def study_of(analysis) -> Study:
    return Study.of(analysis.cohort, analysis.plan)


def many(analysis_of, extra=()) -> Study:
    """Ten patients with nausea, two of them severe; one with itching."""
    found = [
        {"patient_id": f"P{n:02d}", "term": "nausea", "severity": "severe" if n < 3 else "mild"}
        for n in range(1, 11)
    ]
    found.append({"patient_id": "P11", "term": "itching", "severity": "mild"})
    made = analysis_of([(30, 20)] * 20, adverse_events=[*found, *extra])
    return study_of(made)


def hidden(study: Study, by: str) -> dict[str, tuple[str, ...]]:
    table = build_event_count_table(build_event_table(study, EventView(by)), PLAN, suppress=True)  # type: ignore[arg-type]
    assert "Counts from 1 to 4 are hidden, and so" in table.note
    return {row[0]: row[1:] for row in table.rows}
