"""The noncentral t distribution against R, mpmath and its symmetries."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.statistics.tests.noncentral_t import (
    compute_noncentral_t_tail,
    compute_noncentrality_limits,
)
from tests.places import ORACLES

CASES = json.loads((ORACLES / "noncentral_t.json").read_text(encoding="utf-8"))["limits"]


@pytest.mark.parametrize("case", CASES)
def test_against_r_pt_inverted(case):
    found = compute_noncentrality_limits(case["t"], case["df"], case["level"])
    assert found == pytest.approx(case["limits"], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("t", "df", "level", "limits"),
    [
        # mpmath at 30 digits: the integral of the normal tail over the chi density, inverted.
        (41, 1, 0.99, (-0.32595832486276, 115.12261153170)),
        (70, 2, 0.99, (4.8550258504016, 161.15629533706)),
        (150, 3, 0.95, (40.207970600193, 264.80252135934)),
    ],
)
def test_against_mpmath_where_t_is_large_and_patients_are_few(t, df, level, limits):
    assert compute_noncentrality_limits(t, df, level) == pytest.approx(limits, rel=1e-11)


@given(st.floats(0, 50), st.integers(1, 60), st.floats(-5, 30))
def test_against_scipy_where_its_series_hold(t, df, noncentrality):
    from scipy.stats import nct

    expected = float(nct.cdf(t, df, noncentrality))
    if math.isfinite(expected):
        assert compute_noncentral_t_tail(t, df, noncentrality) == pytest.approx(expected, abs=1e-9)


@given(st.floats(-1e6, 1e6), st.integers(1, 10_000), st.sampled_from((0.5, 0.9, 0.95, 0.99, 0.999)))
def test_limits_always_exist_in_order(t, df, level):
    low, high = compute_noncentrality_limits(t, df, level)
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < high


@given(st.floats(-100, 100), st.integers(1, 200))
def test_the_limits_of_the_opposite_are_opposite(t, df):
    low, high = compute_noncentrality_limits(t, df, 0.95)
    assert compute_noncentrality_limits(-t, df, 0.95) == pytest.approx((-high, -low), abs=1e-9)
