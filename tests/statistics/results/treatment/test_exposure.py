"""Exposure: infusions, doses, spacing and stops by hand."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.rows import Share
from ketgui.statistics.tests.proportion import Proportion

PAIRS = [(30.0, 15.0)] * 4


def test_exposure_without_infusions_is_a_reason(study_of):
    found = Exposure.compute(study_of(PAIRS))
    assert found.infused == found.infusions_median == Unavailable("the file holds no infusion")
    assert found.dose_mg == Unavailable("not recorded")
    assert found.as_dict()["infused"] == found.infused
    assert found.infusions == 0


def test_exposure_summarises_what_is_recorded(study_of):
    infusions = [
        {"patient_id": "P01", "dose_mg_per_kg": 0.5, "dose_mg": 35.0, "duration_minutes": 60.0},
        {"patient_id": "P01", "dose_mg_per_kg": 0.5, "dose_mg": 37.0},
        {"patient_id": "P02", "dose_mg_per_kg": 0.4},
    ]
    found = Exposure.compute(study_of(PAIRS, infusions=infusions))
    assert found.infused == Proportion.of(2, 4, AnalysisPlan())
    assert found.infusions == 3
    assert (found.infusions_median, found.infusions_range) == (1.5, (1.0, 2.0))
    assert found.dose_mg_per_kg == pytest.approx(0.4666667)
    assert (found.dose_mg, found.duration_minutes) == (36.0, 60.0)
    assert found.duration_minutes_sd == Unavailable("recorded once only")
    assert found.rows()[0].cells[0] == Share(2, 4)


def test_days_between_treatments_and_total_dose(study_of):
    infusions = [
        {"patient_id": "P01", "date": "2024-03-05 09:00", "dose_mg": 30.0},
        {"patient_id": "P01", "date": "2024-03-09 15:00", "dose_mg": 34.0},
        {"patient_id": "P02", "day": 0.0, "dose_mg": 40.0},
        {"patient_id": "P02", "day": 2.0},
    ]
    tms = [
        {"patient_id": "P01", "end_date": "2024-02-20"},
        {"patient_id": "P01", "end_date": "2024-01-20"},
        {"patient_id": "P03", "end_date": "2024-01-20"},
    ]
    given = Exposure.compute(study_of([(30, 20)] * 3, infusions=infusions, tms_courses=tms))
    assert (given.days_since_tms_median, given.days_since_tms_range) == (14, (14, 14))
    assert (given.interval_days_median, given.interval_days_range) == (3, (2, 4))
    # The dose of an infusion of P02 is not recorded: there is no total to tell.
    assert (given.total_mg, given.total_mg_range) == (64, (64, 64))
