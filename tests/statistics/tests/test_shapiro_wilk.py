"""Shapiro and Wilk's test against scipy."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketgui.statistics.tests.shapiro_wilk import compute_shapiro_wilk

WHOLE = st.integers(-40, 60).map(float)


# Sixty-fourths are exact in binary, so that equal stays equal.
FRACTION = st.integers(-4000, 4000).map(lambda value: value / 64)


@given(st.lists(st.one_of(WHOLE, FRACTION), min_size=3, max_size=80))
def test_against_scipy_shapiro(values):
    from scipy.stats import shapiro

    sample = np.array(values)
    assume(np.ptp(sample) > 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = shapiro(sample)
    w, p = compute_shapiro_wilk(sample)
    assert w == pytest.approx(expected.statistic, abs=1e-6)
    assert p == pytest.approx(expected.pvalue, abs=1e-5)


@pytest.mark.parametrize("n", [3, 4, 5, 6, 11, 12, 50, 500, 5000])
def test_against_scipy_shapiro_at_every_size_of_sample(n):
    from scipy.stats import shapiro

    sample = np.sort((np.arange(n) * 37.0) % 101 + np.arange(n) % 7 / 8)
    w, p = compute_shapiro_wilk(sample)
    expected = shapiro(sample)
    assert (w, p) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-6)
