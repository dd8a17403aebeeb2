"""An outcome takes its definitions from its own scale, or says that they are not set."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.domain.outcome import (
    NO_DIFFERENCE,
    NO_RELIABILITY,
    NO_REMISSION,
    NO_RESPONSE,
    PER_INFUSION,
    OutcomeDefinition,
)
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Cutoff, Scale
from ketgui.domain.scales import MADRS, SCALES

NB = "\u00a0"


@pytest.mark.parametrize(
    ("scale", "response", "remission"),
    [
        ("madrs", f"≥{NB}50%", f"<{NB}10"),
        ("hamd17", f"≥{NB}50%", f"≤{NB}7"),
        ("phq9", f"≥{NB}50%", f"<{NB}5"),
        ("qids_sr16", f"≥{NB}50%", f"≤{NB}5"),
        ("bdi2", f"≥{NB}50%", "not set"),
        ("gad7", "not set", "not set"),
        ("ymrs", "not set", f"≤{NB}12"),
        ("cgi_s", "not set", "not set"),
        ("cgi_i", f"≤{NB}2", "not set"),
        ("cadss", "not set", "not set"),
    ],
)
def test_definitions_are_the_scales_own(scale, response, remission):
    found = OutcomeDefinition(scale)
    assert (found.format_response(), found.format_remission()) == (response, remission)


def test_nothing_is_borrowed_from_the_madrs():
    for scale in SCALES:
        found = OutcomeDefinition(scale.key)
        if scale is not MADRS:
            assert found.reliability_used == NO_RELIABILITY
            assert found.important_difference_used != 1.9
    assert OutcomeDefinition("bdi2").remission == NO_REMISSION
    assert OutcomeDefinition("gad7").response == NO_RESPONSE
    assert OutcomeDefinition("wsas").important_difference_used == NO_DIFFERENCE
    assert OutcomeDefinition("cadss").response == PER_INFUSION


def test_what_is_not_set_counts_nobody():
    scores = np.array([0.0, 5.0])
    found = OutcomeDefinition("gad7")
    assert not found.is_remission(scores).any()
    assert not found.is_response(np.array([100.0, 90.0]), scores).any()
    assert not found.is_partial_reduction(np.array([100.0, 90.0])).any()


def test_a_level_has_a_score_of_response_and_no_percentage():
    found = OutcomeDefinition("cgi_s", response_score=2)
    assert found.response == Cutoff("<=", 2)
    assert found.is_response(np.array([90.0, 90.0]), np.array([2.0, 3.0])).tolist() == [True, False]
    assert not found.has_partial_response


def test_settings_go_before_the_scales_own():
    found = OutcomeDefinition("phq9", remission_operator="<=", remission_score=9, reliability=0.8)
    assert found.remission == Cutoff("<=", 9)
    assert found.reliability_used == 0.8
    assert OutcomeDefinition("madrs", remission_operator="<=").remission == Cutoff("<=", 10)


def test_another_scale_brings_its_own_definitions():
    plan = AnalysisPlan(
        remission_score=12, reliability=0.95, secondary=(OutcomeDefinition("phq9"),)
    )
    other = plan.with_scale("phq9")
    assert other.format_remission() == f"<{NB}5"
    assert other.reliability_used == NO_RELIABILITY
    assert other.secondary == ()


def test_a_scale_on_which_more_is_better():
    mine = Scale("qol", "QOL", 0, 100, higher_is_better=True, remission=Cutoff(">=", 80))
    plan = AnalysisPlan(scale="qol", scales=(mine,), response_percent=50)
    assert plan.format_remission() == f"≥{NB}80"
    assert plan.is_remission(np.array([79.0, 80.0])).tolist() == [False, True]


@pytest.mark.parametrize("key", ["gad7", "cgi_s", "cadss"])
def test_what_is_not_set_is_reached_by_nobody_with_or_without_a_score(key):
    scores = np.array([0.0, 1.0, np.nan, 7.0])
    definition = OutcomeDefinition(key)
    assert not definition.is_remission(scores).any()
    assert not definition.is_response(np.array([100.0, 0.0, np.nan, -5.0]), scores).any()
    assert not definition.is_partial_reduction(np.array([100.0, 30.0, np.nan, -5.0])).any()


def test_a_change_is_named_by_its_direction():
    half = Cutoff(">=", 50)
    assert AnalysisPlan().describe_response_change(half) == "a reduction of at least 50%"
    rising = Scale("wellbeing", "Wellbeing", 0, 40, higher_is_better=True)
    plan = AnalysisPlan(scale="wellbeing", scales=(rising,))
    assert plan.describe_response_change(half) == "an improvement of at least 50%"
