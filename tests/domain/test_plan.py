"""The analysis plan: what it refuses, and how it says itself."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from ketgui.domain.outcome import OutcomeDefinition, PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.text import language

NB = "\u00a0"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"response_operator": "<"}, "Response compares"),
        ({"response_operator": "=="}, "Response compares"),
        ({"remission_operator": ">"}, "Remission compares"),
        ({"response_percent": 0.0}, "response threshold must be above 0"),
        ({"response_percent": 101.0}, "response threshold must be above 0"),
        ({"response_percent": float("nan")}, "response threshold must be above 0"),
        ({"secondary": (OutcomeDefinition("phq9", remission_score=99),)}, "outside the range"),
        ({"secondary": (OutcomeDefinition("madrs"),)}, "only once"),
        ({"course_gap_days": 30.0, "new_course_days": 20.0}, "number of days"),
        ({"tms_failure_percent": 0.0}, "percentage of TMS failure"),
        ({"same_day_rating": "noon"}, "not one the program knows"),
        ({"partial_response_percent": 60.0}, "partial-response threshold"),
        ({"partial_response_percent": 0.0}, "partial-response threshold"),
        ({"remission_score": 61.0}, "outside the range"),
        ({"remission_score": -1.0}, "outside the range"),
        ({"remission_score": float("nan")}, "outside the range"),
        ({"scale": "cgi_s", "remission_score": 8.0}, "outside the range"),
        ({"scale": "zork"}, "no scale called zork"),
        ({"confidence_level": 0.4}, "confidence level"),
        ({"confidence_level": 1.0}, "confidence level"),
        ({"population": "everyone"}, "population or the interval"),
        ({"interval_method": "wald"}, "population or the interval"),
    ],
)
def test_a_plan_that_cannot_be_says_which_setting_is_wrong(settings, said):
    with pytest.raises(PlanError, match=said):
        AnalysisPlan(**settings)


def test_a_refusal_is_in_the_users_language():
    with language("fr"), pytest.raises(PlanError, match="Aucune échelle"):
        AnalysisPlan(scale="zork")


def test_rules_in_symbols():
    plan = AnalysisPlan()
    assert plan.format_response() == f"≥{NB}50%"
    assert plan.format_partial_response() == f"25% to <{NB}50%"
    assert plan.format_remission() == f"<{NB}10"
    other = AnalysisPlan(
        response_operator=">", response_percent=62.5, remission_operator="<=", remission_score=12.5
    )
    assert other.format_response() == f">{NB}62.5%"
    assert other.format_partial_response() == f"25% to ≤{NB}62.5%"
    assert other.format_remission() == f"≤{NB}12.5"


def test_definition_of_response_in_words():
    assert AnalysisPlan().describe_response() == "a reduction of at least 50% or remission"
    apart = AnalysisPlan(remitters_are_responders=False)
    assert apart.describe_response() == "a reduction of at least 50%"


def test_level_and_method():
    assert AnalysisPlan().name_interval() == "95% CI"
    assert AnalysisPlan(confidence_level=0.999).format_level() == "99.9%"
    # 0.55 · 100 is not 55 in binary.
    assert AnalysisPlan(confidence_level=0.55).format_level() == "55%"
    assert AnalysisPlan().name_method() == "Clopper–Pearson"
    assert AnalysisPlan(interval_method="wilson").name_method() == "Wilson"


def test_the_sentence_in_both_languages():
    said = f"MADRS · response ≥{NB}50% · remission <{NB}10 · 95% CI"
    assert AnalysisPlan().summarise() == said
    with language("fr"):
        said = f"MADRS · réponse ≥{NB}50{NB}% · rémission <{NB}10 · IC\u00a0à\u00a095{NB}%"
        assert AnalysisPlan().summarise() == said
        assert AnalysisPlan(response_percent=62.5).format_response() == f"≥{NB}62,5{NB}%"


def test_rules_apply_to_scores():
    scores = np.array([9.0, 10, 11, np.nan])
    assert AnalysisPlan().is_remission(scores).tolist() == [True, False, False, False]
    inclusive = AnalysisPlan(remission_operator="<=")
    assert inclusive.is_remission(scores).tolist() == [True, True, False, False]
    reductions = np.array([24.9, 25, 50, 100 * (28.2 - 14.1) / 28.2, np.nan])
    plan = AnalysisPlan()
    assert plan.is_response(reductions, reductions).tolist() == [False, False, True, True, False]
    assert plan.is_partial_reduction(reductions).tolist() == [False, True, True, True, False]


def test_a_plan_comes_back_from_its_settings():
    plan = AnalysisPlan(remission_operator="<=", population="rated", confidence_level=0.9)
    assert AnalysisPlan.from_dict(plan.as_dict()) == plan
    assert set(plan.as_dict()) <= {field.name for field in fields(AnalysisPlan)}
    assert AnalysisPlan.from_dict({}) == AnalysisPlan()
    assert AnalysisPlan.from_dict({"remission_score": 12}).remission_score == 12


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"remision_score": 10}, "no setting called remision_score"),
        ({"remission_score": "10"}, "remission_score is of the wrong kind"),
        ({"remission_score": True}, "remission_score is of the wrong kind"),
        ({"remitters_are_responders": 1}, "remitters_are_responders is of the wrong kind"),
        ({"scale": 17}, "scale is of the wrong kind"),
        ({"scale": []}, "scale is of the wrong kind"),
        ({"remission_score": 99}, "outside the range"),
    ],
)
def test_settings_that_make_no_plan_are_refused(settings, said):
    with pytest.raises(PlanError, match=said):
        AnalysisPlan.from_dict(settings)


def test_the_plan_says_in_words_what_it_means():
    words = AnalysisPlan().describe_definitions()
    assert "Response on the MADRS is a reduction of at least 50%, or remission" in words
    assert f"Remission is a MADRS score <{NB}10 after treatment." in words
    assert "every enrolled patient" in words
    other = AnalysisPlan(remitters_are_responders=False, population="rated").describe_definitions()
    assert "or remission" not in other
    assert "Rates are of the patients with both ratings." in other
    with language("fr"):
        assert "La rémission est un score MADRS" in AnalysisPlan().describe_definitions()


def test_a_published_rate_may_be_of_a_scale_that_the_plan_declares():
    scale = {"key": "cmi", "title": "Clinic mood index", "low": 0, "high": 40}
    rate = {"study": "Here 2024", "scale": "cmi", "response": 40.0}
    plan = AnalysisPlan.from_dict({"published": [rate], "scales": [scale]})
    assert plan.published[0].scale == "cmi"
    with pytest.raises(PlanError, match="no scale called cmi"):
        AnalysisPlan.from_dict({"published": [rate]})


def test_a_scale_is_found_among_the_declared_ones_first():
    own = Scale("madrs", "Our MADRS", 0, 70)
    plan = AnalysisPlan(scales=(own,))
    assert plan.find_scale("madrs") is own
    assert plan.find_scale("phq9") is not None
    assert plan.find_scale("nothing") is None
