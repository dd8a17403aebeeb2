"""Limitations are generated for the analyses that have them."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.paragraphs.limitations import list_limitations
from ketgui.statistics.analysis import analyse


def test_limitations_come_from_this_analysis(analysis_of, example):
    said = {key: words.replace("\u00a0", " ") for key, words in list_limitations(example).items()}
    assert "the 95% CI of the response rate is 5.4% to 41.9%" in said["size"]
    assert "from 0.0% to 33.3%" in said["cut_off"]
    assert "does not exclude a rate of up to 16.1%" in said["rare_events"]
    assert "drug" in said["protocol"]
    assert {"missing", "normality", "events_unknown"}.isdisjoint(said)
    skewed = [(30, 29)] * 9 + [(50, 0), (30, None)]
    other = list_limitations(analysis_of(skewed))
    assert "One patient lacked a rating" in other["missing"]
    assert "The rank test and the bootstrap do not assume it." in other["normality"]
    assert "not recorded" in other["events_unknown"]
    worse = analysis_of([(20, 30), (22, 31), (25, 26)])
    assert "regression" not in list_limitations(worse)
    assert list_limitations(analysis_of([])) == {}


def test_regression_to_the_mean_has_a_size_only_where_its_inputs_are_known(example):
    assert "cannot be estimated from the scores" in list_limitations(example)["regression"]
    # Barnett 2005: (1 − .91) · 8 · φ(−.25)/(1 − Φ(−.25)) = 0.465.
    plan = AnalysisPlan(selection_score=20, population_mean=22, population_sd=8)
    known = list_limitations(analyse(example.cohort, plan))["regression"]
    assert "by about 0.5 points (reliability .91)" in known


def test_where_no_parameter_is_known_none_is_listed(analysis_of):
    text = list_limitations(analysis_of([(30.0, 12.0), (28.0, 20.0)]))["protocol"]
    assert "None of the 20 parameters needed to repeat the treatments was reported." in text
    assert "stimulator" not in text
