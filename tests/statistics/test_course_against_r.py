"""Means, areas, first response and the last rating carried forward, against the output of R."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.pairing import pair
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.study import Study
from tests.places import ORACLES

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
    return Study(study.cohort, plan, pair(study.cohort, plan))


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
