"""What counts as a relapse, and which rules cannot be."""

from __future__ import annotations

import pytest

from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.domain.scales import get_scale

NB = "\u00a0"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (RelapseRule(), f"a MADRS score ≥{NB}22"),
        (
            RelapseRule(score=20, lost_percent=50.0),
            f"a MADRS score ≥{NB}20 or an improvement of less than 50%",
        ),
        (
            RelapseRule(visits=2, new_course=True),
            f"a MADRS score ≥{NB}22 at two visits in a row or a new acute course",
        ),
        (
            RelapseRule(by_score=False, ect=True, admission=True),
            "electroconvulsive therapy or a psychiatric admission",
        ),
        (RelapseRule(by_score=False), ""),
    ],
)
def test_a_rule_says_its_criteria(rule, said):
    assert rule.describe(get_scale("madrs")) == said


def test_only_a_rule_with_a_score_or_a_percentage_counts_scores():
    madrs, level = get_scale("madrs"), get_scale("cgi_s")
    assert RelapseRule().counts_scores(madrs)
    assert not RelapseRule(by_score=False, ect=True).counts_scores(madrs)
    assert not RelapseRule(lost_percent=50.0).counts_scores(level)


def test_no_scale_borrows_the_cutoff_of_another():
    assert RelapseRule().find_cutoff(get_scale("phq9")) is None
    assert RelapseRule().describe(get_scale("phq9")) == ""


@pytest.mark.parametrize(
    "settings",
    [
        {"visits": 3}, {"visits": True}, {"lost_percent": 0.0}, {"among": "all"}, {"zork": 1},
        {"score": "22"}, [1],
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(settings):
    with pytest.raises(PlanError):
        AnalysisPlan.from_dict({"relapse": settings})


def test_a_rule_is_kept_in_the_plan():
    plan = AnalysisPlan(relapse=RelapseRule(score=18.0, among="remitters", visits=2, ect=True))
    assert AnalysisPlan.from_dict(plan.as_dict()) == plan
