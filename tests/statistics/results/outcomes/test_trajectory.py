"""The course of the scores: means, areas and first response against R and by hand."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.study import Study
from tests.places import ORACLES

PAIRS = [(30.0, 15.0), (28.0, 20.0), (24.0, 26.0), (33.0, 9.0), (20.0, 18.0), (27.0, 12.0)]


def dated(day: float) -> datetime:
    return datetime(2024, 1, 8) + timedelta(days=day)


@pytest.fixture(scope="module")
def course(study_of):
    def compute(ratings):
        infusions = [
            {"patient_id": who, "date": dated(day)} for who in ("P01", "P02") for day in (0, 2, 4)
        ]
        rows = [
            {"patient_id": who, "scale": "madrs", "date": dated(day), "score": score}
            for who, day, score in ratings
        ]
        return Trajectory.compute(study_of(PAIRS[:2], infusions=infusions, assessments=rows))

    return compute


def test_scores_follow_the_infusions_received(course):
    found = course(
        [("P01", -1, 30), ("P01", 3, 20), ("P01", 5, 12), ("P02", -1, 28), ("P02", 5, 21)]
    )
    points = {point.at: point for point in found.points}
    assert sorted(points) == [0, 2, 3]
    assert (points[0].n, points[0].mean, points[0].change) == (2, 29, 0)
    assert (points[2].n, points[2].mean) == (1, 20)
    assert isinstance(points[2].ci, Unavailable)
    assert points[3].change == (18 + 7) / 2
    assert (found.responders_ever, found.first_response_day) == (1, 5)
    # Trapezoids of P01: 4 days at 25 and 2 at 16; of P02: 6 days at 24.5.
    assert found.mean_area == pytest.approx(((4 * 25 + 2 * 16) / 6 + 24.5) / 2)


def test_a_course_without_a_rating_after_has_no_area(course):
    found = course([("P01", -1, 30), ("P01", 3, 20)])
    assert found.mean_area == Unavailable("no rating has a date or a study day")
    assert found.first_response_day == Unavailable("no patient reached it")


def test_scores_follow_the_weeks_from_the_first_infusion(course):
    found = course(
        [("P01", -1, 30), ("P01", 3, 22), ("P01", 5, 20), ("P01", 12, 12), ("P02", 8, 21)]
    )
    weeks = {point.at: (point.n, point.mean) for point in found.weeks}
    assert weeks == {0: (1, 30), 1: (1, 20), 2: (2, 16.5)}
    assert [row.label.suffix for row in found.rows() if row.label.text == "Week"] == ["1", "2"]
    assert set(found.as_dict()["weeks"][0]) == {
        "week", "n", "mean", "sd", "ci", "change", "change_ci",
    }  # fmt: skip


def test_what_the_file_calls_before_and_after_needs_no_day(study_of):
    infusions = [{"patient_id": "P01", "date": dated(day)} for day in (0, 2, 4)]
    found = Trajectory.compute(study_of([(30.0, 12.0), (28.0, 20.0)], infusions=infusions))
    assert [(point.at, point.n, point.mean) for point in found.points] == [(0, 1, 30), (3, 1, 12)]
    assert found.weeks == ()
    assert found.responders_ever == 1
    assert found.first_response_day == Unavailable("no rating has a date or a study day")
    assert found.mean_area == Unavailable("no rating has a date or a study day")


ORACLE = ORACLES / "course.json"


COURSES = json.loads(ORACLE.read_text(encoding="utf-8"))


def study_of_course(course: dict[str, Any], study_of: Any, **settings: Any) -> Study:
    """Return the course as dated ratings about six infusions on days 0 to 5."""
    ids = sorted(set(course["patient"]))
    start = datetime(2024, 1, 8)
    ratings = [
        {"patient_id": who, "scale": "madrs", "score": score,
         "date": start + timedelta(days=infusions)}
        for who, infusions, score in zip(
            course["patient"], course["infusions"], course["score"], strict=True)
    ]  # fmt: skip
    infusions = [
        {"patient_id": who, "date": start + timedelta(days=day)} for who in ids for day in range(6)
    ]
    # A rating on the day of an infusion is made before it.
    study = study_of(
        [(None, None)] * 14,
        patients=[{"patient_id": who} for who in ids],
        assessments=ratings,
        infusions=infusions,
    )
    plan = AnalysisPlan(**settings)
    return Study.of(study.cohort, plan)


@pytest.mark.parametrize("name", ["full", "gaps"])
def test_against_r_first_response_and_the_last_rating_carried_forward(name, study_of):
    course = COURSES[name]
    study = study_of_course(
        course, study_of, response_percent=15.0, partial_response_percent=10.0, carry_forward=True
    )
    expected, found = course["responses"], Trajectory.compute(study)
    assert found.responders_ever == expected["ever"]
    assert found.first_response_day == pytest.approx(expected["median_first_day"])
    carried: Any = Missing.compute(study).carried_forward
    assert (carried.count, carried.n) == (expected["carried_forward"], 14)


@pytest.mark.parametrize("name", ["full", "gaps"])
def test_against_r_means_and_areas_of_the_course(name, study_of):
    course = COURSES[name]
    ids = sorted(set(course["patient"]))
    study = study_of_course(course, study_of)
    found = Trajectory.compute(study)
    assert len(found.points) == len(course["points"])
    for point, expected in zip(found.points, course["points"], strict=True):
        assert (point.at, point.n) == (expected["infusions"], expected["n"])
        assert point.mean == pytest.approx(expected["mean"])
        assert point.sd == pytest.approx(expected["sd"])
        assert point.ci == pytest.approx(expected["ci"])
        assert point.change == pytest.approx(expected["change"])
        if point.at:
            assert point.change_ci == pytest.approx(expected["change_ci"])
    rated = [
        area
        for who, area in zip(ids, course["areas"], strict=True)
        if study.pairs.rated[ids.index(who)] and area is not None
    ]
    assert rated
    assert found.mean_area == pytest.approx(float(np.mean(rated)))
