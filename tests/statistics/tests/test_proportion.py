"""Proportions and their intervals against R, and what an interval must do."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.plan import AnalysisPlan, IntervalMethod
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Limits, Range, Share
from ketgui.statistics.tests.proportion import NO_PATIENT, Proportion
from tests.places import ORACLES

ORACLE = ORACLES / "paper.json"
CASES = json.loads(ORACLE.read_text(encoding="utf-8"))["proportions"]
METHODS: dict[IntervalMethod, str] = {"clopper-pearson": "clopper_pearson", "wilson": "wilson"}


def limits(count: int, n: int, plan: AnalysisPlan) -> Limits:
    ci = Proportion.of(count, n, plan).ci
    assert not isinstance(ci, Unavailable)
    return ci


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['count']}/{case['n']}")
@pytest.mark.parametrize("method", METHODS)
def test_against_r_binom_test_and_prop_test(case, method):
    for level, (low, high) in case[METHODS[method]].items():
        plan = AnalysisPlan(interval_method=method, confidence_level=float(level))
        found = Proportion.of(case["count"], case["n"], plan)
        assert found.ci == pytest.approx((low * 100, high * 100), abs=1e-8)


@given(st.integers(1, 200), st.data())
def test_the_interval_holds_the_percentage_and_stays_on_the_scale(n, data):
    count = data.draw(st.integers(0, n))
    for method in METHODS:
        found: Any = Proportion.of(count, n, AnalysisPlan(interval_method=method))
        low, high = found.ci
        assert 0 <= low <= found.percent + 1e-9
        assert found.percent - 1e-9 <= high <= 100 + 1e-9


@given(st.integers(1, 100), st.data())
def test_the_exact_interval_mirrors_its_complement(n, data):
    count = data.draw(st.integers(0, n))
    plan = AnalysisPlan()
    one, other = limits(count, n, plan), limits(n - count, n, plan)
    assert one == pytest.approx((100 - other[1], 100 - other[0]), abs=1e-8)


def test_a_higher_level_is_a_wider_interval():
    plan = AnalysisPlan()
    narrow = limits(4, 21, replace(plan, confidence_level=0.9))
    wide = limits(4, 21, replace(plan, confidence_level=0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize("n", [1, 3, 16, 21, 100])
def test_wilson_of_nobody_begins_at_zero_and_of_all_ends_at_one_hundred(n):
    plan = AnalysisPlan(interval_method="wilson")
    assert limits(0, n, plan)[0] == 0
    assert limits(n, n, plan)[1] == 100


def test_nobody_to_count_is_a_reason():
    none = Proportion.of(0, 0, AnalysisPlan())
    assert none.percent == none.ci == NO_PATIENT
    assert none.cells() == (NO_PATIENT, NO_PATIENT)
    assert none.as_dict() == {"count": 0, "n": 0, "percent": NO_PATIENT, "ci": NO_PATIENT}


def test_cells_are_the_share_and_its_limits():
    share, interval = Proportion.of(4, 21, AnalysisPlan()).cells()
    assert share == Share(4, 21)
    assert isinstance(interval, Range)
    assert (round(interval.low, 1), round(interval.high, 1)) == (5.4, 41.9)
