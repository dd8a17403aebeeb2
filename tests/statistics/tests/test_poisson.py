"""Rates of events: the exact interval against R's poisson.test and scipy."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Number, Range
from ketgui.statistics.tests.poisson import EventRate
from tests.places import ORACLES

R = json.loads((ORACLES / "events.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["any", "serious", "severe", "related", "stopped"])
def test_against_r_poisson_test(name):
    found = EventRate.of(R[name]["events"], R["infusions"], 0.95)
    assert found.per_100 == pytest.approx(R[name]["rate"])
    assert found.ci == pytest.approx(tuple(R[name]["rate_ci"]))


@given(st.integers(0, 300), st.integers(1, 500), st.sampled_from((0.9, 0.95, 0.99)))
def test_against_scipy_chi_square_form(events, infusions, level):
    # Garwood's limits are halves of chi-square quantiles.
    from scipy.stats import chi2

    found = EventRate.of(events, infusions, level)
    low = chi2.ppf((1 - level) / 2, 2 * events) / 2 if events else 0.0
    high = chi2.ppf((1 + level) / 2, 2 * events + 2) / 2
    scale = 100 / infusions
    assert found.ci == pytest.approx((low * scale, high * scale), rel=1e-9)


def test_without_an_infusion_there_is_no_rate():
    found = EventRate.of(3, 0, 0.95)
    assert found.per_100 == found.ci == Unavailable("no infusion is recorded")
    assert found.cells() == (found.per_100, found.ci, found.by_patient_ci)


def test_cells_are_the_rate_and_its_limits():
    rate, interval, _by_patient = EventRate.of(18, 126, 0.95).cells()
    assert isinstance(rate, Number)
    assert isinstance(interval, Range)
    assert rate.value == pytest.approx(100 * 18 / 126)
    assert interval.low < rate.value < interval.high
