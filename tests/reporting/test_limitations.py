"""Limitations are generated for the analyses that have them."""

from __future__ import annotations

from ketgui.reporting.limitations import list_limitations


def test_limitations_come_from_this_analysis(analysis_of, example):
    said = {key: words.replace("\u00a0", " ") for key, words in list_limitations(example).items()}
    assert "compatible with 5.4 % to 41.9 %" in said["size"]
    assert "from 0.0 % to 33.3 %" in said["cut_off"]
    assert "does not exclude a rate of up to 16.1 %" in said["rare_events"]
    assert "drug" in said["protocol"]
    assert {"missing", "normality", "events_unknown"}.isdisjoint(said)
    skewed = [(30, 29)] * 9 + [(50, 0), (30, None)]
    other = list_limitations(analysis_of(skewed))
    assert "1 patient lacked a rating" in other["missing"]
    assert "ranks" in other["normality"]
    assert "not recorded" in other["events_unknown"]
    worse = analysis_of([(20, 30), (22, 31), (25, 26)])
    assert "regression" not in list_limitations(worse)
    assert list_limitations(analysis_of([])) == {}


def test_against_barnett_2005_regression_to_the_mean_is_the_least_to_expect(analysis_of, example):
    assert "by at least about 0.1 of the 9.0 points" in list_limitations(example)["regression"]
    # The lowest is far from the rest: the formula gives nothing, and nothing is not printed as 0.0.
    lone = list_limitations(analysis_of([(10, 9), *[(30, 20), (31, 22), (32, 20), (33, 25)] * 3]))
    assert "the scores before do not show how large a part" in lone["regression"]
