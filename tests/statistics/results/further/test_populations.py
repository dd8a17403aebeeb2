"""Rates among the enrolled and the rated, counted by hand."""

from __future__ import annotations

from ketgui.statistics.results.further.populations import Populations
from ketgui.statistics.tests.proportion import Proportion

# Response, response with remission, none, and two of whom the rating after is missing.
PAIRS = [(30, 14), (30, 8), (24, 23), (28, None), (26, None)]


def counts(rates: tuple[Proportion, ...]) -> list[tuple[int, int]]:
    return [(rate.count, rate.n) for rate in rates]


def test_the_missing_are_counted_as_failures_left_out_or_counted_as_successes(study_of):
    response, remission = Populations.compute(study_of(PAIRS)).lines
    assert counts((response.enrolled, response.rated, response.best)) == [(2, 5), (2, 3), (4, 5)]
    assert counts((remission.enrolled, remission.rated, remission.best)) == [
        (1, 5), (1, 3), (3, 5),
    ]  # fmt: skip


def test_the_populations_agree_where_nobody_is_missing(study_of):
    response, _remission = Populations.compute(study_of(PAIRS[:3])).lines
    assert response.enrolled == response.rated == response.best


def test_the_rates_stand_by_name(study_of):
    found = Populations.compute(study_of(PAIRS)).as_dict()
    assert found["response"]["best_case"]["count"] == 4
    assert found["remission"]["rated"]["n"] == 3
