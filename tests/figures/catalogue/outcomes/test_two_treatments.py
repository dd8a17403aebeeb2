"""The four points of the two treatments: every patient, the means, and very many as a density."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue.outcomes import tms_change, two_treatments
from ketgui.figures.spec import Bars, Lines, Points

TMS = [(40.0, 36.0), (38.0, 30.0), (35.0, 34.0), (44.0, None), (30.0, 12.0)]
PAIRS = [(34.0, 12.0), (30.0, 22.0), (33.0, 30.0), (40.0, 18.0), (28.0, 26.0)]


def treated(analysis_of, copies: int = 1):
    tms = [
        {"patient_id": f"P{place:02d}", "score_before": before, "score_after": after}
        for place, (before, after) in enumerate(TMS * copies, 1)
    ]
    return analysis_of(PAIRS * copies, tms_courses=tms)


def test_every_patient_has_a_line_over_the_four_points(analysis_of):
    (panel,) = two_treatments.build(treated(analysis_of)).panels
    paths = {
        who: path
        for mark in panel.marks
        if isinstance(mark, Lines) and mark.ids
        for who, path in zip(mark.ids, mark.paths, strict=True)
    }
    assert paths["P01"] == ((0, 40), (1, 36), (2, 34), (3, 12))
    # A score that is missing leaves its point out.
    assert paths["P04"] == ((0, 44), (2, 40), (3, 18))
    means = [mark for mark in panel.marks if isinstance(mark, Points)][-1]
    assert means.y == pytest.approx((37.4, 28.0, 33.0, 21.6))
    assert not panel.reason


def test_without_tms_scores_the_reason_is_said(analysis_of):
    for figure in (two_treatments, tms_change):
        (panel,) = figure.build(analysis_of(PAIRS)).panels
        assert panel.reason == "No score before and after TMS is recorded."


def test_very_many_are_a_density(analysis_of):
    crowd = treated(analysis_of, 600)
    for figure in (two_treatments, tms_change):
        (panel,) = figure.build(crowd).panels
        assert any(isinstance(mark, Bars) for mark in panel.marks)
        assert not any(isinstance(mark, Lines | Points) and mark.ids for mark in panel.marks)
