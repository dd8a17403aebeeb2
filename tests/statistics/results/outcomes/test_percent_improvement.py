"""Percent improvement against R, and what it needs."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from tests.places import ORACLES


def oracle(name: str) -> Any:
    path = ORACLES / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


SAMPLES: dict[str, dict[str, Any]] = oracle("paper")["samples"]


def agrees(found: object, expected: float | None, tolerance: float = 1e-9) -> None:
    if expected is None:
        assert isinstance(found, Unavailable)
    else:
        assert found == pytest.approx(expected, rel=tolerance, abs=1e-12)


@pytest.mark.parametrize("name", SAMPLES)
def test_against_r_percent_improvement(name):
    sample = SAMPLES[name]
    found = PercentImprovement.from_scores(np.array(sample["before"]), np.array(sample["after"]))
    agrees(found.mean, sample["percent_mean"])
    agrees(found.sd, sample["percent_sd"])
    agrees(found.of_means, sample["percent_of_means"])


def test_percent_needs_a_score_before_above_zero():
    none = PercentImprovement.from_scores(np.array([0.0, 0]), np.array([3.0, 4]))
    assert none.mean == Unavailable("every score before is 0, of which no percentage can be taken")
    one = PercentImprovement.from_scores(np.array([0.0, 20]), np.array([3.0, 5]))
    assert (one.n, one.mean) == (1, 75.0)
    assert one.sd == Unavailable("only one patient has both ratings")
