"""The noncentral t distribution inverted, against R."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.statistics.tests.noncentral_t import noncentrality_limits
from tests.places import ORACLES


def oracle(name: str) -> Any:
    path = ORACLES / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_against_r_noncentral_t_at_two_patients_where_series_fail():
    for case in oracle("noncentral_t")["limits"]:
        found = noncentrality_limits(case["t"], case["df"], case["level"])
        assert found == pytest.approx(case["limits"], rel=1e-7, abs=1e-7)


@given(st.floats(-1e6, 1e6), st.integers(1, 10_000), st.sampled_from((0.5, 0.9, 0.95, 0.99, 0.999)))
def test_noncentrality_limits_always_exist_in_order(t, df, level):
    low, high = noncentrality_limits(t, df, level)
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < high
