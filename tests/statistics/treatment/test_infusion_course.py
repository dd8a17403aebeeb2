"""Courses of infusions: numbers, intervals and usual weights."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.treatment.infusion_course import ReceivedInfusions


def test_infusions_without_a_possible_number_are_numbered_in_time(cohort_of):
    infusions = [
        {"patient_id": "P01", "day": 4.0, "infusion_number": 2},
        {"patient_id": "P01", "day": 0.0},
        {"patient_id": "P02", "day": 4.0, "infusion_number": 3},
        {"patient_id": "P02", "day": 0.0, "infusion_number": 1},
        {"patient_id": "P03", "day": 0.0, "infusion_number": 20240305},
    ]
    given = ReceivedInfusions.of(
        cohort_of([(30, 20)] * 4, infusions=infusions), AnalysisPlan()
    ).courses
    numbers = {who: [(one.number, one.study_day) for one in some] for who, some in given.items()}
    assert numbers == {"P01": [(1, 0), (2, 4)], "P02": [(1, 0), (3, 4)], "P03": [(1, 0)], "P04": []}
