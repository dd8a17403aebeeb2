from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.results.treatment.patient_courses import PatientCourses


def test_the_patients_of_the_example_add_up_to_its_summary(example):
    cohort = replace(example.cohort, tms_courses=example.cohort.tms_courses.assign(sessions=20.0))
    analysis = analyse(cohort, AnalysisPlan())
    patients: Any = analysis[PatientCourses].patients
    exposure = analysis[Exposure]
    assert [one.patient_id for one in patients] == list(example.cohort.patients["patient_id"])
    assert sum(one.infusions for one in patients) == exposure.infusions
    assert sum(one.total_mg for one in patients) / 21 == pytest.approx(exposure.total_mg)
    first = patients[0]
    assert (first.stimulator, first.percent_mt, first.dose_mg_per_kg) == ("MagVenture", 120.0, 0.5)
    assert first.tms_pulses == 20 * 3000


def test_what_one_patient_lacks_is_a_reason_and_the_patient_stays(example):
    cohort = example.cohort
    some = cohort.infusions.copy()
    some.loc[(some["patient_id"] == "SYN01") & (some["infusion_number"] == 2), "dose_mg"] = None
    gone = cohort.tms_courses[cohort.tms_courses["patient_id"] != "SYN02"]
    found = analyse(replace(cohort, infusions=some, tms_courses=gone), AnalysisPlan())
    first, second, *_rest = found[PatientCourses].patients
    assert isinstance(first.total_mg, Unavailable)
    assert second.stimulator == ""
    assert isinstance(second.tms_pulses, Unavailable)
    assert isinstance(second.days_since_tms, Unavailable)
    assert found[PatientCourses].as_dict() == {"with_tms": 20, "with_infusions": 21}


def test_of_several_tms_courses_the_last_counts():
    ids = ["P1", "P1", "P1"]
    tms = pd.DataFrame(
        {
            "patient_id": ids,
            "stimulator": ["B", "A", "C"],
            "end_date": [pd.Timestamp("2024-05-01"), pd.Timestamp("2023-01-01"), None],
        }
    )
    cohort = Cohort(
        apply_schema("patients", pd.DataFrame({"patient_id": ["P1"]})),
        tms_courses=apply_schema("tms_courses", tms),
    )
    (one,) = analyse(cohort, AnalysisPlan())[PatientCourses].patients
    assert one.stimulator == "B"
    assert one.infusions == 0
