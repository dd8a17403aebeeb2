"""Ranks, signs, resampling and the Bayes factor against R, scipy and another form of the sum."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.tables.cell_parts import split_cell
from ketgui.reporting.tables.display_table import format_cell
from ketgui.statistics.results.outcomes.robust_change import RobustChange, compute_bayes_factor
from ketgui.statistics.rows import Number, Text
from ketgui.statistics.tests.walsh import compute_hodges_lehmann_interval
from tests.places import ORACLES

ORACLE = ORACLES / "paper.json"
SAMPLES = json.loads(ORACLE.read_text(encoding="utf-8"))["samples"]
EXACT = [name for name, sample in SAMPLES.items() if sample["wilcoxon"]["p_exact"] is not None]


def difference(name: str) -> np.ndarray:
    return np.array(SAMPLES[name]["before"], float) - np.array(SAMPLES[name]["after"], float)


def of(values: Any, **settings: Any) -> RobustChange:
    return RobustChange.from_difference(np.array(values, float), AnalysisPlan(**settings))


@pytest.mark.parametrize("name", [name for name in EXACT if SAMPLES[name]["n"] < 50])
@pytest.mark.parametrize("level", ["0.90", "0.95", "0.99"])
def test_against_r_interval_of_hodges_lehmann_where_it_is_exact(name, level):
    expected = SAMPLES[name]["wilcoxon"]["of_wilcox_test"][level]
    ci, achieved = compute_hodges_lehmann_interval(difference(name), float(level))
    if 1 - 2 / 2 ** SAMPLES[name]["n"] < float(level):
        # R gives an interval of a lower level, not always saying so; here there is none.
        assert ci == achieved == Unavailable("too few patients for an interval at this level")
    else:
        assert ci == pytest.approx(expected["ci"], abs=1e-9)
        assert isinstance(achieved, float)
        assert achieved >= float(level) - 1e-9


def test_against_scipy_sign_test():
    from scipy.stats import binomtest

    found = of([5, 3, 8, -2, 0, 6, 1])
    assert (found.sign_improved, found.sign_worsened, found.sign_unchanged) == (5, 1, 1)
    assert found.sign_p == pytest.approx(binomtest(5, 6).pvalue)
    assert of([0, 0, 0]).sign_p == Unavailable("no patient's score changed")


def test_what_cannot_be_resampled_has_its_reason():
    assert of([]).bootstrap_ci == Unavailable("no patient has both ratings")
    assert of([1, 2]).bootstrap_ci == Unavailable("fewer than three patients have both ratings")
    assert of([2, 2, 2]).bootstrap_ci == Unavailable("every patient changed by the same amount")
    many = of(np.arange(5001) % 50).bootstrap_ci
    assert many == Unavailable("not resampled for more than 5000 patients")


@pytest.mark.parametrize("name", ["three", "five_worse", "twelve_decimals", "forty"])
def test_against_the_noncentral_t_form_of_the_bayes_factor(name):
    # Rouder et al. 2009 give two forms of one integral: over g, and over a Cauchy effect size.
    from scipy.integrate import quad
    from scipy.stats import cauchy, nct
    from scipy.stats import t as central

    n, t = SAMPLES[name]["n"], SAMPLES[name]["t"]
    scale = math.sqrt(2) / 2

    def integrand(effect: float) -> float:
        return float(nct.pdf(t, n - 1, effect * math.sqrt(n)) * cauchy.pdf(effect, scale=scale))

    expected = quad(integrand, -8, 8, limit=400)[0] / central.pdf(t, n - 1)
    assert compute_bayes_factor(difference(name)) == pytest.approx(expected, rel=2e-2)


def test_the_bayes_factor_is_given_when_asked_for_and_possible():
    assert of([5, 3, 8]).bayes_factor == Unavailable("not asked for")
    asked = of([5, 3, 8], bayes_factor=True).bayes_factor
    assert isinstance(asked, float)
    assert asked > 1
    reasons = {of(v, bayes_factor=True).bayes_factor for v in ([1, 2], [2, 2, 2])}
    assert reasons == {
        Unavailable("fewer than three patients have both ratings"),
        Unavailable("every patient changed by the same amount"),
    }


def test_a_bayes_factor_beyond_all_numbers_has_its_reason():
    many = np.arange(100_000.0) % 13 + 3
    assert compute_bayes_factor(many) == Unavailable("larger than 10³⁰⁰")


def test_rows_say_the_level_that_was_reached():
    rows = of(difference("payette_invented_21")).rows()
    level = rows[1].cells[0]
    assert isinstance(level, Number)
    assert 95 <= level.value < 96
    assert rows[5].cells[0] == Text(str(AnalysisPlan().bootstrap_seed), from_file=True)


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ([1, -1, 2, -2, 1, -1, 2, -2], "0.34"),
        ([5, 3, 8, 4, 6], "14.3"),
        (np.arange(10.0) + 8, "36\u00a0418"),
        (np.arange(60.0) % 5 + 20, "more than a million"),
    ],
)
def test_a_bayes_factor_is_shown_with_the_places_that_mean_something(changes, shown):
    cell = of(changes, bayes_factor=True).rows()[6].cells[0]
    assert format_cell(cell) == shown
    # A spreadsheet holds all of it, whatever is shown.
    (part,) = split_cell(cell)
    assert part.value == of(changes, bayes_factor=True).bayes_factor


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


COMPANIONS = oracle("companions")["samples"]


NAMES = list(COMPANIONS)


def companion_difference(name: str) -> np.ndarray:
    return np.array(COMPANIONS[name]["before"], float) - np.array(COMPANIONS[name]["after"], float)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_jzs_bayes_factor(name):
    assert compute_bayes_factor(companion_difference(name)) == pytest.approx(
        COMPANIONS[name]["jzs"], rel=1e-6
    )


def test_against_r_integrate_to_the_last_digits():
    # R 4.2.2, integrate(rel.tol = 1e-12) in pieces about the peak.
    found = compute_bayes_factor(np.array([25.0, 16, 22, 23, 26]))
    assert found == pytest.approx(116.942953478938, rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_sign_test(name):
    found = RobustChange.from_difference(companion_difference(name), AnalysisPlan())
    assert found.sign_p == pytest.approx(COMPANIONS[name]["sign_p"])
