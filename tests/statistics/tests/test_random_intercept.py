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


def read_course(course: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Return x, y and the subjects' codes."""
    subject = np.repeat(np.arange(len(course["sizes"])), course["sizes"])
    return np.array(course["x"], float), np.array(course["tenths"]) / 10, subject


def list_estimates(fit: RandomIntercept) -> list[float]:
    errors = fit.intercept_error, fit.slope_error
    spreads = math.sqrt(fit.between), math.sqrt(fit.within)
    return [fit.intercept, fit.slope, *errors, *spreads]


@pytest.fixture(scope="module")
def fits() -> list[RandomIntercept]:
    return [fit_random_intercept(*read_course(one)) for one in COURSES]


def log_likelihood(course: dict[str, Any], between: float, within: float) -> float:
    """Return the restricted log-likelihood by its definition, with whole matrices."""
    x, y, subject = read_course(course)
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


def test_against_r_nlme_on_400_courses(fits):
    found = np.array([list_estimates(one) for one in fits])
    best = np.array([one["best"] for one in COURSES])
    # At a spread of nearly 0 the likelihood is flat: its root has fewer digits.
    assert found == pytest.approx(best, rel=1e-7, abs=5e-7)
    without_between = [0, 1, 2, 3, 5]
    assert found[:, without_between] == pytest.approx(best[:, without_between], rel=1e-8)


def test_against_r_lme_where_its_optimiser_stops(fits):
    found = np.array([list_estimates(one) for one in fits])[:, :4]
    plain = np.array([one["lme"] for one in COURSES])[:, :4]
    apart = (np.abs(found - plain) / np.abs(plain)).max(axis=1)
    assert np.median(apart) < 1e-9
    assert (apart < 1e-7).sum() > 370
    assert apart.max() < 1e-5


def test_no_fit_of_nlme_is_likelier(fits):
    for found, course in zip(fits[:60], COURSES, strict=False):
        reached = log_likelihood(course, found.between, found.within)
        assert reached >= course["log_likelihood"] - 1e-9
        for factor in (0.5, 0.99, 1.01, 2):
            near = log_likelihood(course, found.between * factor, found.within)
            assert near <= reached + 1e-9


SCORES = st.lists(st.integers(0, 60), min_size=6, max_size=30)


@given(SCORES, st.integers(2, 5), st.integers(-30, 30), st.sampled_from((0.5, 2.0, 10.0)))
def test_the_fit_moves_and_stretches_with_the_scores(scores, patients, shift, factor):
    y = np.array(scores, float)
    x, subject = np.arange(len(y)) // patients * 1.0, np.arange(len(y)) % patients
    # On parallel lines of the patients' own nothing is left to estimate a variance from.
    within_x, within_y = (v - (np.bincount(subject, v) / np.bincount(subject))[subject]
                          for v in (x, y))  # fmt: skip
    assume(np.ptp(within_x) > 0)
    rest = within_y - within_x * (within_x @ within_y) / (within_x @ within_x)
    assume(np.abs(rest).max() > 1e-6)
    plain = fit_random_intercept(x, y, subject)
    moved = fit_random_intercept(x, factor * y + shift, subject)
    assert moved.slope == pytest.approx(factor * plain.slope, rel=1e-7, abs=1e-9)
    assert moved.intercept == pytest.approx(factor * plain.intercept + shift, rel=1e-7, abs=1e-7)
    assert moved.within == pytest.approx(factor**2 * plain.within, rel=1e-7)
