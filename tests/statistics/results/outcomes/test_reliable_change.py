"""Reliable change against R and by Jacobson and Truax's formula."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from ketgui.statistics.study import Study
from tests.places import ORACLES


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study.of(example.cohort, example.plan)


def test_against_jacobson_and_truax_reliable_change(study):
    found = ReliableChange.compute(study)
    # 1.96 · √2 · 6.4457 · √(1 − .91), by hand.
    assert found.threshold == pytest.approx(1.96 * 2**0.5 * 6.445744 * 0.3, rel=1e-6)
    assert isinstance(found.improved, type(found.worsened))
    lower = ReliableChange.compute(Study.of(study.cohort, AnalysisPlan(reliability=0.75)))
    assert lower.threshold == pytest.approx(1.96 * 2**0.5 * 6.445744 * 0.5, rel=1e-6)


def test_reliable_change_needs_spread_before(study_of):
    assert ReliableChange.compute(study_of([(30.0, 10.0)])).threshold == Unavailable(
        "only one patient has both ratings"
    )
    equal = ReliableChange.compute(study_of([(30.0, 10.0), (30.0, 12.0)]))
    assert equal.threshold == equal.improved == Unavailable("all scores before are equal")


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


COMPANIONS = oracle("companions")["samples"]


NAMES = list(COMPANIONS)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_reliable_change(name):
    sample = COMPANIONS[name]
    before, after = np.array(sample["before"], float), np.array(sample["after"], float)
    for expected in sample["reliable"]:
        plan = AnalysisPlan(reliability=expected["reliability"])
        found: Any = ReliableChange.from_scores(before, after, plan)
        assert found.threshold == pytest.approx(expected["threshold"])
        assert found.improved.count == expected["improved"]
        assert found.worsened.count == expected["worsened"]
        assert found.importantly_improved.count == sample["improved_by_2"]
