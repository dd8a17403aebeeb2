"""The random-intercept model of the course against nlme, and what it refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.mixed_model import MixedModel
from ketgui.statistics.study import Study
from tests.places import ORACLES

COURSES = json.loads((ORACLES / "course.json").read_text(encoding="utf-8"))


def course_of(course: dict[str, Any]) -> pd.DataFrame:
    columns = {"patient_id": "patient", "infusions": "infusions", "score": "score"}
    return pd.DataFrame({ours: course[theirs] for ours, theirs in columns.items()})


@pytest.mark.parametrize("name", ["full", "gaps"])
def test_against_r_nlme_random_intercept(name):
    course = COURSES[name]
    found = MixedModel.from_ratings(course_of(course), 0.95)
    assert (found.ratings, found.patients) == (len(course["score"]), 14)
    assert found.intercept == pytest.approx(course["intercept"], rel=1e-6)
    assert found.slope == pytest.approx(course["slope"], rel=1e-6)
    assert found.intercept_ci == pytest.approx(course["intercept_ci"], rel=1e-6)
    assert found.slope_ci == pytest.approx(course["slope_ci"], rel=1e-6)
    assert found.slope_p == pytest.approx(course["slope_p"], rel=1e-5)
    assert found.sd_between == pytest.approx(course["sd_between"], rel=1e-6)
    assert found.sd_within == pytest.approx(course["sd_within"], rel=1e-6)
    assert found.intraclass == pytest.approx(course["intraclass"], rel=1e-6)


def test_the_mixed_model_is_fitted_when_asked_for(example):

    asked = Study.of(example.cohort, AnalysisPlan(mixed_model=True))
    found = MixedModel.compute(asked)
    assert (found.ratings, found.patients) == (63, 21)
    assert found.slope == pytest.approx(-1.5, abs=1e-6)
    assert len(found.rows()) == 9
    left = MixedModel.compute(replace(asked, plan=AnalysisPlan()))
    assert left.slope == Unavailable("not asked for")
    assert len(left.rows()) == 1


def ratings(*courses: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [(f"P{n}", 2 * place, score) for n, course in enumerate(courses)
         for place, score in enumerate(course)],
        columns=["patient_id", "infusions", "score"],
    )  # fmt: skip


def test_patients_who_differ_no_more_than_their_own_ratings_have_no_spread_between_them():
    # Each patient's second rating undoes the first.
    opposed = tuple((20.0 + n, 20.0 - n) for n in (1, 2, 3, -1, -2, -3))
    found: Any = MixedModel.from_ratings(ratings(*opposed), 0.95)
    assert (found.sd_between, found.intraclass) == (0, 0)
    assert found.slope == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("courses", "slope", "ci", "p", "between"),
    [
        (((37.0, 26, 19), (29.0, 27, 23), (19.0, 27, 21)), -3.6666667, (-8.9784127, 1.6450793),
         0.1361635, 0),
        (((26.0, 33, 15), (31.0, 27, 28), (32.0, 19, 14)), -5.3333333, (-11.547788, 0.881122),
         0.0784878, 0.802773),
    ],
)  # fmt: skip
def test_against_r_nlme_at_the_boundary_and_near_it(courses, slope, ci, p, between):
    # lme(score ~ infusions, random = ~ 1 | patient_id, method = "REML")
    course = ratings(*courses)
    found: Any = MixedModel.from_ratings(course.assign(infusions=course["infusions"] / 2), 0.95)
    assert found.slope == pytest.approx(slope)
    assert found.slope_ci == pytest.approx(ci, rel=1e-6)
    assert found.slope_p == pytest.approx(p, rel=1e-6)
    assert found.sd_between == pytest.approx(between, rel=1e-6)


@pytest.mark.parametrize(
    ("courses", "reason"),
    [
        (((30.0,), (20.0, 10.0), (25.0, 20.0)), "fewer than three patients"),
        (((20.0, 20.0),) * 4, "all scores of the course are equal"),
        (((30.0, 20.0), (25.0, 15.0), (20.0, 10.0)), "on one line"),
        (tuple((30.0 + n % 7, 20.0 + n % 5) for n in range(2001)), "more than 2000"),
        ((), "fewer than three patients"),
    ],
)
def test_what_cannot_be_modelled_has_its_reason(courses, reason):
    found = MixedModel.from_ratings(ratings(*courses), 0.95)
    assert isinstance(found.slope, Unavailable)
    assert reason in found.slope.reason
    assert found.sd_between == found.slope_p == found.slope


def test_the_model_does_not_ask_for_an_order_of_rows():
    course = course_of(COURSES["gaps"])
    shuffled = course.sample(frac=1, random_state=3)
    assert MixedModel.from_ratings(shuffled, 0.95) == MixedModel.from_ratings(course, 0.95)
