"""Acute course, maintenance and later courses; what comes after never moves the outcome."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.statistics.study import Study
from ketgui.statistics.treatment.phases import add_phases, find_acute_windows

SIX = (0.0, 2.0, 4.0, 7.0, 9.0, 11.0)
PLAN = AnalysisPlan()
SIX_PLANNED = AnalysisPlan(
    treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=6))
)


def infused(days: tuple[float, ...], **columns: Any) -> pd.DataFrame:
    return apply_schema("infusions", pd.DataFrame({"patient_id": "P1", "day": days, **columns}))


def cohort(
    ratings: list[tuple[float, float]], days: tuple[float, ...], scale: str = "madrs"
) -> Cohort:
    rows = [
        {"patient_id": "P1", "scale": scale, "day": day, "score": score} for day, score in ratings
    ]
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ["P1"]})),
        infusions=infused(days),
        assessments=apply_schema("assessments", pd.DataFrame(rows)),
    )


def told(
    days: tuple[float, ...], plan: AnalysisPlan = PLAN, **columns: Any
) -> list[tuple[int, str]]:
    rows = add_phases(infused(days, **columns), plan)
    return [
        (int(course), str(phase))
        for course, phase in zip(rows["course"], rows["phase"], strict=True)
    ]


def test_an_acute_course_ends_before_a_gap():
    assert told((*SIX, 40, 70)) == [(1, "acute")] * 6 + [(1, "maintenance")] * 2
    assert told((*SIX, 25)) == [(1, "acute")] * 7
    assert told((*SIX, 26)) == [(1, "acute")] * 6 + [(1, "maintenance")]


def test_an_acute_course_ends_with_the_planned_number():
    assert told((*SIX, 14, 16), SIX_PLANNED) == [(1, "acute")] * 6 + [(1, "maintenance")] * 2


def test_a_long_gap_begins_a_new_acute_course():
    days = (*SIX, 40, *(150 + day for day in SIX))
    assert told(days) == [(1, "acute")] * 6 + [(1, "maintenance")] + [(2, "acute")] * 6


def test_the_file_overrules_the_rules():
    phases = ["acute", "acute", "maintenance"]
    assert told((0, 2, 4), phase=phases) == [(1, "acute"), (1, "acute"), (1, "maintenance")]
    assert told((0, 2, 4), course=[1, 1, 2]) == [(1, "acute"), (1, "acute"), (2, "acute")]
    windows = find_acute_windows(add_phases(infused((0, 2, 4), phase=phases), PLAN))
    assert windows.at["P1", "decided"] == "file"


@pytest.mark.parametrize(
    ("days", "plan", "rule"),
    [
        (SIX, PLAN, "last_infusion"),
        ((*SIX, 40), PLAN, "gap"),
        ((*SIX, 14), SIX_PLANNED, "planned_number"),
        ((*SIX, 150), SIX_PLANNED, "gap"),
    ],
)
def test_the_rule_that_decided_is_said(days, plan, rule):
    assert find_acute_windows(add_phases(infused(days), plan)).at["P1", "decided"] == rule


def test_maintenance_does_not_move_the_outcome():
    """Infusions on days 0–11, maintenance on days 40 and 70: −60 %, as a paper would report."""
    ratings = [(-1.0, 30.0), (12.0, 12.0), (39.0, 20.0), (100.0, 25.0)]
    found = Study.of(cohort(ratings, (*SIX, 40, 70)), PLAN).pairs
    assert (found.before[0], found.after[0]) == (30, 12)
    assert found.percent_reduction[0] == pytest.approx(60)


def test_a_rating_after_the_window_or_after_maintenance_is_no_outcome():
    assert np.isnan(Study.of(cohort([(-1, 30), (19, 12)], SIX), PLAN).pairs.after[0])
    assert Study.of(cohort([(-1, 30), (18, 12)], SIX), PLAN).pairs.after[0] == 12
    wide = AnalysisPlan(post_window_days=60)
    assert np.isnan(Study.of(cohort([(-1, 30), (45, 12)], (*SIX, 40)), wide).pairs.after[0])
    assert Study.of(cohort([(-1, 30), (40, 12)], (*SIX, 40)), wide).pairs.after[0] == 12


later = st.lists(st.tuples(st.integers(19, 400), st.integers(0, 60)), max_size=6)
maintenance = st.lists(st.integers(26, 400), max_size=5, unique=True)


@given(later, maintenance, st.randoms(use_true_random=False))
def test_what_comes_later_never_changes_the_acute_outcome(ratings, infusions, random):
    rows = [(-1.0, 30.0), (5.0, 22.0), (12.0, 12.0), *((float(d), float(s)) for d, s in ratings)]
    days = [*SIX, *map(float, infusions)]
    random.shuffle(rows)
    random.shuffle(days)
    found = Study.of(cohort(rows, tuple(days)), PLAN).pairs
    assert (found.before[0], found.after[0]) == (30, 12)


@given(st.permutations((*SIX, 40.0, 70.0, 150.0, 152.0)))
def test_the_order_of_the_rows_never_matters(days):
    assert told(tuple(days)) == told(tuple(sorted(days)))


def test_renaming_a_scale_never_changes_the_scores():
    ratings = [(-1.0, 24.0), (12.0, 11.0)]
    for key in ("phq9", "bdi2", "qids_sr16"):
        found = Study.of(cohort(ratings, SIX, key), AnalysisPlan(scale=key)).pairs
        assert (found.before[0], found.after[0]) == (24, 11)
