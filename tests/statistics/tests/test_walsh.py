"""Walsh averages against their plain definition, and of very many patients."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.tests.walsh import compute_hodges_lehmann, compute_hodges_lehmann_interval


@given(st.lists(st.integers(-20, 40).map(float), min_size=1, max_size=30))
def test_against_the_plain_median_of_all_walsh_averages(values):
    plain = [(a + b) / 2 for place, a in enumerate(values) for b in values[place:]]
    assert compute_hodges_lehmann(np.array(values)) == pytest.approx(float(np.median(plain)))


def test_hodges_lehmann_of_very_many_patients():
    many = np.arange(100_000.0) % 61 - 20
    ci, achieved = compute_hodges_lehmann_interval(many, 0.95)
    assert compute_hodges_lehmann(many) == 10
    assert not isinstance(ci, Unavailable)
    assert ci[0] <= 10 <= ci[1]
    assert achieved == pytest.approx(0.95, abs=1e-3)
    varied = np.sqrt(np.arange(5000.0))
    reason = Unavailable("too many different changes to enumerate")
    assert compute_hodges_lehmann(varied) == reason
    assert compute_hodges_lehmann_interval(varied, 0.95) == (reason, reason)
