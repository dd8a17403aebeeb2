"""The cohort beside published rates: exact binomial p against R, and what is like for like."""

from __future__ import annotations

import json

import pytest

from ketgui.domain.literature import PublishedRate
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.results.further.literature import Literature
from ketgui.statistics.study import Study
from ketgui.statistics.tests.holm import adjust_by_holm
from tests.places import ORACLES

LITERATURE = ORACLES / "literature.json"


PAIRS = [(30.0, 15.0), (28.0, 20.0), (24.0, 26.0), (33.0, 9.0), (20.0, 18.0), (27.0, 12.0)]


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study.of(example.cohort, example.plan)


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
                assert one.response.p == pytest.approx(case["p"], rel=1e-9)
                checked += 1
            if case["count"] == 2 and case["percent"] == remission:
                assert one.remission.p == pytest.approx(case["p"], rel=1e-9)
                checked += 1
    assert checked >= 4
    assert published


def test_against_newcombe_intervals_of_differences():
    # Newcombe 1998, table II, method 10: 56/70 against 48/80 and 9/10 against 3/10.
    for (count, n), (other, their_n), expected in (
        ((56, 70), (48, 80), (5.24, 33.39)),
        ((9, 10), (3, 10), (17.05, 80.90)),
        ((10, 10), (0, 10), (60.75, 100.0)),
    ):
        plan = AnalysisPlan(
            published=(PublishedRate("Other", their_n, response=100 * other / their_n),)
        )
        pairs = [(30.0, 10.0)] * count + [(30.0, 29.0)] * (n - count)
        before, after = (list(scores) for scores in zip(*pairs, strict=True))
        found = Literature.compute(Study.of_scores(before, after, plan))
        assert found.comparisons[0].response.ci == pytest.approx(expected, abs=0.01)


def test_p_values_are_adjusted_over_all_comparisons(study):
    found = Literature.compute(study)
    plain, adjusted = (
        [getattr(rate, name) for one in found.comparisons for rate in (one.response, one.remission)]
        for name in ("p", "p_holm")
    )
    assert adjusted == adjust_by_holm(plain)
    assert found.tests == sum(isinstance(p, float) for p in plain)


def test_a_study_is_like_for_like_only_if_nothing_differs(study, study_of):
    paper = next(c for c in Literature.compute(study).comparisons if "Payette" in c.published.study)
    assert paper.differs == ()
    bare = Literature.compute(study_of(PAIRS)).comparisons
    assert all("infusions" in c.differs for c in bare)


def test_maintenance_does_not_make_a_published_rate_unlike(study_of):
    acute = [
        {"patient_id": who, "infusion_number": n, "day": 2.0 * n, "dose_mg_per_kg": 0.5}
        for who in ("P01", "P02")
        for n in range(1, 7)
    ]
    later = [{"patient_id": who, "day": 40.0, "dose_mg_per_kg": 1.0} for who in ("P01", "P02")]
    for infusions in (acute, acute + later):
        result = Literature.compute(study_of([(30, 12), (28, 20)], infusions=infusions))
        assert result.comparisons[0].published.study == "Payette 2023"
        assert result.comparisons[0].differs == ()
