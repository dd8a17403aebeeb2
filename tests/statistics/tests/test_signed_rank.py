"""The signed-rank test against R, scipy and the counting of every way to sign the ranks."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketgui.statistics.tests.signed_rank import (
    compute_rank_sum_distribution,
    compute_signed_rank_test,
)

WHOLE = st.integers(-40, 60).map(float)
# Sixty-fourths are exact in binary, so that equal stays equal.
FRACTION = st.integers(-4000, 4000).map(lambda value: value / 64)


def enumerate_p(difference: list[float]) -> float:
    """Return p by counting, of all ways to sign the ranks, those with as small a rank sum."""
    sizes = [abs(d) for d in difference if d]
    ranks = [sum(s < size for s in sizes) + (sizes.count(size) + 1) / 2 for size in sizes]
    signed = [d > 0 for d in difference if d]
    positive = sum(r for r, up in zip(ranks, signed, strict=True) if up)
    smaller = min(positive, sum(ranks) - positive)
    sums = [
        sum(r for r, up in zip(ranks, signs, strict=True) if up)
        for signs in product((False, True), repeat=len(ranks))
    ]
    return min(1.0, 2 * sum(one <= smaller for one in sums) / len(sums))


@given(st.lists(st.integers(-5, 8).map(float), min_size=1, max_size=10))
def test_against_full_enumeration_with_ties_and_zeros(values):
    assume(any(values))
    found = compute_signed_rank_test(np.array(values))
    assert found.is_exact
    assert found.p == pytest.approx(enumerate_p(values), rel=1e-12)
    assert found.zeros == values.count(0)


def test_five_equal_changes():
    # All five ranks are 3 and positive: two of 32 ways to sign them are as extreme.
    found = compute_signed_rank_test(np.array([5.0] * 5))
    assert (found.w, found.p, found.tied) == (0, 0.0625, 5)


@given(st.lists(st.one_of(WHOLE, FRACTION), min_size=1, max_size=49, unique_by=abs))
def test_against_scipy_where_nothing_is_tied(values):
    from scipy.stats import wilcoxon

    difference = np.array([value for value in values if value])
    assume(len(difference))
    expected = wilcoxon(difference, method="exact")
    found = compute_signed_rank_test(difference)
    assert (found.w, found.is_exact) == (expected.statistic, True)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)


@given(st.lists(WHOLE.filter(bool), min_size=50, max_size=90))
def test_against_scipy_normal_approximation_from_fifty_on(values):
    from scipy.stats import wilcoxon

    expected = wilcoxon(np.array(values), method="approx", correction=True)
    found = compute_signed_rank_test(np.array(values))
    assert (found.w, found.is_exact) == (expected.statistic, False)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=40))
def test_the_distribution_is_symmetric_and_whole(ranks):
    chances = compute_rank_sum_distribution(np.array(ranks))
    assert len(chances) == sum(ranks) + 1
    assert chances.sum() == pytest.approx(1)
    assert chances == pytest.approx(chances[::-1])
