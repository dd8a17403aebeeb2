"""Sentences on TMS and on secondary outcomes: only what was computed is said."""

from __future__ import annotations

import pytest

from ketgui.reporting.paragraphs import further_outcomes

PAIRS = [(34, 12), (30, 22), (33, 30), (40, 18), (28, 26)]
PHQ9 = [(20, 4), (22, 18), (17, 15), (21, 9), (19, 18)]
TMS = [(40, 36), (38, 18), (35, 34), (43, 40), (30, None)]


@pytest.fixture(scope="module")
def analysis(analysis_of):
    ratings = [
        {"patient_id": f"P{place:02d}", "scale": scale, "moment": moment, "score": score}
        for scale, pairs in (("madrs", PAIRS), ("phq9", PHQ9))
        for place, pair in enumerate(pairs, 1)
        for moment, score in zip(("before", "after"), pair, strict=True)
    ]
    courses = [
        {"patient_id": f"P{place:02d}", "score_before": before, "score_after": after}
        for place, (before, after) in enumerate(TMS, 1)
    ]
    return analysis_of(PAIRS, assessments=ratings, tms_courses=courses)


def test_a_cohort_of_one_scale_without_tms_scores_has_none_of_them(analysis_of):
    plain = analysis_of(PAIRS)
    for describe in (
        further_outcomes.describe_agreement,
        further_outcomes.describe_tms,
        further_outcomes.describe_tms_rule,
        further_outcomes.describe_secondary_methods,
    ):
        assert describe(plain) == ""


def test_the_change_under_tms_and_its_failures(analysis):
    text = further_outcomes.describe_tms(analysis)
    assert "was .32 (95% CI −.93 to .98; n = 4)" in text.replace("\u00a0", " ")
    assert "fell from 39.0 ± 3.4 to 32.0 ± 9.7 (n = 4)" in text.replace("\u00a0", " ")
    assert "One patient responded to TMS. The outcome of TMS was not known for one patient." in text
    assert "less than 50" in further_outcomes.describe_tms_rule(analysis)


def test_a_single_secondary_outcome_is_not_adjusted(analysis):
    text = further_outcomes.describe_secondary_methods(analysis)
    assert text.startswith("The PHQ-9 was a secondary outcome.")
    assert "Holm" not in text


def test_agreement_is_described_with_kappa(analysis):
    text = further_outcomes.describe_agreement(analysis).replace("\u00a0", " ")
    assert text.startswith(
        "Response on the MADRS and on the PHQ-9 agreed in five of five patients (100.0%);"
    )
    assert "Cohen’s κ = 1.00" in text
