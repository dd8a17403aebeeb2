"""The tests by scipy.special against those of scipy.stats, on cohorts of every kind."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.tests.binomial import compute_binomial_p
from ketgui.statistics.tests.shapiro_wilk import shapiro_wilk
from ketgui.statistics.tests.signed_rank import signed_rank_test

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
    w, p = shapiro_wilk(sample)
    assert w == pytest.approx(expected.statistic, abs=1e-6)
    assert p == pytest.approx(expected.pvalue, abs=1e-5)


@pytest.mark.parametrize("n", [3, 4, 5, 6, 11, 12, 50, 500, 5000])
def test_against_scipy_shapiro_at_every_size_of_sample(n):
    from scipy.stats import shapiro

    sample = np.sort((np.arange(n) * 37.0) % 101 + np.arange(n) % 7 / 8)
    w, p = shapiro_wilk(sample)
    expected = shapiro(sample)
    assert (w, p) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-6)


@given(st.lists(st.one_of(WHOLE, FRACTION), min_size=1, max_size=70))
def test_against_scipy_wilcoxon(values):
    from scipy.stats import wilcoxon

    difference = np.array(values)
    changed = difference[difference != 0]
    assume(len(changed))
    untied = len(np.unique(np.abs(changed))) == len(changed) == len(difference)
    exact = untied and len(changed) < 50
    expected = wilcoxon(changed, method="exact" if exact else "approx", correction=not exact)
    found = signed_rank_test(difference)
    assert found.is_exact == exact
    assert found.w == expected.statistic
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)


@given(st.lists(st.tuples(WHOLE, WHOLE), min_size=2, max_size=60), st.sampled_from((0.9, 0.95)))
def test_against_scipy_ttest_rel(pairs, level):
    from scipy.stats import ttest_rel

    before, after = np.array(pairs).T
    assume(np.ptp(before - after) > 0)
    expected = ttest_rel(before, after)
    found = PairedChange.from_scores(before, after, level)
    assert found.t == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    limits = expected.confidence_interval(level)
    assert found.difference_ci == pytest.approx((limits.low, limits.high), rel=1e-9, abs=1e-9)


@given(st.integers(1, 60), st.floats(0.01, 0.99), st.data())
def test_against_scipy_binomtest(n, share, data):
    from scipy.stats import binomtest

    count = data.draw(st.integers(0, n))
    expected = binomtest(count, n, share).pvalue
    assert compute_binomial_p(count, n, share) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("count", "share", "p"), [(0, 0.0, 1), (1, 0.0, 0), (5, 1.0, 1), (4, 1.0, 0)]
)
def test_a_certain_share_is_met_or_not(count, share, p):
    assert compute_binomial_p(count, 5, share) == p
