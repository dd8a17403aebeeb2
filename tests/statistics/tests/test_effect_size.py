"""Intervals of means, effect sizes, correlation and percent improvement against R."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from tests.places import ORACLES


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


COMPANIONS = oracle("companions")["samples"]


PAPER = {name: one for name, one in oracle("paper")["samples"].items() if one["n"] > 2}


NAMES = list(COMPANIONS)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_intervals_of_means_of_r_and_of_percent_improvement(name):
    sample = COMPANIONS[name]
    before, after = np.array(sample["before"], float), np.array(sample["after"], float)
    change = PairedChange.from_scores(before, after)
    assert change.mean_before_ci == pytest.approx(sample["before_ci"])
    assert change.mean_after_ci == pytest.approx(sample["after_ci"])
    assert change.pearson_r_ci == pytest.approx(sample["pearson_ci"])
    assert PercentImprovement.from_scores(before, after).ci == pytest.approx(sample["percent_ci"])


@pytest.mark.parametrize("name", list(PAPER))
@pytest.mark.parametrize("level", ["0.90", "0.95"])
def test_against_r_intervals_of_hedges_g_and_d_av(name, level):
    # Both are R's interval of d_z in other units: times J, and times sd(d) over the mean SD.
    sample = PAPER[name]
    before, after = np.array(sample["before"], float), np.array(sample["after"], float)
    change = PairedChange.from_scores(before, after, float(level))
    dz = np.array(sample["cohen_dz_ci"][level])
    assert change.hedges_gz_ci == pytest.approx(tuple(dz * sample["hedges_j"]), rel=1e-6, abs=1e-8)
    units = sample["cohen_dav"] / sample["cohen_dz"]
    assert change.cohen_dav_ci == pytest.approx(tuple(dz * units), rel=1e-6, abs=1e-8)
