"""TMS, then ketamine: both changes, who failed, and how the changes go together."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.further.tms_outcome import TmsOutcome, compute_changes
from ketgui.statistics.results.patients.flow import Flow

PAIRS = [(34, 12), (30, 22), (33, 30), (40, 18), (28, 26)]
TMS = [(40, 36), (38, 18), (35, 34), (44, 40), (30, None)]


@pytest.fixture
def outcome(study_of) -> TmsOutcome:
    courses = [
        {"patient_id": f"P{place:02d}", "score_before": before, "score_after": after}
        for place, (before, after) in enumerate(TMS, 1)
    ]
    return TmsOutcome.compute(study_of(PAIRS, tms_courses=courses))


def test_failures_are_counted_over_the_enrolled_and_the_others_named(outcome):
    assert (outcome.failed.count, outcome.failed.n) == (3, 5)
    assert outcome.responded == ("P02",)
    assert outcome.unjudged == ("P05",)


def test_both_changes_are_in_points(outcome):
    tms, ketamine = compute_changes(outcome)
    assert tms[:4].tolist() == [4, 20, 1, 4]
    assert ketamine.tolist() == [22, 8, 3, 22, 2]
    assert outcome.tms_change.n == 4
    assert outcome.tms_change.mean_difference == pytest.approx(29 / 4)


def test_the_correlation_is_over_patients_with_all_four_scores(outcome):
    # R 4.5.0: cor(c(4, 20, 1, 4), c(22, 8, 3, 22), method = "spearman") is 1/3.
    assert outcome.correlated == 4
    assert outcome.rho == pytest.approx(1 / 3)


def test_without_scores_around_tms_the_reason_is_given(study_of):
    found = TmsOutcome.compute(study_of(PAIRS))
    assert not found.is_recorded
    assert found.rows() == ()
    assert isinstance(found.as_dict()["n"], Unavailable)


def test_a_rating_that_ends_one_change_and_begins_the_other_is_left_out_of_the_correlation(
    study_of,
):
    infusions = [{"patient_id": f"P{place:02d}", "day": 0.0} for place in range(1, 6)]
    around = [
        {"patient_id": who, "scale": "madrs", "moment": moment, "day": day, "score": score}
        for who, *scores in [
            ("P01", 40, 36, 12), ("P02", 38, 18, 8), ("P03", 35, 34, 30), ("P04", 44, 40, 18),
            ("P05", 30, 29, 10),
        ]
        for moment, day, score in zip(
            ("before_tms", "after_tms", None), (-50.0, -5.0, 3.0), scores, strict=True
        )
    ]  # fmt: skip
    own = [
        {"patient_id": who, "scale": "madrs", "moment": "before", "score": score}
        for who, score in [("P01", 34), ("P02", 30), ("P03", 33), ("P04", 40)]
    ]
    found = TmsOutcome.compute(study_of([(None, None)] * 5, infusions=infusions,
                                        assessments=[*around, *own]))  # fmt: skip
    assert found.shared == ("P05",)
    assert (found.tms_change.n, found.ketamine_change.n, found.correlated) == (5, 5, 4)
    # R 4.2: cor(c(4, 20, 1, 4), c(22, 22, 3, 22), method = "spearman")
    assert found.rho == pytest.approx(0.8164966)
    labels = [row.label.text for row in found.rows()]
    assert "Rating after TMS is the baseline" in labels


def test_failure_is_not_judged_on_a_single_level(study_of):
    courses = [{"patient_id": "P01", "score_before": 6, "score_after": 5, "scale": "cgi_s"}]
    study = study_of([(5, 3), (6, 4)], AnalysisPlan(scale="cgi_s"), tms_courses=courses)
    found = TmsOutcome.compute(study)
    level = Unavailable("this scale is a level, of which no percentage can be taken")
    assert found.failed.percent == level
    assert found.unjudged == ()
    assert Flow.compute(study).tms_failed == level
