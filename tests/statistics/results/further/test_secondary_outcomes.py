"""Secondary outcomes: each on its own scale, under its own definitions, adjusted by Holm."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.further.secondary_outcomes import SecondaryOutcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange

SCORES = {
    "madrs": [(30, 10), (34, 25), (28, 27), (33, 12)],
    "phq9": [(20, 4), (22, 18), (17, 15), (21, 9)],
    "bdi2": [(40, 12), (45, 36), (38, 37), (41, 20)],
}


@pytest.fixture
def study(study_of):
    ratings = [
        {"patient_id": f"P{place:02d}", "scale": scale, "moment": moment, "score": score}
        for scale, pairs in SCORES.items()
        for place, pair in enumerate(pairs, 1)
        for moment, score in zip(("before", "after"), pair, strict=True)
    ]
    return study_of(SCORES["madrs"], assessments=ratings)


def test_the_primary_outcome_comes_first_and_is_not_adjusted(study):
    lines = SecondaryOutcomes.compute(study).lines
    assert lines[0].plan.scale == "madrs"
    assert {line.plan.scale for line in lines[1:]} == {"phq9", "bdi2"}
    assert [line.is_primary for line in lines] == [True, False, False]
    assert isinstance(lines[0].holm_p, Unavailable)


def test_each_is_computed_as_if_it_were_the_primary_one(study):
    lines = SecondaryOutcomes.compute(study).secondary
    for line, other in zip(lines, study.outcomes[1:], strict=True):
        assert other.plan.scale == line.plan.scale
        alone = PairedChange.compute(other)
        assert (line.n, line.mean_difference, line.p) == (alone.n, alone.mean_difference, alone.p)


def test_p_values_are_adjusted_as_holm_does_by_hand(study):
    adjusted = {
        line.p: line.holm_p
        for line in SecondaryOutcomes.compute(study).secondary
        if not isinstance(line.p, Unavailable)
    }
    smaller, larger = sorted(adjusted)
    assert adjusted[smaller] == pytest.approx(2 * smaller)
    assert adjusted[larger] == pytest.approx(max(2 * smaller, larger))


def test_remission_is_each_scales_own(study):
    by_scale = {line.plan.scale: line for line in SecondaryOutcomes.compute(study).lines}
    # Below 10 on the MADRS nobody is; below 5 on the PHQ-9 the first patient is.
    assert by_scale["madrs"].remission.count == 0
    assert by_scale["phq9"].remission.count == 1


def test_one_outcome_alone_has_no_adjusted_p(study_of):
    result = SecondaryOutcomes.compute(study_of(SCORES["madrs"]))
    (row,) = result.rows()
    assert "p (Holm)" not in result.headers()
    assert len(row.cells) == len(result.headers())
