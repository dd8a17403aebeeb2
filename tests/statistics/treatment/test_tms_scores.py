"""Scores around TMS: the course's own, else a rating, and the rule of failure."""

from __future__ import annotations

import numpy as np

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.treatment.tms_scores import TmsScores, find_tms_scores

PAIRS = [(30, 10), (30, 12), (30, 14)]


def scored(study_of, courses, plan: AnalysisPlan | None = None, ratings=()) -> TmsScores:
    tables = {"tms_courses": courses}
    if ratings:
        tables["assessments"] = ratings
    study = study_of(PAIRS, plan, **tables)
    return find_tms_scores(study.cohort, study.plan, study.pairs)


def course(who: str, before: float, after: float | None, **more: object) -> dict[str, object]:
    return {"patient_id": who, "score_before": before, "score_after": after, **more}


def test_failed_responded_and_not_known(study_of):
    found = scored(
        study_of, [course("P01", 40, 36), course("P02", 40, 20), course("P03", 40, None)]
    )
    assert found.failed.tolist() == [True, False, False]
    assert found.responded.tolist() == [False, True, False]
    assert found.unjudged.tolist() == [False, False, True]


def test_the_plan_says_how_little_is_a_failure(study_of):
    courses = [course("P01", 40, 28)]
    assert scored(study_of, courses, AnalysisPlan(tms_failure_percent=25)).responded[0]
    assert scored(study_of, courses, AnalysisPlan(tms_failure_percent=50)).failed[0]


def test_half_of_a_decimal_score_is_half(study_of):
    assert scored(study_of, [course("P01", 28.2, 14.1)]).responded[0]


def test_the_last_course_counts(study_of):
    courses = [
        course("P01", 44, 20, end_date="2021-06-01"),
        course("P01", 40, 39, end_date="2022-06-01"),
    ]
    found = scored(study_of, courses)
    assert (found.pairs.before[0], found.pairs.after[0]) == (40, 39)


def test_scores_of_another_scale_are_not_taken(study_of):
    found = scored(study_of, [course("P01", 40, 36, scale="phq9")])
    assert np.isnan(found.pairs.before).all()


def test_a_rating_called_before_or_after_tms_fills_what_the_course_lacks(study_of):
    rating = {"patient_id": "P01", "scale": "madrs", "moment": "after_tms", "score": 35}
    found = scored(study_of, [course("P01", 40, None), course("P02", 41, 30)], ratings=[
        rating, {**rating, "patient_id": "P02", "score": 12},
    ])  # fmt: skip
    assert found.pairs.after[:2].tolist() == [35, 30]
