"""Each patient's courses: what ends the acute one, and when its outcome was rated."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.statistics.treatment.phases import BY_NUMBER

PLAN = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=2)))


def infusions(who: str, *days: int) -> list[dict[str, object]]:
    return [
        {"patient_id": who, "infusion_number": number, "day": day}
        for number, day in enumerate(days, 1)
    ]


def rating(who: str, day: int, score: float) -> dict[str, object]:
    return {"patient_id": who, "scale": "madrs", "day": day, "score": score}


@pytest.fixture
def courses(study_of) -> Courses:
    study = study_of(
        [(None, None)] * 3, PLAN,
        infusions=[*infusions("P01", 1, 3, 15), *infusions("P02", 1, 3)],
        assessments=[rating("P01", -2, 30), rating("P01", 10, 12), rating("P02", 0, 28)],
    )  # fmt: skip
    return Courses.compute(study)


def test_an_infusion_after_the_planned_ones_is_maintenance(courses):
    first, second, third = courses.patients
    assert (first.acute, first.maintenance, first.decided) == (2, 1, BY_NUMBER)
    assert (second.acute, second.maintenance) == (2, 0)
    assert (third.acute, third.decided) == (0, "")


def test_days_are_counted_from_the_ends_of_the_acute_course(courses):
    first, second, third = courses.patients
    assert (first.baseline_age, first.outcome_day) == (3, 7)
    assert isinstance(second.outcome_day, Unavailable)
    assert third.outcome_day == Unavailable("no infusion is recorded")


def test_the_file_for_scripts_names_nobody(courses):
    found = courses.as_dict()
    assert (found["patients"], found["acute_infusions"], found["with_maintenance"]) == (2, 4, 1)
    assert "P01" not in str(found)


def test_without_infusions_there_is_no_line(study_of):
    assert Courses.compute(study_of([(30, 12)])).rows() == ()
