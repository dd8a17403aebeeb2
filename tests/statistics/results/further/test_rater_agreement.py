"""Response on a clinician's scale against a self-rating, crossed by hand."""

from __future__ import annotations

import pytest

from ketgui.statistics.results.further.rater_agreement import RaterAgreement

MADRS = [(30, 10), (30, 12), (30, 14), (30, 25), (30, 28), (30, 29)]
# The same patients: response on PHQ-9 where the score halves.
PHQ9 = [(20, 8), (20, 9), (20, 18), (20, 10), (20, 19), (20, None)]


@pytest.fixture
def agreement(study_of) -> RaterAgreement:
    ratings = [
        {"patient_id": f"P{place:02d}", "scale": scale, "moment": moment, "score": score}
        for scale, pairs in (("madrs", MADRS), ("phq9", PHQ9))
        for place, pair in enumerate(pairs, 1)
        for moment, score in zip(("before", "after"), pair, strict=True)
        if score is not None
    ]
    return RaterAgreement.compute(study_of(MADRS, assessments=ratings))


def test_every_patient_rated_on_both_stands_in_one_cell(agreement):
    (pair,) = agreement.pairs
    assert (pair.first.key, pair.second.key) == ("madrs", "phq9")
    assert pair.table.tolist() == [[2, 1], [1, 1]]
    assert pair.patients == (("P01", "P02"), ("P03",), ("P04",), ("P05",))


def test_kappa_by_its_formula(agreement):
    # Observed agreement 3/5; expected (3 · 3 + 2 · 2) / 25.
    assert agreement.pairs[0].kappa == pytest.approx((3 / 5 - 13 / 25) / (1 - 13 / 25))


def test_one_scale_alone_is_compared_with_nothing(study_of):
    assert RaterAgreement.compute(study_of(MADRS)).pairs == ()
