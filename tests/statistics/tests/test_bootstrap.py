"""The BCa bootstrap against R's boot."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from tests.places import ORACLES


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


COMPANIONS = oracle("companions")["samples"]


NAMES = list(COMPANIONS)


def companion_difference(name: str) -> np.ndarray:
    return np.array(COMPANIONS[name]["before"], float) - np.array(COMPANIONS[name]["after"], float)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "one_far"])
def test_against_r_boot_bca_interval(name):
    # Left out is the sample in which many resampled means equal the mean: boot counts none of
    # them as below it, scipy and this program half of them.
    found = RobustChange.from_difference(companion_difference(name), AnalysisPlan()).bootstrap_ci
    # 9999 resamples here, 99 999 there: the limits agree within a fifteenth of their distance.
    low, high = COMPANIONS[name]["bca"]
    assert found == pytest.approx((low, high), abs=(high - low) / 15)


ORACLE = ORACLES / "paper.json"


SAMPLES = json.loads(ORACLE.read_text(encoding="utf-8"))["samples"]


def difference(name: str) -> np.ndarray:
    return np.array(SAMPLES[name]["before"], float) - np.array(SAMPLES[name]["after"], float)


def of(values: Any, **settings: Any) -> RobustChange:
    return RobustChange.from_difference(np.array(values, float), AnalysisPlan(**settings))


def test_against_scipy_bca_bootstrap():
    from scipy.stats import bootstrap

    values = difference("payette_invented_21")
    found = of(values).bootstrap_ci
    theirs = bootstrap((values,), np.mean, n_resamples=9999, method="BCa", rng=1)
    low, high = theirs.confidence_interval
    assert found == pytest.approx((low, high), abs=0.15)


@pytest.mark.parametrize("tenths", [[1, 1, 1, 1, 7], [1, 2, 3, 7], [11, 22, 33, 47, 99, 99, 11]])
def test_the_bootstrap_of_decimals_is_that_of_whole_numbers(tenths):
    decimals, whole = (of(np.array(tenths) / by).bootstrap_ci for by in (10, 1))
    assert decimals == pytest.approx(np.array(whole) / 10)


def test_the_bootstrap_comes_out_alike_for_one_seed():
    values = difference("forty")
    assert of(values).bootstrap_ci == of(values).bootstrap_ci
    assert of(values).bootstrap_ci != of(values, bootstrap_seed=8).bootstrap_ci
