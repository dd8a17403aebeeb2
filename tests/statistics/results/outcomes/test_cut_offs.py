"""Rates by cut-off against R, the paper and one another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.study import Study
from tests.places import ORACLES


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study.of(example.cohort, example.plan)


def test_against_the_paper_cut_offs(study):
    rates = {one.rule: (one.rate.count, one.chosen) for one in CutOffs.compute(study).cut_offs}
    assert rates["<\u00a010"] == (2, True)
    assert rates["≤\u00a010"] == (5, False)
    assert rates["≤\u00a012"] == (7, False)
    assert rates["≥\u00a050%"] == (4, True)


def test_the_plans_own_cut_offs_are_among_those_tried(study_of):
    plan = AnalysisPlan(remission_operator="<", remission_score=12, response_percent=62.5)
    found = CutOffs.compute(study_of([(30, 11), (30, 12), (30, 20)], plan))
    own = [(one.rule, one.rate.count) for one in found.cut_offs if one.chosen]
    outcomes = Outcomes.compute(study_of([(30, 11), (30, 12), (30, 20)], plan))
    assert [count for _rule, count in own] == [outcomes.response.count, outcomes.remission.count]
    assert [one.rule for one in found.of("remission")][-2:] == [
        plan.format_remission(),
        "≤\u00a012",
    ]
    assert found.of("response")[-1].chosen


def test_cut_offs_stay_within_the_scale(study_of):
    plan = AnalysisPlan(scale="cgi_s", remission_operator="<", remission_score=2)
    found = CutOffs.compute(study_of([(6, 2), (5, 5)], plan))
    assert [(one.rule, one.chosen) for one in found.of("remission")] == [("<\u00a02", True)]
    # A level has no percentage, and so no response by percentage.
    assert found.of("response") == ()


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


OUTCOMES = oracle("outcomes")


@pytest.fixture
def invented_21(study_of):
    return study_of(list(zip(OUTCOMES["before"], OUTCOMES["after"], strict=True)))


def assert_rate(rate: Any, expected: dict[str, Any]) -> None:
    assert (rate.count, rate.n) == (expected["count"], expected["n"])
    assert rate.ci == pytest.approx(expected["ci"])


def test_against_r_rates_by_cut_off(invented_21):
    found = CutOffs.compute(invented_21)
    for one, expected in zip(found.of("response"), OUTCOMES["response"], strict=True):
        assert one.rule == f"≥\u00a0{expected['percent']}%"
        assert_rate(one.rate, expected)
    remission = OUTCOMES["remission"].values()
    for one, expected in zip(found.of("remission"), remission, strict=True):
        assert_rate(one.rate, expected)


SCORES = st.tuples(st.integers(0, 60).map(float), st.integers(0, 60).map(float))


PAIRS = st.lists(SCORES, min_size=3, max_size=25)


@given(PAIRS)
def test_rates_of_one_outcome_never_exceed_those_of_a_looser_one(study_of, pairs):
    study = study_of(pairs)
    found = CutOffs.compute(study)
    response = [one.rate.count for one in found.of("response")]
    remission = [one.rate.count for one in found.of("remission")]
    assert response == sorted(response, reverse=True)
    assert remission == sorted(remission)
    outcomes = Outcomes.compute(study)
    covered = (outcomes.response, outcomes.partial_response, outcomes.unchanged, outcomes.worse)
    assert sum(rate.count for rate in covered) + len(outcomes.already) == len(pairs)
