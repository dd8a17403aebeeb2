"""The cohort beside published rates: exact binomial p against R, and what is like for like."""

from __future__ import annotations

import json

import pytest

from ketgui.statistics.results.outcomes.literature import Literature
from ketgui.statistics.study import Study
from tests.places import ORACLES

LITERATURE = ORACLES / "literature.json"


PAIRS = [(30.0, 15.0), (28.0, 20.0), (24.0, 26.0), (33.0, 9.0), (20.0, 18.0), (27.0, 12.0)]


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study(example.cohort, example.plan, example.pairs)


def test_against_r_exact_binomial_beside_published_rates(study):
    found = {(c.published.response, c.published.remission): c for c in
             Literature.compute(study).comparisons}  # fmt: skip
    published = {rate for pair in found for rate in pair if rate is not None}
    cases = json.loads(LITERATURE.read_text(encoding="utf-8"))["binomial"]
    checked = 0
    for case in cases:
        assert case["n"] == 21
        for (response, remission), one in found.items():
            if case["count"] == 4 and case["percent"] == response:
                assert one.response_p == pytest.approx(case["p"], rel=1e-9)
                checked += 1
            if case["count"] == 2 and case["percent"] == remission:
                assert one.remission_p == pytest.approx(case["p"], rel=1e-9)
                checked += 1
    assert checked >= 4
    assert published


def test_a_study_is_like_for_like_only_if_nothing_differs(study, study_of):
    paper = next(c for c in Literature.compute(study).comparisons if "Payette" in c.published.study)
    assert paper.differs == ()
    bare = Literature.compute(study_of(PAIRS)).comparisons
    assert all("infusions" in c.differs for c in bare)
