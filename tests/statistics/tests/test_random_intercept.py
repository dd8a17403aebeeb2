"""The random-intercept model against nlme, and what its likelihood must do."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketgui.statistics.tests.random_intercept import RandomIntercept, fit_random_intercept
from tests.places import ORACLES

COURSES = json.loads((ORACLES / "random_intercept.json").read_text(encoding="utf-8"))["courses"]


def fit(course: dict[str, Any]) -> RandomIntercept:
    x, y = np.array(course["x"], float), np.array(course["y"], float)
    return fit_random_intercept(x, y, np.array(course["subject"], np.intp))


def log_likelihood(course: dict[str, Any], between: float, within: float) -> float:
    """Return the restricted log-likelihood by its definition, with whole matrices."""
    x, y, subject = (np.array(course[name], float) for name in ("x", "y", "subject"))
    design = np.column_stack((np.ones(len(x)), x))
    covariance = within * np.eye(len(x)) + between * (subject[:, None] == subject[None, :])
    inverse = np.linalg.inv(covariance)
    information = design.T @ inverse @ design
    left = y - design @ np.linalg.solve(information, design.T @ inverse @ y)
    parts = (
        (len(x) - 2) * math.log(2 * math.pi),
        np.linalg.slogdet(covariance)[1],
        np.linalg.slogdet(information)[1],
        left @ inverse @ left,
    )
    return -sum(map(float, parts)) / 2


@pytest.mark.parametrize("course", COURSES)
def test_against_r_nlme(course):
    found = fit(course)
    near = 1e-6
    assert (found.intercept, found.slope) == pytest.approx(course["coefficients"], rel=near)
    assert (found.intercept_error, found.slope_error) == pytest.approx(course["errors"], rel=near)
    assert math.sqrt(found.within) == pytest.approx(course["within"], rel=near)
    # lme comes no nearer to a standard deviation of 0 than some thousandths.
    far = 1e-4 if found.between else 5e-3
    assert math.sqrt(found.between) == pytest.approx(course["between"], rel=far, abs=far)


@pytest.mark.parametrize("course", [one for one in COURSES if fit(one).between == 0])
def test_against_r_least_squares_where_patients_do_not_differ(course):
    found, plain = fit(course), course["least_squares"]
    assert (found.intercept, found.slope) == pytest.approx(plain["coefficients"], rel=1e-10)
    errors = found.intercept_error, found.slope_error
    assert errors == pytest.approx(plain["errors"], rel=1e-10)
    assert math.sqrt(found.within) == pytest.approx(plain["within"], rel=1e-10)


@pytest.mark.parametrize("course", COURSES)
def test_no_fit_of_nlme_is_likelier(course):
    found = fit(course)
    reached = log_likelihood(course, found.between, found.within)
    assert reached >= course["log_likelihood"] - 1e-9
    for between in (0.5, 0.99, 1.01, 2):
        for within in (0.5, 0.99, 1, 1.01, 2):
            near = log_likelihood(course, found.between * between, found.within * within)
            assert near <= reached + 1e-9


SCORES = st.lists(st.integers(0, 60), min_size=6, max_size=30)


@given(SCORES, st.integers(2, 5), st.integers(-30, 30), st.sampled_from((0.5, 2.0, 10.0)))
def test_the_fit_moves_and_stretches_with_the_scores(scores, patients, shift, factor):
    y = np.array(scores, float)
    x, subject = np.arange(len(y)) // patients * 1.0, np.arange(len(y)) % patients
    means = np.bincount(subject, y) / np.bincount(subject)
    assume(np.ptp(x) > 0 and np.ptp(y - means[subject]) > 0)
    line = np.polyfit(x, y - means[subject], 1)
    assume(np.abs(y - means[subject] - np.polyval(line, x)).max() > 1e-6)
    plain = fit_random_intercept(x, y, subject)
    moved = fit_random_intercept(x, factor * y + shift, subject)
    assert moved.slope == pytest.approx(factor * plain.slope, rel=1e-7, abs=1e-9)
    assert moved.intercept == pytest.approx(factor * plain.intercept + shift, rel=1e-7, abs=1e-7)
    assert moved.within == pytest.approx(factor**2 * plain.within, rel=1e-7)
