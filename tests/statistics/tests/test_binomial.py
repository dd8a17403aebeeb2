"""The exact binomial test against scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.statistics.tests.binomial import compute_binomial_p


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
