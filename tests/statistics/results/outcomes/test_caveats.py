"""Caveats: regression to the mean against R, and no size without its inputs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.caveats import Caveats
from tests.places import ORACLES

OUTCOMES = json.loads((ORACLES / "outcomes.json").read_text(encoding="utf-8"))
PAIRS = list(zip(OUTCOMES["before"], OUTCOMES["after"], strict=True))


def test_against_r_regression_to_the_mean(study_of):
    for expected in OUTCOMES["regression_to_the_mean"]:
        plan = AnalysisPlan(
            reliability=expected["reliability"],
            selection_score=expected["selection_score"],
            population_mean=expected["mean"],
            population_sd=expected["sd"],
        )
        found = Caveats.compute(replace(study_of(PAIRS), plan=plan))
        assert found.regression_to_the_mean == pytest.approx(expected["size"])
        assert len(found.rows()) == 7


@pytest.mark.parametrize("missing", ["selection_score", "population_mean", "population_sd"])
def test_there_is_no_size_unless_all_its_inputs_are_given(study_of, missing):
    known = {"selection_score": 20.0, "population_mean": 22.0, "population_sd": 8.0}
    settings = {name: value for name, value in known.items() if name != missing}
    plan = AnalysisPlan.from_dict(settings)
    found = Caveats.compute(replace(study_of(PAIRS), plan=plan))
    assert isinstance(found.regression_to_the_mean, Unavailable)
    assert len(found.rows()) == 3
