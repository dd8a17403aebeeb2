"""Repeated measures against R's nlme."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.tests.repeated_measures import (
    RepeatedMeasures,
    Structure,
    fit_repeated_measures,
)
from tests.places import ORACLES

CASES = json.loads((ORACLES / "follow_up.json").read_text(encoding="utf-8"))["visits"]


def read_scores(case: dict[str, Any]) -> Any:
    rows = [[np.nan if score is None else score for score in row] for row in case["scores"]]
    return np.array(rows, float)


@pytest.mark.parametrize(
    ("structure", "name"), [("unstructured", "unstructured"), ("compound_symmetry", "compound")]
)
def test_against_r_gls_on_100_follow_ups(structure: Structure, name: str):
    fitted = 0
    for case in CASES:
        scores, wanted = read_scores(case), case[name]
        found = fit_repeated_measures(scores, (structure,))
        if not wanted or isinstance(found, Unavailable):
            continue
        fitted += 1
        assert found.structure == structure
        # No fit of gls is likelier; its last digits are those of its optimiser.
        assert found.log_likelihood >= wanted["log_likelihood"] - 1e-9
        assert found.log_likelihood == pytest.approx(wanted["log_likelihood"], abs=1e-8)
        assert found.means == pytest.approx(wanted["means"], rel=1e-6)
        errors = np.sqrt(np.diag(found.mean_covariance))
        assert errors == pytest.approx(wanted["errors"], rel=1e-5)
        changes = [found.change(visit)[1] for visit in range(1, scores.shape[1])]
        assert changes == pytest.approx(np.atleast_1d(wanted["change_errors"]), rel=1e-5)
    assert fitted >= 95


def test_complete_scores_have_the_plain_means_and_the_paired_error():
    rng = np.random.default_rng(1)
    scores = rng.normal(20, 4, (12, 1)) + rng.normal(0, 3, (12, 3))
    found = fit_repeated_measures(scores)
    assert isinstance(found, RepeatedMeasures)
    assert found.structure == "unstructured"
    assert found.covariance == pytest.approx(np.cov(scores.T), rel=1e-5)
    change = scores[:, 0] - scores[:, 2]
    wanted = change.mean(), change.std(ddof=1) / np.sqrt(12)
    assert found.change(2) == pytest.approx(wanted, rel=1e-6)


def test_too_few_pairs_of_visits_get_the_simpler_structure():
    rng = np.random.default_rng(2)
    scores = rng.normal(20, 4, (4, 1)) + rng.normal(0, 3, (4, 4))
    found = fit_repeated_measures(scores)
    assert isinstance(found, RepeatedMeasures)
    assert found.structure == "compound_symmetry"


def test_equal_scores_have_no_fit():
    assert isinstance(fit_repeated_measures(np.full((6, 3), 20.0)), Unavailable)
