"""Sentences on follow-up."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.reporting.paragraphs.follow_up import describe_follow_up, describe_follow_up_methods
from ketgui.statistics.analysis import analyse
from tests.follow_up_cohort import make_cohort


def follow_one(analysis_of, *scores: float) -> str:
    infusions = [{"patient_id": "P01", "day": 0.0}]
    later = [
        {"patient_id": "P01", "scale": "madrs", "day": 28.0 * place, "score": score}
        for place, score in enumerate(scores, 1)
    ]
    ends = [
        {"patient_id": "P01", "scale": "madrs", "moment": moment, "score": score}
        for moment, score in (("before", 30.0), ("after", 10.0))
    ]
    analysis = analysis_of([(30, 10)], infusions=infusions, assessments=[*ends, *later])
    return describe_follow_up(analysis)


def test_many_are_described_with_the_visits_at_which_relapse_is_seen():
    analysis = analyse(make_cohort(), AnalysisPlan())
    said = describe_follow_up(analysis)
    assert said.startswith(
        "Five of six responders were rated again after treatment; three relapsed (50.0%)."
    )
    assert "The median time to relapse was 84 days." in said
    assert "Two of the six patients followed received maintenance infusions." in said
    methods = describe_follow_up_methods(analysis)
    assert "was dated by the visit at which it was seen" in methods
    assert "compound symmetry" in methods


def test_two_responders_are_both_and_not_two_of_two(analysis_of):
    ids = ("P01", "P02")
    ratings = [
        {"patient_id": patient_id, "scale": "madrs", **rating}
        for patient_id in ids
        for rating in (
            {"moment": "before", "score": 30.0},
            {"moment": "after", "score": 10.0},
            {"day": 28.0, "score": 12.0},
        )
    ]
    infusions = [{"patient_id": patient_id, "day": 0.0} for patient_id in ids]
    analysis = analysis_of([(30, 10)] * 2, infusions=infusions, assessments=ratings)
    described = describe_follow_up(analysis)
    assert described.startswith("Both responders were rated again after treatment; none relapsed.")


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((12.0,), "The only patient followed was free of relapse at the last rating."),
        ((12.0, 25.0), "The only patient followed relapsed."),
        ((), ""),
    ],
)
def test_one_patient_has_words_of_one(analysis_of, scores, said):
    assert follow_one(analysis_of, *scores) == said


def test_without_follow_up_nothing_is_said(analysis_of):
    analysis = analysis_of([(30, 10)])
    assert describe_follow_up(analysis) == ""
    assert describe_follow_up_methods(analysis) == ""


def test_where_only_a_further_treatment_counts_no_visit_is_needed_to_see_it():
    rule = RelapseRule(by_score=False, ect=True)
    methods = describe_follow_up_methods(analyse(make_cohort(), AnalysisPlan(relapse=rule)))
    assert methods.startswith("Relapse was electroconvulsive therapy. Time to relapse")
    assert "dated by the visit" not in methods
