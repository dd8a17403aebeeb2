"""Adverse events whatever the table holds: what never raises a percentage, nor a count."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events import VIEW_TITLES, EventView, build_event_table
from ketgui.statistics.pairing import pair
from ketgui.statistics.rows import Count, Number, Range, Share
from ketgui.statistics.study import Study

PLAN = AnalysisPlan()


def study_of(cohort: Cohort, plan: AnalysisPlan = PLAN) -> Study:
    return Study(cohort, plan, pair(cohort, plan))


def cohort_of(ids: list[str], events: list[Any], infusions: list[Any] = []) -> Cohort:  # noqa: B006
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ids})),
        infusions=apply_schema(
            "infusions", pd.DataFrame(infusions, columns=["patient_id", "infusion_number"])
        ),
        adverse_events=apply_schema("adverse_events", pd.DataFrame(events or {"patient_id": []})),
        recorded=frozenset({"adverse_events"}),
    )


EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "patient_id": st.sampled_from(["P0", "P1", "P2", "P3"]),
            "term": st.sampled_from(["nausea", "Nausées", "headache", "none", None]),
            "severity": st.sampled_from(["mild", "severe", "death", None]),
            "relatedness": st.sampled_from(["possible", "unrelated", None]),
            "serious": st.sampled_from([True, False, None]),
            "infusion_number": st.sampled_from([1.0, 2.0, 7.0, None]),
            "onset": st.sampled_from(["same day", None]),
        }
    ),
    max_size=12,
)


def shares(cohort: Cohort, by: str) -> dict[tuple[str, int], tuple[float, int]]:
    table = build_event_table(study_of(cohort), EventView(by))  # type: ignore[arg-type]
    found: dict[tuple[str, int], tuple[float, int]] = {}
    for line in table.lines:
        counts = [cell.value for cell in line.cells if isinstance(cell, Count)]
        for place, cell in enumerate(line.cells):
            if isinstance(cell, Share):
                key = (f"{line.indent}{line.label.text}{line.label.suffix}", place)
                found[key] = (cell.count / cell.n, counts[-1])
    return found


@given(EVENTS, st.sampled_from([by for by in VIEW_TITLES if by != "group"]))
def test_a_patient_without_events_never_raises_a_percentage(events: list[Any], by: str):
    ids = ["P0", "P1", "P2", "P3"]
    before, after = shares(cohort_of(ids, events), by), shares(cohort_of([*ids, "P4"], events), by)
    assert before.keys() == after.keys()
    for key, (share, _n) in before.items():
        assert after[key][0] <= share


@given(
    EVENTS.filter(lambda events: len(events) > 0),
    st.sampled_from(sorted(set(VIEW_TITLES) - {"group"})),
)
def test_the_same_event_twice_changes_events_and_never_patients(events: list[Any], by: str):
    ids = ["P0", "P1", "P2", "P3"]
    once, twice = (shares(cohort_of(ids, some), by) for some in (events, [*events, events[-1]]))
    assert once.keys() == twice.keys()
    for key, (share, n) in once.items():
        assert twice[key][0] == share
        assert twice[key][1] >= n


@given(EVENTS)
def test_no_cell_is_anything_but_a_number_or_a_reason(events: list[Any]):
    cohort = cohort_of(["P0", "P1", "P2", "P3"], events)
    for by in VIEW_TITLES:
        for line in build_event_table(study_of(cohort), EventView(by, "sex")).lines:
            for cell in line.cells:
                assert isinstance(cell, Share | Count | Number | Range | Unavailable)
