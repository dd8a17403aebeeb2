"""The place of each rating in the course: after how many infusions, in which week."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.statistics.course import list_weekly_ratings, number_ratings

INFUSIONS = [{"patient_id": "P01", "day": float(day)} for day in (0, 2, 4)]


def rated(*ratings):
    return [
        {"patient_id": "P01", "scale": "madrs", "day": float(day), "score": float(score)}
        for day, score in ratings
    ]


@pytest.fixture
def course(study_of):
    def build(*ratings):
        return study_of([(None, None)], infusions=INFUSIONS, assessments=rated(*ratings))

    return build


def test_a_rating_counts_the_infusions_of_earlier_days(course):
    found = number_ratings(course((-1, 30), (2, 26), (3, 22), (9, 12)))
    assert list(zip(found["infusions"], found["score"], strict=True)) == [
        (0, 30), (1, 26), (2, 22), (3, 12),
    ]  # fmt: skip


def test_of_two_ratings_on_one_day_the_one_that_shows_less_improvement_counts(course):
    found = number_ratings(course((-1, 30), (3, 20), (3, 25), (9, 12)))
    assert found.loc[found["infusions"] == 2, "score"].tolist() == [25]


def test_weeks_count_from_the_first_infusion_and_the_last_rating_of_one_stands(course):
    found = list_weekly_ratings(course((-1, 30), (3, 26), (7, 22), (8, 20), (14, 12)))
    assert list(zip(found["week"], found["score"], strict=True)) == [(0, 30), (1, 22), (2, 12)]


def test_a_patient_without_infusions_has_no_place_in_the_course(study_of):
    study = study_of([(30, 15)])
    assert number_ratings(study).empty
    assert list_weekly_ratings(study)["week"].tolist() == [0]


def test_ratings_around_tms_have_no_place_in_the_course(study_of):
    around = [
        {"patient_id": "P01", "scale": "madrs", "day": day, "moment": moment, "score": 40.0}
        for day, moment in ((-60.0, "before_tms"), (-30.0, "after_tms"), (5.0, "after_tms"))
    ]
    study = study_of([(None, None)], infusions=INFUSIONS, assessments=[*around, *rated((9, 12))])
    assert number_ratings(study)["infusions"].tolist() == [3]
    assert list_weekly_ratings(study)["score"].tolist() == [12]


def test_where_a_higher_score_is_better_the_lower_of_one_day_shows_less_improvement(study_of):
    scale = Scale("wellbeing", "Wellbeing", 0, 25, higher_is_better=True)
    rows = [row | {"scale": "wellbeing"} for row in rated((-1, 5), (3, 12), (3, 9), (9, 20))]
    plan = AnalysisPlan(scale="wellbeing", scales=(scale,))
    study = study_of([(None, None)], plan, infusions=INFUSIONS, assessments=rows)
    found = number_ratings(study)
    assert found.loc[found["infusions"] == 2, "score"].tolist() == [9]
