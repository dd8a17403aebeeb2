"""Densities, quartiles and every patient."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.figures.catalogue.outcomes import raincloud
from ketgui.figures.spec import Area, Bars, Points
from tests.figures.marks import marks


def test_boxes_are_the_middle_half_of_the_scores(example):
    pairs = example.pairs.complete()
    drawn = marks(raincloud.draw_panel(example), Bars)
    for box, scores in zip(drawn, (pairs.before, pairs.after), strict=True):
        assert (box.x0[0], box.x1[0]) == pytest.approx(np.quantile(scores, [0.25, 0.75]))


def test_every_patient_is_a_drop_of_a_swarm(analysis_of):
    panel = raincloud.draw_panel(analysis_of([(30, 12), (30, 12), (30, 20)]))
    for drops in marks(panel, Points):
        assert sorted(drops.ids) == ["P01", "P02", "P03"]
        # The painter moves equal scores apart.
        assert drops.swarm == "down"


def test_of_very_many_patients_only_the_clouds_are_drawn(analysis_of):
    analysis = analysis_of([(20.0 + n % 20, 5.0 + n % 25) for n in range(2001)])
    panel = raincloud.draw_panel(analysis)
    assert not marks(panel, Points)
    assert len(marks(panel, Area)) == 2
    assert "too many to draw one by one" in raincloud.build(analysis).caption


def test_without_pairs_there_is_a_reason(analysis_of):
    assert raincloud.draw_panel(analysis_of([(30, None)])).reason
