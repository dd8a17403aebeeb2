"""Study days, times of day, and which of two came first."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.study import Study
from ketgui.statistics.timing import add_study_day, is_after


def rows(table, dates):
    return apply_schema(table, pd.DataFrame({"patient_id": "P1", "date": dates, "score": 1.0}))


def at(day, hour=0):
    return datetime(2021, 1, day, hour)


def test_midnight_is_a_date_without_a_time():
    infusions = apply_schema("infusions", pd.DataFrame({"patient_id": ["P1"], "date": [at(4, 9)]}))
    found = add_study_day(rows("assessments", [at(4), at(4, 12), at(5)]), infusions)
    assert found["study_day"].tolist() == [0, 0, 1]
    assert found["clock"].isna().tolist() == [True, False, True]
    assert found["clock"].iloc[1] == 0.5


def test_times_tell_which_came_first_and_without_them_the_plan_does():
    frame = pd.DataFrame({"study_day": [0.0, 0.0, 0.0, 1.0], "clock": [0.3, 0.6, None, None]})
    day, clock = pd.Series([0.0] * 4), pd.Series([0.5] * 4)
    assert is_after(frame, day, clock).tolist() == [False, True, False, True]
    assert is_after(frame, day, clock, same_day=True).tolist() == [False, True, True, True]


def test_a_rating_hours_after_the_infusion_is_no_baseline():
    """Of 8:00 before an infusion at 9:00 and 13:00 after it, 8:00 is the baseline."""
    cohort = Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ["P1"]})),
        infusions=apply_schema(
            "infusions", pd.DataFrame({"patient_id": ["P1"], "date": [at(4, 9)]})
        ),
        assessments=apply_schema(
            "assessments",
            pd.DataFrame(
                {
                    "patient_id": "P1",
                    "scale": "madrs",
                    "date": [at(4, 8), at(4, 13), at(11, 10)],
                    "score": [30.0, 12.0, 20.0],
                }
            ),
        ),
    )
    found = Study.of(cohort, AnalysisPlan()).pairs
    assert (found.before[0], found.after[0]) == (30, 20)
