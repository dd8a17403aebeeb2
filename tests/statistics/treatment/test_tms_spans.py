"""The days of TMS, counted from the first infusion."""

from __future__ import annotations

from ketgui.statistics.treatment.tms_spans import find_tms_spans


def test_courses_count_in_days_from_the_first_infusion(cohort_of):
    tms = [
        {"patient_id": "P01", "start_date": "2024-01-01", "end_date": "2024-01-31"},
        {"patient_id": "P01", "start_date": "2023-01-01"},
        {"patient_id": "P02", "start_date": "2024-02-01", "end_date": "2024-01-01"},
        {"patient_id": "P03", "start_date": "2024-01-01", "end_date": "2024-01-31"},
    ]
    infusions = [
        {"patient_id": "P01", "date": "2024-03-01 14:00"},
        {"patient_id": "P01", "date": "2024-03-03"},
        {"patient_id": "P02", "date": "2024-03-01"},
        {"patient_id": "P03", "day": 0.0},
    ]
    cohort = cohort_of([(30, 20)] * 3, tms_courses=tms, infusions=infusions)
    assert find_tms_spans(cohort) == {"P01": ((-60.0, -30.0),)}
