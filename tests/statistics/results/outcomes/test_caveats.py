"""Caveats: regression to the mean against R and by its formula."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.results.outcomes.caveats import Caveats
from ketgui.statistics.study import Study
from tests.places import ORACLES


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study(example.cohort, example.plan, example.pairs)


def test_regression_to_the_mean_shrinks_with_reliability(study):
    sizes = [
        Caveats.compute(Study(study.cohort, AnalysisPlan(reliability=r), study.pairs))
        for r in (0.5, 0.9)
    ]
    large, small = (one.as_dict()["regression_to_the_mean"] for one in sizes)
    assert large == pytest.approx(5 * small)
    assert sizes[0].cut_off == 18


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


OUTCOMES = oracle("outcomes")


@pytest.fixture
def invented_21(study_of):
    return study_of(list(zip(OUTCOMES["before"], OUTCOMES["after"], strict=True)))


def test_against_r_regression_to_the_mean(invented_21):
    for expected in OUTCOMES["regression_to_the_mean"]:
        plan = AnalysisPlan(reliability=expected["reliability"])
        found = Caveats.compute(replace(invented_21, plan=plan))
        assert found.regression_to_the_mean == pytest.approx(expected["size"])
