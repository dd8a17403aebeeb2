"""Wilcoxon's signed-rank test against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketgui.statistics.tests.signed_rank import signed_rank_test

WHOLE = st.integers(-40, 60).map(float)


# Sixty-fourths are exact in binary, so that equal stays equal.
FRACTION = st.integers(-4000, 4000).map(lambda value: value / 64)


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
