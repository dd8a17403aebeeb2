"""Paired change against R, and what must hold for any scores."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.tests.quartiles import Middle
from tests.places import ORACLES


def oracle(name: str) -> Any:
    path = ORACLES / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


SAMPLES: dict[str, dict[str, Any]] = oracle("paper")["samples"]
LEVELS = ("0.90", "0.95", "0.99")
PLAIN = (
    *("n", "mean_before", "sd_before", "mean_after", "sd_after", "mean_difference"),
    *("sd_difference", "t", "df", "p", "cohen_dz", "hedges_gz", "cohen_dav"),
    *("shapiro_w", "shapiro_p"),
)
SCORES = st.integers(0, 60)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=40)


def of(sample: dict[str, Any], level: float = 0.95) -> PairedChange:
    return PairedChange.from_scores(np.array(sample["before"]), np.array(sample["after"]), level)


def change(pairs: list[tuple[int, int]]) -> PairedChange:
    before, after = np.array(pairs, dtype=float).T
    return PairedChange.from_scores(before, after)


def agrees(found: object, expected: float | None, tolerance: float = 1e-9) -> None:
    if expected is None:
        assert isinstance(found, Unavailable)
    else:
        assert found == pytest.approx(expected, rel=tolerance, abs=1e-12)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("number", PLAIN)
def test_against_r_moments_t_test_effect_sizes_and_shapiro(name, number):
    # Shapiro–Wilk is an approximation whose implementations part in the ninth digit.
    tolerance = 1e-6 if number.startswith("shapiro") else 1e-9
    agrees(getattr(of(SAMPLES[name]), number), SAMPLES[name][number], tolerance)


@pytest.mark.parametrize("name", SAMPLES)
def test_against_r_pearson(name):
    if SAMPLES[name]["n"] < 3:
        assert isinstance(of(SAMPLES[name]).pearson_r, Unavailable)
    else:
        agrees(of(SAMPLES[name]).pearson_r, SAMPLES[name]["pearson_r"])


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("level", LEVELS)
def test_against_r_intervals(name, level):
    found, expected = of(SAMPLES[name], float(level)), SAMPLES[name]
    assert found.difference_ci == pytest.approx(expected["difference_ci"][level], rel=1e-9)
    assert found.cohen_dz_ci == pytest.approx(expected["cohen_dz_ci"][level], rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("name", SAMPLES)
def test_against_r_wilcoxon_and_hodges_lehmann(name):
    found, expected = of(SAMPLES[name]), SAMPLES[name]["wilcoxon"]
    assert found.wilcoxon_w == expected["w"]
    exact = expected["p_conditional"]
    agrees(found.wilcoxon_p, expected["p_by_default"] if exact is None else exact)
    assert (found.wilcoxon_zeros, found.wilcoxon_tied) == (expected["zeros"], expected["tied"])
    assert found.wilcoxon_is_exact == (exact is not None)
    assert found.hodges_lehmann == pytest.approx(expected["hodges_lehmann"])


@given(PAIRS)
def test_swapping_before_and_after_flips_signs(pairs):
    ahead, back = change(pairs), change([(after, before) for before, after in pairs])
    for name in ("mean_difference", "t", "cohen_dz", "hedges_gz", "cohen_dav", "hodges_lehmann"):
        one, other = getattr(ahead, name), getattr(back, name)
        if isinstance(one, Unavailable):
            assert one == other
        else:
            assert one == pytest.approx(-other, abs=1e-9)
    for name in ("p", "pearson_r", "pearson_r_ci", "wilcoxon_w", "wilcoxon_p"):
        one, other = getattr(ahead, name), getattr(back, name)
        assert one == other if isinstance(one, Unavailable) else one == pytest.approx(other)


@given(PAIRS, st.integers(-20, 20))
def test_a_constant_added_to_all_scores_leaves_the_comparison(pairs, constant):
    plain = change(pairs)
    moved = change([(before + constant, after + constant) for before, after in pairs])
    for name in ("t", "p", "cohen_dz", "cohen_dav", "pearson_r", "wilcoxon_w", "hodges_lehmann"):
        one, other = getattr(plain, name), getattr(moved, name)
        assert one == other if isinstance(one, Unavailable) else one == pytest.approx(other)


@given(PAIRS)
def test_no_number_is_ever_undefined(pairs):
    result = change(pairs)
    for field in fields(result):
        value = getattr(result, field.name)
        if not isinstance(value, Unavailable | Middle):
            assert np.isfinite(value).all(), field.name


@given(PAIRS)
def test_intervals_hold_their_estimates(pairs):
    result: Any = change(pairs)
    if not isinstance(result.difference_ci, Unavailable):
        assert result.difference_ci[0] <= result.mean_difference <= result.difference_ci[1]
    if not isinstance(result.cohen_dz_ci, Unavailable) and result.n > 3:
        assert result.cohen_dz_ci[0] <= result.cohen_dz <= result.cohen_dz_ci[1]


def reasons(pairs: list[tuple[int, int]]) -> dict[str, str]:
    result = change(pairs) if pairs else PairedChange.from_scores(np.array([]), np.array([]))
    values = {field.name: getattr(result, field.name) for field in fields(result)}
    return {name: v.reason for name, v in values.items() if isinstance(v, Unavailable)}


def test_without_pairs_every_number_is_the_same_reason():
    said = reasons([])
    assert set(said) == {field.name for field in fields(PairedChange)} - {
        "n", "wilcoxon_zeros", "wilcoxon_tied", "wilcoxon_is_exact", "before", "after",
        "difference",
    }  # fmt: skip
    few = {"pearson_r", "pearson_r_ci", "shapiro_w", "shapiro_p"}
    assert {said.pop(name) for name in few} == {"fewer than three patients have both ratings"}
    assert set(said.values()) == {"no patient has both ratings"}


def test_one_pair_has_means_and_no_spread():
    said = reasons([(30, 20)])
    assert {"mean_before", "mean_after", "mean_difference", "hodges_lehmann"}.isdisjoint(said)
    assert said["sd_before"] == said["t"] == said["df"] == "only one patient has both ratings"


def test_equal_changes_have_no_t():
    said = reasons([(30, 20), (25, 15), (40, 30)])
    assert said["t"] == said["p"] == said["cohen_dz"] == said["cohen_dz_ci"]
    assert said["t"] == "every patient changed by the same amount"
    assert said["shapiro_w"] == "every patient changed by the same amount"


def test_no_change_at_all_has_no_wilcoxon():
    assert reasons([(30, 30), (25, 25)])["wilcoxon_p"] == "no patient's score changed"


def test_equal_scores_have_no_correlation():
    said = reasons([(30, 20), (30, 15), (30, 12)])
    assert said["pearson_r"] == "all scores at one of the two times are equal"
    assert reasons([(30, 20), (30, 20)])["cohen_dav"] == said["pearson_r"]


def test_shapiro_stops_where_it_is_defined():
    many = np.arange(5001.0) % 37
    result = PairedChange.from_scores(many + np.arange(5001.0) % 11, many)
    assert result.shapiro_w == Unavailable("not defined for more than 5000 patients")


WHOLE = st.integers(-40, 60).map(float)


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
