"""Each patient's courses: what ends the acute one, and when its outcome was rated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.tables.display_table import build_table
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


def after_tms(who: str, day: int) -> dict[str, object]:
    return rating(who, day, 33) | {"moment": "after_tms"}


def of_tms(study_of, plan: AnalysisPlan) -> Courses:
    days = {"P01": -5, "P02": -30, "P03": -5}
    return Courses.compute(
        study_of(
            [(None, None)] * 3, plan,
            infusions=[row for who in days for row in infusions(who, 0, 3)],
            assessments=[
                *(after_tms(who, day) for who, day in days.items()), rating("P03", -1, 30),
            ],
        )
    )  # fmt: skip


def test_a_rating_after_tms_that_is_the_baseline_is_named_beside_its_patient(study_of):
    courses = of_tms(study_of, PLAN)
    first, second, third = courses.patients
    assert (first.is_baseline_of_tms, first.baseline_age) == (True, 5)
    assert (third.is_baseline_of_tms, third.baseline_age) == (False, 1)
    assert second.baseline_age == Unavailable("a rating after TMS alone, too old for a baseline")
    assert "5 (rating after TMS)" in build_table(courses).rows[0]
    assert courses.as_dict()["baseline_after_tms"] == 1


def test_one_that_is_no_baseline_by_the_plan_is_named_too(study_of):
    first, _second, _third = of_tms(study_of, replace(PLAN, post_tms_baseline=False)).patients
    assert first.baseline_age == Unavailable(
        "a rating after TMS alone, which is no baseline by the plan"
    )
