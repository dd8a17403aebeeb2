"""The plan follows the file."""

from __future__ import annotations

from ketgui.domain.outcome import OutcomeDefinition
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.rated_scales import find_rated_scales, follow_file, list_secondary_outcomes


def test_a_file_of_the_bdi_alone_is_analysed_on_the_bdi(cohort_of):
    plan = follow_file(cohort_of([(30, 12), (25, 20)], "bdi2"), AnalysisPlan())
    assert plan.rating_scale.title == "BDI-II"
    assert plan.format_remission() == "not set"


def test_a_plan_whose_scale_is_in_the_file_stays(cohort_of):
    plan = AnalysisPlan(remission_score=12)
    assert follow_file(cohort_of([(30, 12)]), plan) is plan
    assert follow_file(cohort_of(), plan) is plan


def test_other_scales_of_the_file_are_secondary_unless_the_plan_names_them(cohort_of):
    phq = [{"patient_id": "P01", "scale": "phq9", "moment": "before", "score": 20.0}]
    cadss = [{"patient_id": "P01", "scale": "cadss", "score": 12.0}]
    madrs = [{"patient_id": "P01", "scale": "madrs", "moment": "before", "score": 30.0}]
    cohort = cohort_of([(None, None)], assessments=[*phq, *cadss, *madrs])
    assert [scale.key for scale in find_rated_scales(cohort, AnalysisPlan())] == ["madrs", "phq9"]
    assert [one.scale for one in list_secondary_outcomes(cohort, AnalysisPlan())] == ["phq9"]
    named = AnalysisPlan(secondary=(OutcomeDefinition("gad7"),))
    assert list_secondary_outcomes(cohort, named) == named.secondary
    assert list_secondary_outcomes(cohort, AnalysisPlan(secondary=())) == ()
